using System.Net;
using CallCenter.Domain;
using CallCenter.Media;
using CallCenter.Sip;

namespace CallCenter.Dialer.Phones;

/// <summary>The line to a SIP phone: a dialog that stays up. It owns the dialog and its RTP port.</summary>
internal sealed class SipLine : AgentLine
{
    private readonly Dialog _dialog;
    private readonly RtpLeg _leg;
    private readonly Task _pump;

    public SipLine(Dialog dialog, RtpLeg leg, IPEndPoint seen, IReadOnlyList<string> codecs)
        : base(PhoneKind.Sip, leg, new LineState(LineHealth.Up))
    {
        _dialog = dialog;
        _leg = leg;
        _pump = PumpAsync(seen, codecs);
    }

    /// <summary>Hangs up and frees the port.</summary>
    public override async ValueTask DisposeAsync()
    {
        Become(new LineState(LineHealth.Over, null, SessionEnded));
        _leg.Dispose();
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
                    SdpReply.Follow(e, _leg, seen, codecs);
                    break;
                case DialogEnded ended:
                    Become(ended.Cause switch
                    {
                        DialogEndCause.RemoteBye => new LineState(LineHealth.Over, "hungUp", "the phone hung up"),
                        DialogEndCause.LocalBye => new LineState(LineHealth.Over, null, SessionEnded),
                        _ => new LineState(LineHealth.Over, "noPhone", "the phone does not answer any more"),
                    });
                    break;
                default:
                    break;
            }
        }
    }
}
