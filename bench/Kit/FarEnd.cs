using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using CallCenter.Media;
using CallCenter.Sip;
using CallCenter.Sip.Sdp;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallCenter.Bench.Kit;

/// <summary>How the far end behaves.</summary>
/// <param name="Ring">From INVITE to 200 OK; 180 at once.</param>
/// <param name="TalkMin">Shortest conversation; the customer hangs up.</param>
/// <param name="TalkMax">Longest.</param>
public sealed record FarEndManner(TimeSpan Ring, TimeSpan TalkMin, TimeSpan TalkMax);

/// <summary>
/// The other side of the trunk: rings, answers, hums from the answer on, hangs up. It counts every INVITE by itself (retransmissions are the
/// SIP stack's) and notes times on the monotonic clock, so that it can be compared with what the dialler says of itself.
/// </summary>
public sealed class FarEnd : IAsyncDisposable
{
    private static readonly string[] Codecs = ["PCMU"];
    private readonly FarEndManner _manner;
    private readonly SipEndpoint _sip;
    private readonly MediaEngine _media;
    private readonly AudioClip _hum = AudioClip.Tone(700, TimeSpan.FromSeconds(1));
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<FarEndCall> _calls = new();
    private int _running;
    private Task _accepting = Task.CompletedTask;

    public FarEnd(FarEndManner manner)
    {
        _manner = manner;
        _sip = new SipEndpoint(
            new SipEndpointOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), AcceptUnauthenticatedInvites = true, Executors = 1, Product = "FarEnd" },
            TimeProvider.System,
            NullLoggerFactory.Instance);
        _media = new MediaEngine(
            new MediaOptions { Bind = IPAddress.Loopback, PortLow = 0, PortHigh = 0, Workers = 1 }, TimeProvider.System, NullLoggerFactory.Instance);
    }

    /// <summary>SIP port.</summary>
    public int Port => _sip.LocalEndPoint.Port;

    /// <summary>Every INVITE so far.</summary>
    public IReadOnlyList<FarEndCall> Calls => [.. _calls];

    /// <summary>Calls that have not ended.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>Binds and begins to take calls.</summary>
    public void Start()
    {
        _media.Start();
        _sip.Start();
        _accepting = AcceptAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        await _sip.DrainAsync(TimeSpan.FromSeconds(2), CancellationToken.None);
        await _sip.DisposeAsync();
        await _media.DisposeAsync();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            await foreach (IncomingInvite invite in _sip.IncomingInvites.ReadAllAsync(_stop.Token))
            {
                FarEndCall call = new(invite.RequestUser, Stopwatch.GetTimestamp());
                _calls.Enqueue(call);
                Interlocked.Increment(ref _running);
                _ = Task.Run(() => RunAsync(call, invite));
            }
        }
        catch (OperationCanceledException)
        {
            // Disposing.
        }
    }

    private async Task RunAsync(FarEndCall call, IncomingInvite invite)
    {
        try
        {
            using RtpLeg? leg = _media.TryOpenLeg();
            if (leg is null || invite.Offer is null || AudioOffer.Answer(invite.Offer, leg.LocalEndPoint, Codecs) is not { } agreed)
            {
                invite.Reject(488);
                return;
            }

            leg.SetRemote(new RemoteMedia(agreed.Audio.Remote, AudioCodec.Pcmu, agreed.Audio.PayloadType, agreed.Audio.TelephoneEventPayloadType));
            invite.Progress(180, "Ringing");
            using (CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, invite.Cancelled))
                await Task.Delay(_manner.Ring, TimeProvider.System, stop.Token);
            using IDisposable ear = leg.Tap(call.Ear);
            using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            call.AnsweredAt = Stopwatch.GetTimestamp();
            Dialog dialog = invite.Answer(agreed.Answer);
            Task humming = leg.PlayAsync(_hum, loop: true, over.Token);
            await TalkAsync(call, dialog);
            await over.CancelAsync();
            await humming;
        }
        catch (OperationCanceledException)
        {
            call.Cancelled = true;
        }
        finally
        {
            call.EndedAt = Stopwatch.GetTimestamp();
            Interlocked.Decrement(ref _running);
        }
    }

    private async Task TalkAsync(FarEndCall call, Dialog dialog)
    {
        TimeSpan talk = _manner.TalkMin + ((_manner.TalkMax - _manner.TalkMin) * Random.Shared.NextDouble());
        Task<DialogEndCause> ended = FollowAsync(dialog);
        await Task.WhenAny(ended, Task.Delay(talk, TimeProvider.System, _stop.Token));
        if (!ended.IsCompleted)
            call.ByeStatus = (await dialog.ByeAsync(null, CancellationToken.None)).Status;
        call.End = await ended;
    }

    private static async Task<DialogEndCause> FollowAsync(Dialog dialog)
    {
        await foreach (DialogEvent change in dialog.Events.ReadAllAsync())
        {
            if (change is DialogEnded ended)
                return ended.Cause;
        }

        return DialogEndCause.Lost;
    }
}
