using System.Net;
using CallCenter.Media;
using CallCenter.Sip;
using CallCenter.Sip.Sdp;

namespace CallCenter.Dialer.Phones;

/// <summary>
/// An agent's audio path, set up once and kept up for the whole session (telephony.md 6.6): calls are joined to it by a route
/// swap. It owns its dialog and its RTP port.
/// </summary>
public sealed class AgentLine : IAsyncDisposable
{
    /// <summary>The reason of an end of our own.</summary>
    public const string SessionEnded = "the session ended";

    private readonly Dialog _dialog;
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _pump;

    internal AgentLine(Dialog dialog, RtpLeg leg, IPEndPoint seen, IReadOnlyList<string> codecs)
    {
        _dialog = dialog;
        Leg = leg;
        _pump = PumpAsync(seen, codecs);
    }

    public RtpLeg Leg { get; }

    /// <summary>Completes with the reason when the line is over, whoever ended it.</summary>
    public Task<string> Lost => _lost.Task;

    /// <summary>Hangs up and frees the port.</summary>
    public async ValueTask DisposeAsync()
    {
        _lost.TrySetResult(SessionEnded);
        Leg.Dispose();
        await _dialog.ByeAsync("SIP;cause=200;text=\"Session ended\"", CancellationToken.None);
        await _pump;
    }

    private async Task PumpAsync(IPEndPoint seen, IReadOnlyList<string> codecs)
    {
        await foreach (DialogEvent e in _dialog.Events.ReadAllAsync())
        {
            switch (e)
            {
                case DialogOffer or DialogAnswer:
                    SdpReply.Follow(e, Leg, seen, codecs);
                    break;
                case DialogEnded ended:
                    _lost.TrySetResult(ended.Cause switch
                    {
                        DialogEndCause.RemoteBye => "the phone hung up",
                        DialogEndCause.LocalBye => SessionEnded,
                        _ => "the phone does not answer any more",
                    });
                    break;
                default:
                    break;
            }
        }
    }
}
