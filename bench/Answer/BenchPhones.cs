using System.Net;
using CallCenter.Bench.Kit;
using CallCenter.Media;
using CallCenter.Sip;
using CallCenter.Sip.Sdp;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallCenter.Bench.Answer;

/// <summary>The agents' phones: each registered under its name, answering by itself, humming all the time, with an ear for what begins.</summary>
internal sealed class BenchPhones : IAsyncDisposable
{
    private static readonly string[] Codecs = ["PCMU"];
    private readonly MediaEngine _media;
    private readonly AudioClip _hum = AudioClip.Tone(400, TimeSpan.FromSeconds(1));
    private readonly List<SipEndpoint> _endpoints = [];
    private readonly List<IDisposable> _owned = [];
    private readonly CancellationTokenSource _stop = new();

    public BenchPhones()
    {
        _media = new MediaEngine(
            new MediaOptions { Bind = IPAddress.Loopback, PortLow = 0, PortHigh = 0, Workers = 1 }, TimeProvider.System, NullLoggerFactory.Instance);
        _media.Start();
    }

    /// <summary>Registers a phone; what it hears, once it is called.</summary>
    public async Task<OnsetEar> AddAsync(IPEndPoint registrar, BenchAgent agent)
    {
        SipEndpoint sip = new(
            new SipEndpointOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), AcceptUnauthenticatedInvites = true, Executors = 1 },
            TimeProvider.System,
            NullLoggerFactory.Instance);
        _endpoints.Add(sip);
        sip.Start();
        OnsetEar ear = new();
        _ = AnswerAsync(sip, ear);
        SipReply reply = await sip.RequestAsync(
            new OutboundRequest
            {
                Method = "REGISTER",
                RequestUri = $"sip:{registrar}",
                Destination = registrar,
                From = $"<sip:{agent.UserName}@{registrar}>",
                To = $"<sip:{agent.UserName}@{registrar}>",
                Credentials = new SipCredentials(agent.UserName, agent.SipPassword),
                Headers = [new SipHeader("Contact", $"<sip:{agent.UserName}@{sip.LocalEndPoint}>"), new SipHeader("Expires", "600")],
            },
            CancellationToken.None);
        return reply.IsSuccess ? ear : throw new InvalidOperationException($"{agent.UserName} could not register: {reply.Status} {reply.Phrase}");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (SipEndpoint sip in _endpoints)
            await sip.DisposeAsync();
        _owned.ForEach(owned => owned.Dispose());
        await _media.DisposeAsync();
        _stop.Dispose();
    }

    private async Task AnswerAsync(SipEndpoint sip, OnsetEar ear)
    {
        await foreach (IncomingInvite invite in sip.IncomingInvites.ReadAllAsync())
        {
            RtpLeg leg = _media.TryOpenLeg() ?? throw new InvalidOperationException("No port is free.");
            _owned.Add(leg);
            if (AudioOffer.Answer(invite.Offer!, leg.LocalEndPoint, Codecs) is not { } agreed)
            {
                invite.Reject(488);
                continue;
            }

            leg.SetRemote(new RemoteMedia(agreed.Audio.Remote, AudioCodec.Pcmu, agreed.Audio.PayloadType, agreed.Audio.TelephoneEventPayloadType));
            _owned.Add(leg.Tap(ear));
            _ = leg.PlayAsync(_hum, loop: true, _stop.Token);
            invite.Answer(agreed.Answer);
        }
    }
}
