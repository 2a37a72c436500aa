using System.Collections.Concurrent;
using System.Net;
using CallCenter.DemoCarrier.Calls;
using CallCenter.DemoCarrier.Ledger;
using CallCenter.DemoCarrier.Numbers;
using CallCenter.DemoCarrier.Voices;
using CallCenter.Media;
using CallCenter.Sip;
using Microsoft.Extensions.Logging;

namespace CallCenter.DemoCarrier;

/// <summary>
/// A simulated telephone network: a real SIP and RTP far end with scripted people behind its numbers. It shares nothing with the
/// dialer but the wire: whoever uses it sends datagrams to <see cref="Address"/>.
/// </summary>
public sealed class SimulatedCarrier : IAsyncDisposable
{
    private static readonly TimeSpan LastByes = TimeSpan.FromSeconds(2);
    private readonly DemoCarrierOptions _options;
    private readonly ILogger _log;
    private readonly SipEndpoint _sip;
    private readonly MediaEngine _media;
    private readonly NumberPlan _numbers;
    private readonly CarrierParts _parts;
    private readonly ConcurrentDictionary<Task, byte> _calls = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _accepting = Task.CompletedTask;

    /// <summary>Prepares everything; nothing is bound before <see cref="Start"/>.</summary>
    public SimulatedCarrier(DemoCarrierOptions options, TimeProvider time, ILoggerFactory logs)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logs);
        _options = options;
        _log = logs.CreateLogger<SimulatedCarrier>();
        _numbers = new NumberPlan(options.Seed, options.TalkTime);
        Ledger = new CarrierLedger(options.LedgerFile);
        _sip = new SipEndpoint(
            new SipEndpointOptions { Listen = options.Listen, AcceptUnauthenticatedInvites = true, Product = "DemoCarrier" },
            time,
            logs);
        _media = new MediaEngine(
            new MediaOptions { Bind = options.Listen.Address, PortLow = 0, PortHigh = 0, Workers = options.MediaWorkers },
            time,
            logs);
        FarEndScripts scripts = new(new VoiceLibrary(), options, time);
        _parts = new CarrierParts(options, _media, scripts, Ledger, time, _log);
    }

    /// <summary>The SIP address bound, known after <see cref="Start"/>.</summary>
    public IPEndPoint Address => _sip.LocalEndPoint;

    /// <summary>Every call so far.</summary>
    public CarrierLedger Ledger { get; }

    /// <summary>Calls under way.</summary>
    public int CallsNow => _calls.Count;

    /// <summary>Binds and begins to take calls; a <see cref="System.Net.Sockets.SocketException"/> names an address that is in use.</summary>
    public void Start()
    {
        if (_options.HeardFolder is { } folder)
            Directory.CreateDirectory(folder);
        _media.Start();
        _sip.Start();
        _accepting = AcceptAsync();
        CarrierLog.Listening(_log, Address.ToString());
    }

    /// <summary>Ends every call with BYE or 503, then closes the sockets.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        await Task.WhenAll(_calls.Keys);
        await _sip.DrainAsync(LastByes, CancellationToken.None);
        await _sip.DisposeAsync();
        await _media.DisposeAsync();
        Ledger.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            await foreach (IncomingInvite invite in _sip.IncomingInvites.ReadAllAsync(_stop.Token))
                Take(invite);
        }
        catch (OperationCanceledException)
        {
            // Disposing.
        }
    }

    private void Take(IncomingInvite invite)
    {
        if (_calls.Count >= _options.MaxCalls)
        {
            CarrierLog.Full(_log, invite.CallId, _options.MaxCalls);
            invite.Reject(503, "Service Unavailable");
            return;
        }

        Task call = RunAsync(invite);
        _calls[call] = 0;
        _ = call.ContinueWith(done => _calls.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private async Task RunAsync(IncomingInvite invite)
    {
        await Task.Yield();
        try
        {
            await new CarrierCall(invite, _numbers.Decide(invite.RequestUser), _parts).RunAsync(_stop.Token);
        }
#pragma warning disable CA1031 // The owner's loop: a call that breaks must not take the carrier with it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            CarrierLog.Broke(_log, invite.CallId, error);
        }
    }
}
