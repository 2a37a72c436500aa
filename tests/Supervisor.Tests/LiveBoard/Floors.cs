using CallCenter.Contracts;
using CallCenter.Contracts.Board;
using CallCenter.Data.Identity;
using CallCenter.Domain;
using CallCenter.Supervisor.LiveBoard;

namespace CallCenter.Supervisor.Tests.LiveBoard;

/// <summary>A small floor: two agents of two teams, two campaigns.</summary>
internal static class Floors
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    public static readonly UserId Ann = new(11);
    public static readonly UserId Bo = new(12);
    public static readonly TeamId North = new(1);
    public static readonly TeamId South = new(2);
    public static readonly CampaignId Spring = new(5);
    public static readonly CampaignId Winback = new(6);
    public static readonly CustomerId Maria = new(77);

    public static BoardFacts Facts { get; } = BoardFacts.None with
    {
        People = new Dictionary<UserId, BoardPerson> { [Ann] = new("ann", "Ann Lee", [North]), [Bo] = new("bo", "Bo Diaz", [South]) },
        Teams = [new BoardTeam(North, "North"), new BoardTeam(South, "South")],
        Campaigns = new Dictionary<CampaignId, Campaign> { [Spring] = Named(Spring, "Spring"), [Winback] = Named(Winback, "Winback") },
        Customers = new Dictionary<CustomerId, string> { [Maria] = "Maria Gonzalez" },
    };

    public static BoardAudience Everybody { get; } = new(Scope.All, Pii: true, Figures: true, Trunks: true);

    public static AgentSnapshot Talking(UserId agent, CampaignId campaign, DateTimeOffset since) => new(
        agent,
        "x",
        AgentState.Talking,
        since,
        null,
        new AgentPhone(PhoneKind.Browser, "connected"),
        [campaign],
        new AgentCall(new CallId(Guid.Empty), null, Maria, "+12125550143", "outbound", campaign, "connected", since, false, false, null));

    public static CampaignLive Live(CampaignId id, long attempts, long answers, long abandoned, CampaignState state = CampaignState.Running) => new(
        id, state, new(0, 0, 0, 0, 0), new(0, 0, 0, 0, 0), attempts, answers, answers - abandoned, abandoned, answers == 0 ? 0 : (double)abandoned / answers, new(0, ""));

    public static Floor With(params DialerEvent[] events)
    {
        Floor floor = new();
        foreach (DialerEvent happened in events)
        {
            floor.Take(happened, Noon);
        }

        return floor;
    }

    public static BoardPicture Paint(Floor floor, BoardAudience audience, DateTimeOffset? now = null)
        => BoardPainter.Paint(floor, Facts, new BoardAlarms().Look(floor, Facts, now ?? Noon), audience, fresh: true, now ?? Noon);

    private static Campaign Named(CampaignId id, string name) => new() { Id = id, Name = name, AbandonLimit = 0.03 };
}
