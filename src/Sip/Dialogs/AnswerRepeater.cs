using CallCenter.Sip.Execution;
using CallCenter.Sip.Transactions;

namespace CallCenter.Sip;

/// <summary>Repeats a 2xx to INVITE until its ACK arrives: at T1, doubling to T2, for 64*T1 (RFC 3261 13.3.1.4).</summary>
internal sealed class AnswerRepeater
{
    private readonly SipCore _core;
    private readonly ServerTransaction _transaction;
    private readonly byte[] _answer;
    private readonly Action _unacknowledged;
    private readonly WheelTimer _timer;
    private readonly long _end;
    private long _interval;

    public AnswerRepeater(SipCore core, ServerTransaction transaction, byte[] answer, long cseq, Action unacknowledged)
    {
        _core = core;
        _transaction = transaction;
        _answer = answer;
        _unacknowledged = unacknowledged;
        CSeq = cseq;
        _interval = core.Times.T1;
        _end = core.Now + core.Times.Long;
        _timer = new WheelTimer(OnTimer);
        core.Set(_timer, core.Now + _interval);
    }

    /// <summary>CSeq of the INVITE, which its ACK repeats.</summary>
    public long CSeq { get; }

    public bool IsWaiting => _timer.IsSet;

    public void Stop() => _core.Cancel(_timer);

    private void OnTimer()
    {
        long now = _core.Now;
        if (now >= _end)
        {
            _unacknowledged();
            return;
        }

        _transaction.SendAgain(_answer);
        _interval = Math.Min(_interval * 2, _core.Times.T2);
        _core.Set(_timer, Math.Min(now + _interval, _end));
    }
}
