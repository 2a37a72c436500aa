using CallCenter.AgentConsole.Callbacks;
using CallCenter.AgentConsole.Sessions;
using CallCenter.AgentConsole.Softphone;
using CallCenter.AgentConsole.WrapUp;
using CallCenter.Contracts.Board;
using CallCenter.Contracts.Desk;
using CallCenter.Contracts.Monitoring;
using CallCenter.Contracts.Quality;
using CallCenter.Portal.Api;
using CallCenter.Portal.SignIn;

namespace CallCenter.TypeScriptTwins;

/// <summary>Which records browsers see. What these refer to comes along by itself.</summary>
public static class TwinsFile
{
    private static readonly Type[] FromServer =
    [
        typeof(DeskSnapshot),
        typeof(DeskResume),
        typeof(DeskChange),
        typeof(DeskReply),
        typeof(MonitoringView),
        typeof(ListeningChange),
        typeof(BoardSnapshot),
        typeof(BoardResume),
        typeof(BoardChange),
        typeof(MeView),
        typeof(JoinableCampaign),
        typeof(PauseReason),
        typeof(DialView),
        typeof(WrapUpView),
        typeof(WrapUpUndone),
        typeof(CallbackAdvice),
        typeof(ProblemBody),
        typeof(NotesConflict),
        typeof(ScorecardView),
        typeof(ScoreView),
        typeof(ScoreAverages),
        typeof(PagedResult<>),
    ];

    private static readonly Type[] FromBrowser =
    [
        typeof(DeskCommand),
        typeof(SignInRequest),
        typeof(DemoSignInRequest),
        typeof(PasswordRequest),
        typeof(SessionRequest),
        typeof(StateRequest),
        typeof(DialRequest),
        typeof(DigitsRequest),
        typeof(RecordingRequest),
        typeof(NotesRequest),
        typeof(WrapUpRequest),
        typeof(CallbackMove),
        typeof(ScorecardRequest),
        typeof(ScoreRequest),
        typeof(ScoreEdit),
        typeof(ScoreAcknowledgement),
    ];

    /// <summary>The whole file.</summary>
    public static string Text()
    {
        TwinWriter writer = new();
        foreach (Type type in FromServer)
        {
            writer.Add(type, fromBrowser: false);
        }

        foreach (Type type in FromBrowser)
        {
            writer.Add(type, fromBrowser: true);
        }

        return writer.ToString();
    }
}
