using System.Globalization;
using CallCenter.Data.Campaigns;
using CallCenter.Data.Customers;
using CallCenter.Data.Identity;
using CallCenter.Data.Trunks;
using CallCenter.Domain;

namespace CallCenter.Bench.Board;

/// <summary>The people, campaigns and trunks that the board finds in the database.</summary>
internal sealed class FloorSeed(int agents)
{
    private static readonly string[] First =
        ["Li", "Ana", "Tom", "Chen", "Priya", "Omar", "Kate", "Joon", "Wu", "Eva", "Raj", "Lin", "Marco", "Sara", "Dana", "Yuki", "Paul", "Zoe", "Ivan", "Nina"];

    private static readonly string[] Last = ["Wei", "Souza", "Reed", "Yu", "Nair", "Aziz", "Moss", "Park", "Min", "Lind", "Patel", "Hao", "Rossi", "Koh", "Novak", "Abe", "Roy", "Tan"];

    private static readonly (string Name, DialMode Mode)[] Sold =
        [("Spring upgrade", DialMode.Predictive), ("Broadband winback", DialMode.Predictive), ("Renewals Q4", DialMode.Progressive), ("Fibre for offices", DialMode.Preview)];

    public List<(UserId Id, string Name)> People { get; } = [];

    public List<CampaignId> Campaigns { get; } = [];

    public List<TrunkId> Trunks { get; } = [];

    public List<CustomerId> Customers { get; } = [];

    public async Task PlantAsync(UserStore users, TeamStore teams, CampaignStore campaigns, TrunkStore trunks, CustomerStore customers)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        TeamId?[] floors = [await teams.CreateAsync("North", now, default), await teams.CreateAsync("South", now, default), await teams.CreateAsync("Evening", now, default)];
        for (int i = 0; i < agents; i++)
        {
            string name = $"{First[i % First.Length]} {Last[(i * 7) % Last.Length]}";
            NewUser user = new(
                string.Create(CultureInfo.InvariantCulture, $"agent{i + 1}"), name, null, false, null, ["agent"], [floors[i % floors.Length]!.Value], []);
            People.Add(((await users.CreateAsync(user, now, default))!.Value, user.UserName));
        }

        foreach (string name in (string[])["Carrier A", "Carrier B", "Carrier C"])
        {
            Trunk trunk = new() { Id = default, Name = name, Host = "203.0.113.9", MaxChannels = 240 };
            Trunks.Add((await trunks.CreateAsync(trunk, now, default)).Value!.Id);
        }

        foreach ((string name, DialMode mode) in Sold)
        {
            Campaign campaign = new() { Id = default, Name = name, Mode = mode, State = CampaignState.Stopped, TrunkIds = [.. Trunks], CallerId = "+12125550100" };
            Campaign made = (await campaigns.CreateAsync(campaign, null, now, default)).Value!;
            await campaigns.SetStateAsync(made.Id, CampaignState.Running, null, now, default);
            Campaigns.Add(made.Id);
        }

        for (int i = 0; i < 300; i++)
        {
            Customer customer = new() { FullName = $"{First[(i * 3) % First.Length]} {Last[(i * 5) % Last.Length]}" };
            Customers.Add((await customers.CreateAsync(customer, now, default)).Id);
        }
    }
}
