using System.Globalization;
using CallCenter.Domain;
using CallCenter.Sip;

namespace CallCenter.Dialer.Trunks;

/// <summary>
/// Our registration at a trunk that wants one (RFC 3261 10.2): refreshed at 85 % of the time granted, 423 obeyed once, failures
/// backed off from 5 to 300 s.
/// </summary>
internal sealed class TrunkRegistration(TrunkLine line, SipEndpoint sip, TimeProvider time)
{
    private const int WantedSeconds = 300;

    private readonly string _callId = Guid.NewGuid().ToString("N");
    private int _cseq = 1;
    private int _failures;
    private bool _registered;
    private DateTimeOffset _dueAt = DateTimeOffset.MinValue;

    /// <summary>True when the trunk needs no registration or has a valid one after this call.</summary>
    public async Task<bool> RefreshWhenDueAsync(CancellationToken ct)
    {
        if (!line.Settings.Register)
        {
            return true;
        }

        if (time.GetUtcNow() < _dueAt)
        {
            return _registered;
        }

        SipReply reply = await RegisterAsync(WantedSeconds, ct);
        if (reply.Status == 423 && int.TryParse(reply.Header("Min-Expires"), NumberStyles.None, CultureInfo.InvariantCulture, out int minimum))
        {
            reply = await RegisterAsync(Math.Min(minimum, 86_400), ct);
        }

        int granted = reply.IsSuccess ? GrantedSeconds(reply) : 0;
        if (granted > 0)
        {
            _failures = 0;
            _registered = true;
            _dueAt = time.GetUtcNow().AddSeconds(granted * 0.85);
            return true;
        }

        _registered = false;
        double backOff = Math.Min(300, 5 * Math.Pow(2, _failures++)) * (0.85 + (0.3 * Random.Shared.NextDouble()));
        _dueAt = time.GetUtcNow().AddSeconds(backOff);
        line.MarkDown(reply.Status == 0
            ? $"no answer to REGISTER from {line.Address}"
            : $"registration refused: {reply.Status} {reply.Phrase}");
        return false;
    }

    /// <summary>Takes the registration back; waits a second at most.</summary>
    public async Task RemoveAsync(CancellationToken ct)
    {
        if (_registered)
        {
            _registered = false;
            await RegisterAsync(0, ct);
        }
    }

    private async Task<SipReply> RegisterAsync(int expires, CancellationToken ct)
    {
        Trunk trunk = line.Settings;
        string user = trunk.UserName ?? "callcenter";
        SipReply reply = await sip.RequestAsync(
            new OutboundRequest
            {
                Method = "REGISTER",
                RequestUri = $"sip:{trunk.Host}:{trunk.Port.ToString(CultureInfo.InvariantCulture)}",
                Destination = line.Address!,
                From = $"<sip:{user}@{trunk.Host}>",
                To = $"<sip:{user}@{trunk.Host}>",
                Credentials = line.Credentials,
                CallId = _callId,
                CSeq = _cseq,
                Headers =
                [
                    new SipHeader("Contact", $"<sip:{user}@{sip.LocalEndPoint}>"),
                    new SipHeader("Expires", expires.ToString(CultureInfo.InvariantCulture)),
                ],
                Timeout = expires == 0 ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(5),
            },
            ct);
        _cseq += 3; // a challenge may have used the next two
        return reply;
    }

    /// <summary>Our own binding's expires parameter stands above the Expires header (RFC 3261 10.2.4).</summary>
    private int GrantedSeconds(SipReply reply)
    {
        foreach (SipHeader contact in reply.Headers.Where(h => h.Name.Equals("Contact", StringComparison.OrdinalIgnoreCase)))
        {
            int at = contact.Value.IndexOf("expires=", StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && contact.Value.Contains(sip.LocalEndPoint.ToString(), StringComparison.Ordinal))
            {
                string digits = new([.. contact.Value.Skip(at + 8).TakeWhile(char.IsAsciiDigit)]);
                return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int own) ? own : WantedSeconds;
            }
        }

        return int.TryParse(reply.Header("Expires"), NumberStyles.None, CultureInfo.InvariantCulture, out int granted) ? granted : WantedSeconds;
    }
}
