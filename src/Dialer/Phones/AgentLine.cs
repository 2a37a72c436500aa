using System.Net;
using System.Threading.Channels;
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
    /// <summary>How long a phone that fell silent has to answer one question.</summary>
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(4);

    /// <summary>And when it is asked again, while it stays silent.</summary>
    private static readonly TimeSpan ProbeEvery = TimeSpan.FromSeconds(15);

    private readonly Dialog _dialog;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _over = new();
    private readonly Task _pump;
    private readonly Task _watch;

    internal AgentLine(Dialog dialog, RtpLeg leg, IPEndPoint seen, IReadOnlyList<string> codecs, TimeProvider time)
    {
        _dialog = dialog;
        _time = time;
        Leg = leg;
        _pump = PumpAsync(seen, codecs);
        _watch = WatchAsync();
    }

    public RtpLeg Leg { get; }

    /// <summary>Completes with the reason when the phone hangs up or vanishes; never when we hang up.</summary>
    public Task<string> Lost => _lost.Task;

    /// <summary>Hangs up and frees the port.</summary>
    public async ValueTask DisposeAsync()
    {
        await _dialog.ByeAsync("session ended", CancellationToken.None);
        await _over.CancelAsync();
        await _pump;
        await _watch;
        Leg.Dispose();
        _over.Dispose();
    }

    /// <summary>
    /// A phone without power says no BYE (hardening R13). Silence alone proves nothing, since phones suppress it: so a phone that was heard
    /// once and then falls silent is asked by OPTIONS.
    /// </summary>
    private async Task WatchAsync()
    {
        bool silent = false;
        try
        {
            while (!_lost.Task.IsCompleted)
            {
                if (silent && !await AnswersAsync())
                {
                    _lost.TrySetResult("the phone fell silent and does not answer");
                    await _dialog.ByeAsync("no answer", CancellationToken.None);
                    return;
                }

                silent = await NextAsync(silent) switch
                {
                    MediaLost { HeardBefore: true } => true,
                    MediaBack => false,
                    _ => silent,
                };
            }
        }
        catch (OperationCanceledException)
        {
            // the session is over
        }
        catch (ChannelClosedException)
        {
            // the media engine is going down
        }
    }

    /// <summary>The leg's next report; null when a silent phone is to be asked again.</summary>
    private async Task<LegEvent?> NextAsync(bool silent)
    {
        if (!silent)
        {
            return await Leg.Events.ReadAsync(_over.Token);
        }

        using CancellationTokenSource limit = new(ProbeEvery, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _over.Token);
        try
        {
            return await Leg.Events.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!_over.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Any answer will do, but the one of a phone that has forgotten the call.</summary>
    private async Task<bool> AnswersAsync()
    {
        try
        {
            SipReply reply = await _dialog.RequestAsync("OPTIONS", [], null, null, _over.Token).WaitAsync(ProbeLimit, _time, _over.Token);
            return reply.Status is not (0 or 408 or 481);
        }
        catch (TimeoutException)
        {
            return false;
        }
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
                case DialogEnded { Cause: not DialogEndCause.LocalBye } ended:
                    _lost.TrySetResult(ended.Cause == DialogEndCause.RemoteBye ? "the phone hung up" : "the phone does not answer any more");
                    break;
                default:
                    break;
            }
        }
    }
}
