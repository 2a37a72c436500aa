using CallCenter.Contracts;
using CallCenter.Data;
using CallCenter.Data.Campaigns;
using CallCenter.Data.Lists;
using CallCenter.Data.Trunks;
using CallCenter.Domain;
using CallCenter.Settings;
using CallCenter.Supervisor.Lists;

namespace CallCenter.Demo;

/// <summary>
/// What demo mode starts with: a trunk to the simulated carrier, a list of people who do not exist (numbers of the fictional range
/// +1 NPA 555-01xx), and a running campaign. Made once; what a person changes stays.
/// </summary>
internal sealed class DemoData(
    TrunkStore trunks, ListStore lists, CampaignStore campaigns, ImportCommand import, IDialerLink dialer, DemoNetwork network, ServerSettings settings, TimeProvider time)
{
    private const string TrunkName = "Demo carrier";
    private const string ListName = "Demo customers";
    private const string CampaignName = "Demo campaign";

    public async Task SeedAsync(CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        Trunk trunk = await TrunkAsync(now, ct);
        await dialer.SendAsync(new TrunkEdited(trunk.Id), ct);
        if ((await campaigns.ListAsync(ct)).Any(c => c.Name.Equals(CampaignName, StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        ListId list = await ImportAsync(ct);
        Edited<Campaign> campaign = await campaigns.CreateAsync(
            new Campaign
            {
                Id = default,
                Name = CampaignName,
                Mode = DialMode.Progressive,
                ListIds = [list],
                TrunkIds = [trunk.Id],
                CallerId = "+12125550199",
                RuleSet = "none",
                WrapUp = TimeSpan.FromSeconds(30),
            },
            null,
            now,
            ct);
        if (campaign.Value is { } made)
        {
            await dialer.SendAsync(new StartCampaign(made.Id), ct);
        }
    }

    private async Task<ListId> ImportAsync(CancellationToken ct)
    {
        string file = Path.Combine(settings.DataFolder, "demo-customers.csv");
        await File.WriteAllBytesAsync(file, DemoPeople.Csv(time.GetUtcNow()), ct);
        try
        {
            await import.RunAsync(new ImportOrder(ListName, file, DemoPeople.Mapping), TextWriter.Null, Console.Error, ct);
        }
        finally
        {
            File.Delete(file);
        }

        return await lists.FindAsync(ListName, ct) ?? throw new InvalidDataException("The demo's customers could not be imported.");
    }

    /// <summary>The carrier's port may differ from the last start's.</summary>
    private async Task<Trunk> TrunkAsync(DateTimeOffset now, CancellationToken ct)
    {
        int port = network.Address!.Port;
        if ((await trunks.ListAsync(ct)).FirstOrDefault(t => t.Name.Equals(TrunkName, StringComparison.OrdinalIgnoreCase)) is { } known)
        {
            return known.Port == port ? known : (await trunks.UpdateAsync(known with { Port = port }, now, ct)).Value ?? known;
        }

        Trunk fresh = new() { Id = default, Name = TrunkName, Host = "127.0.0.1", Port = port, MaxChannels = 60, CallsPerSecond = 10 };
        return (await trunks.CreateAsync(fresh, now, ct)).Value!;
    }
}
