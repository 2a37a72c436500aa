namespace CallCenter.Portal.Access;

/// <summary>The names of everything that can be allowed. Which role has which stands in <see cref="RoleTable"/>.</summary>
public static class Permissions
{
    /// <summary>Sees teams' data without being limited to the own teams.</summary>
    public const string ScopeAll = "scope.all";

    /// <summary>Sees telephone numbers and e-mail addresses in full.</summary>
    public const string PiiView = "pii.view";

    /// <summary>Takes calls: session, states, call control, notes and wrap-up of the own calls.</summary>
    public const string AgentWork = "agent.work";

    /// <summary>Dials by hand.</summary>
    public const string CallDial = "call.dial";

    /// <summary>Reads calls of others, within the scope.</summary>
    public const string CallRead = "call.read";

    /// <summary>Reads the own calls.</summary>
    public const string CallReadOwn = "call.readOwn";

    /// <summary>Hears agents' calls while they go on, within the scope.</summary>
    public const string CallListen = "call.listen";

    /// <summary>Speaks to the agent in a call, unheard by the customer.</summary>
    public const string CallWhisper = "call.whisper";

    /// <summary>Speaks to agent and customer, and takes a call over.</summary>
    public const string CallBarge = "call.barge";

    /// <summary>Hears recordings of others, within the scope.</summary>
    public const string RecordingListen = "recording.listen";

    /// <summary>Hears recordings of the own calls.</summary>
    public const string RecordingListenOwn = "recording.listenOwn";

    /// <summary>Takes recordings out of the building.</summary>
    public const string RecordingDownload = "recording.download";

    /// <summary>Reads scores of others, within the scope.</summary>
    public const string ScoreRead = "score.read";

    /// <summary>Reads the own scores, acknowledges them and says something about them.</summary>
    public const string ScoreReadOwn = "score.readOwn";

    /// <summary>Scores calls.</summary>
    public const string ScoreEdit = "score.edit";

    /// <summary>Makes and changes scorecards.</summary>
    public const string ScorecardEdit = "scorecard.edit";

    public const string ListRead = "list.read";

    public const string ListEdit = "list.edit";

    /// <summary>Uploads files into lists, cancels and undoes uploads.</summary>
    public const string ListUpload = "list.upload";

    public const string LeadRead = "lead.read";

    /// <summary>Takes leads out of the building, rejected rows included.</summary>
    public const string LeadExport = "lead.export";

    public const string CampaignRead = "campaign.read";

    public const string CampaignEdit = "campaign.edit";

    /// <summary>Starts, pauses and stops campaigns.</summary>
    public const string CampaignRun = "campaign.run";

    /// <summary>Sees live figures and the "why" panels.</summary>
    public const string CampaignWatch = "campaign.watch";

    /// <summary>Sees the live board: agents, calls, campaigns, alarms, within the scope.</summary>
    public const string BoardWatch = "board.watch";

    /// <summary>Makes an agent ready or paused, ends an agent's call or session.</summary>
    public const string AgentDirect = "agent.direct";

    public const string TrunkRead = "trunk.read";

    public const string TrunkEdit = "trunk.edit";

    /// <summary>Makes test calls: they cost money and ring somebody's telephone.</summary>
    public const string TrunkTest = "trunk.test";

    public const string DispositionRead = "disposition.read";

    public const string DispositionEdit = "disposition.edit";

    public const string PromptRead = "prompt.read";

    public const string PromptEdit = "prompt.edit";

    public const string DncRead = "dnc.read";

    public const string DncEdit = "dnc.edit";

    public const string UserRead = "user.read";

    public const string UserEdit = "user.edit";

    public const string TeamRead = "team.read";

    public const string TeamEdit = "team.edit";

    public const string RoleRead = "role.read";

    public const string ApiKeyRead = "apikey.read";

    public const string ApiKeyEdit = "apikey.edit";

    public const string AuditRead = "audit.read";

    /// <summary>Everyone who is signed in: the own data, the own password, signing out.</summary>
    public const string Self = "self";
}
