using System.Net;
using System.Text;
using CallCenter.Sip.Messages;
using CallCenter.Sip.Transactions;

namespace CallCenter.Sip.Execution;

internal sealed partial class SipCore
{
    private static readonly SipHeader[] AllowHeader = [new("Allow", SipMethods.Allow)];
    private static readonly SipHeader[] Capabilities = [new("Allow", SipMethods.Allow), new("Accept", "application/sdp"), new("Accept-Encoding", "identity")];
    private readonly Dictionary<string, string> _invitesByCall = new(StringComparer.Ordinal);

    private void OnRequest(SipMessage request, SipVerdict verdict)
    {
        bool known = Shared.IsKnown(request.Source);
        bool visible = Shared.IsVisibleTo(request.Source, known);
        if (!verdict.IsFine)
        {
            if (visible)
                Reply(request, verdict.Status, verdict.Phrase);
            return;
        }

        string? newKey = null;
        ReadOnlySpan<char> key = ServerKey(request);
        if (_serverLookup.TryGetValue(key, out ServerTransaction? transaction))
        {
            OnTransaction(request, transaction);
            return;
        }

        if (request.Method is not (SipMethod.Ack or SipMethod.Cancel or SipMethod.Options))
            newKey = key.ToString();

        if (request.Method == SipMethod.Ack)
        {
            if (FindDialog(request) is { } acked)
                acked.OnAck(request);
            else
                Counters.AddDropped();
            return;
        }

        if (request.Method == SipMethod.Cancel)
        {
            ReplyIf(visible, request, 481);
            return;
        }

        bool inDialog = NameAddrRef.TryParse(request.Get(HeaderId.To), out NameAddrRef to) && !to.Tag.IsEmpty;
        if (inDialog && FindDialog(request) is { } dialog)
            dialog.OnRequest(request, newKey ?? ServerKey(request).ToString());
        else if (inDialog)
            ReplyIf(visible, request, 481);
        else
            OnNewcomer(request, newKey, known, visible);
    }

    private void OnTransaction(SipMessage request, ServerTransaction transaction)
    {
        switch (request.Method)
        {
            case SipMethod.Ack:
                transaction.Acknowledge();
                // Some clients give the ACK of a 2xx the branch of the INVITE.
                FindDialog(request)?.OnAck(request);
                break;
            case SipMethod.Cancel:
                // RFC 3261 9.2: 200 for the CANCEL whatever becomes of the INVITE.
                Reply(request, 200);
                transaction.User?.OnCancel(request);
                break;
            default:
                transaction.Repeat();
                break;
        }
    }

    private void OnNewcomer(SipMessage request, string? key, bool known, bool visible)
    {
        switch (request.Method)
        {
            case SipMethod.Options:
                if (!known)
                    Counters.AddUnknownSource();
                if (Unsupported(request) is { } extensions)
                    ReplyIf(visible, request, 420, extensions);
                else
                    ReplyIf(visible, request, 200, Capabilities);
                break;
            case SipMethod.Register:
                OnRegister(request, key!, visible);
                break;
            case SipMethod.Invite:
                OnInvite(request, key!, known, visible);
                break;
            case SipMethod.Bye or SipMethod.Info or SipMethod.Update:
                ReplyIf(visible, request, 481);
                break;
            default:
                // No method but these exists for anybody, known or not (hardening S7).
                if (!known)
                    Counters.AddUnknownSource();
                ReplyIf(visible, request, 405, AllowHeader);
                break;
        }
    }

    private void ReplyIf(bool visible, SipMessage request, int status, IReadOnlyList<SipHeader>? headers = null)
    {
        if (visible)
            Reply(request, status, null, headers);
        else
            Counters.AddDropped();
    }

    /// <summary>Checks digest; null after it has answered (or kept silent) itself.</summary>
    private string? Authenticate(SipMessage request, bool visible)
    {
        if (Shared.Options.FindUser is null)
        {
            Counters.AddUnknownSource();
            ReplyIf(visible, request, 403);
            return null;
        }

        DigestFinding finding = Shared.Digest.Check(request, out string user, out int silence);
        if (finding == DigestFinding.Accepted)
            return user;
        if (finding == DigestFinding.Wrong)
            Counters.AddWrongPassword();
        if (silence > 0 && Shared.LogBudget.TryTake())
            SipLog.Silenced(Shared.Log, request.Source.Address, GuessLimiter.Limit, silence);
        if (finding is DigestFinding.None)
            Counters.AddUnknownSource();
        if (finding == DigestFinding.Silenced || silence > 0 || !visible)
        {
            Counters.AddDropped();
            return null;
        }

        Counters.AddChallenged();
        Reply(request, 401, null, Shared.Digest.Challenge(request.Source.Address, finding == DigestFinding.Stale));
        return null;
    }

    private void OnRegister(SipMessage request, string key, bool visible)
    {
        if (Authenticate(request, visible) is not { } user)
            return;
        var transaction = new ServerTransaction(this, key, request.Keep());
        transaction.Start();
        (int status, List<SipHeader> headers) = Unsupported(request) is { } extensions ? (420, extensions) : Shared.Registrar.Handle(request, user);
        transaction.Respond(status, MakeResponse(request, status, null, SipIds.Tag(), headers));
    }

    private void OnInvite(SipMessage request, string key, bool known, bool visible)
    {
        string? user = null;
        if (!known && !Shared.Options.AcceptUnauthenticatedInvites)
        {
            user = Authenticate(request, visible);
            if (user is null)
                return;
        }

        if (Refusal(request) is var (status, headers))
        {
            Reply(request, status, null, headers);
            return;
        }

        // RFC 3261 8.2.2.2: the same request by another way.
        string call = Encoding.Latin1.GetString(request.CallId) + "|" + SipReading.Tag(request, HeaderId.From) + "|" + Encoding.Latin1.GetString(request.Get(HeaderId.CSeq));
        if (_invitesByCall.ContainsKey(call))
        {
            Reply(request, 482);
            return;
        }

        var transaction = new ServerTransaction(this, key, request.Keep());
        var invite = new IncomingInvite(this, transaction, user, call);
        transaction.User = invite;
        transaction.Start();
        _invitesByCall[call] = key;
        if (!Shared.Invites.TryWrite(invite))
        {
            Counters.AddOverload();
            invite.Refuse(503, [new("Retry-After", "5")]);
        }
    }

    /// <summary>The INVITE has its final response.</summary>
    public void Decided(string call) => _invitesByCall.Remove(call);

    /// <summary>What an INVITE asks that we do not do (RFC 3261 8.2.2.3, 8.2.3; 21.4.7).</summary>
    internal static (int Status, List<SipHeader>? Headers)? Refusal(SipMessage request)
    {
        if (Unsupported(request) is { } extensions)
            return (420, extensions);
        if (request.Has(HeaderId.ContentEncoding) && !request.Get(HeaderId.ContentEncoding).SequenceEqual("identity"u8))
            return (415, [new("Accept-Encoding", "identity")]);
        if (!request.Body.IsEmpty && !SipReading.IsSdp(request.Get(HeaderId.ContentType)))
            return (415, [new("Accept", "application/sdp")]);
        if (request.Has(HeaderId.Accept) && !AcceptsSdp(request))
            return (406, null);
        if (!request.Body.IsEmpty && SipReading.Sdp(request) is null)
            return (488, [new("Warning", "399 callcenter \"Session description not understood\"")]);
        return null;
    }

    private static List<SipHeader>? Unsupported(SipMessage request)
    {
        if (!request.Has(HeaderId.Require))
            return null;
        // We support no extension that must be required; 100rel among them (telephony.md 4).
        string tags = string.Join(", ", request.Items(HeaderId.Require));
        return tags.Length == 0 ? null : [new("Unsupported", tags)];
    }

    private static bool AcceptsSdp(SipMessage request)
    {
        foreach (string item in request.Items(HeaderId.Accept))
        {
            string type = item.Split(';')[0].Trim();
            if (type is "*/*" || string.Equals(type, "application/*", StringComparison.OrdinalIgnoreCase) || string.Equals(type, "application/sdp", StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
