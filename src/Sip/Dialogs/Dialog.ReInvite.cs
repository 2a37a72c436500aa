using System.Security.Cryptography;
using CallCenter.Sip.Execution;
using CallCenter.Sip.Messages;
using CallCenter.Sip.Transactions;

namespace CallCenter.Sip;

public sealed partial class Dialog
{
    private const int MaxGlareRetries = 3;
    private byte[] _localSdp;
    private bool _ourOffer;
    private (long CSeq, byte[] Message)? _ack;

    /// <summary>
    /// Offers a new session description and acknowledges the answer, which is the reply's body. 491 is retried up to 3 times
    /// by the back-off of RFC 3261 14.1. <paramref name="ct"/> ends the waiting, not the request.
    /// </summary>
    public Task<SipReply> ReInviteAsync(byte[] sdp, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(sdp);
        var reply = new TaskCompletionSource<SipReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_core.Post(() => ReInvite(sdp, reply, 0)))
            reply.TrySetResult(SipReply.NoResponse);
        return ct.CanBeCanceled ? reply.Task.WaitAsync(ct) : reply.Task;
    }

    /// <summary>Sends the ACK of a 2xx and keeps it for its repetitions.</summary>
    internal void Acknowledge(long cseq, IReadOnlyList<SipHeader>? credentials)
    {
        byte[] message = Build("ACK"u8, RequestUri, cseq, SipIds.Branch(), [], credentials, null, null);
        _ack = (cseq, message);
        _core.Send(message, Target());
    }

    /// <summary>The 2xx came again: its ACK was lost. False when it is not the 2xx acknowledged last.</summary>
    internal bool AcknowledgeAgain(long cseq)
    {
        if (_ack is not { } ack || ack.CSeq != cseq)
            return false;
        _core.Counters.AddRetransmitted();
        _core.Send(ack.Message, Target());
        return true;
    }

    private void ReInvite(byte[] sdp, TaskCompletionSource<SipReply> reply, int attempt)
    {
        if (_ended || _byeSent)
        {
            reply.TrySetResult(Gone);
            return;
        }

        if (_ourOffer || _offer is not null || _repeater is { IsWaiting: true })
        {
            RetryLater(sdp, reply, attempt, new SipReply(491, SipPhrases.Of(491), [], []));
            return;
        }

        _ourOffer = true;
        string uri = RequestUri;
        string lastBranch = "";
        IReadOnlyList<SipHeader>? credentials = null;
        long cseq = 0;
        var sender = new RequestSender(
            _core,
            Target(),
            _digest,
            branch =>
            {
                lastBranch = branch;
                cseq = ++_localCSeq;
                credentials = _digest?.Authorize("INVITE", uri);
                return Build("INVITE"u8, uri, cseq, branch, [], credentials, sdp, null);
            },
            response => OnReInvited(response, sdp, reply, attempt, cseq, credentials))
        {
            MakeAck = refusal => Begin("ACK"u8, uri, cseq, lastBranch, refusal.Get(HeaderId.To)).Finish(),
            OnSuccessAgain = _ => AcknowledgeAgain(cseq),
        };
        sender.Start();
    }

    private void OnReInvited(SipMessage? response, byte[] sdp, TaskCompletionSource<SipReply> reply, int attempt, long cseq, IReadOnlyList<SipHeader>? credentials)
    {
        _ourOffer = false;
        SipReply result = response is null ? SipReply.NoResponse : SipReading.Reply(response);
        if (response is not null && result.IsSuccess)
        {
            if (DialogSetup.Contact(response) is { } target)
                _target = target;
            _localSdp = sdp;
            Acknowledge(cseq, credentials);
        }

        if (result.Status == 491 && !_ended)
        {
            RetryLater(sdp, reply, attempt, result);
            return;
        }

        reply.TrySetResult(result);
        LoseIfGone(response);
    }

    /// <summary>The owner of the Call-ID waits 2.1-4 s, the other 0-2 s, in steps of 10 ms (RFC 3261 14.1).</summary>
    private void RetryLater(byte[] sdp, TaskCompletionSource<SipReply> reply, int attempt, SipReply refusal)
    {
        if (attempt >= MaxGlareRetries)
        {
            reply.TrySetResult(refusal);
            return;
        }

        long wait = 10L * (_setup.IsCaller ? RandomNumberGenerator.GetInt32(210, 401) : RandomNumberGenerator.GetInt32(0, 201));
        _core.Set(new WheelTimer(() => ReInvite(sdp, reply, attempt + 1)), _core.Now + wait);
    }
}
