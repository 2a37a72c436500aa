using CallCenter.Bench.Kit;
using CallCenter.Sip;
using CallCenter.TestKit.Api;

namespace CallCenter.Bench.Calls;

/// <summary>The far end's count against the dialler's records, number by number.</summary>
internal sealed class Comparison(IReadOnlyList<FarEndCall> seen, IReadOnlyList<CallView> records)
{
    /// <summary>True when every call seen has exactly one record, closed, that says the same of its answer.</summary>
    public bool Print(TextWriter to)
    {
        ILookup<string, CallView> byNumber = records.ToLookup(record => record.Number, StringComparer.Ordinal);
        ILookup<string, FarEndCall> seenByNumber = seen.ToLookup(call => call.Number, StringComparer.Ordinal);
        int without = seen.Count(call => !byNumber.Contains(call.Number));
        int twice = seenByNumber.Count(calls => calls.Count() != byNumber[calls.Key].Count());
        int unseen = records.Count(record => !seenByNumber.Contains(record.Number));
        int open = records.Count(record => record.EndedAt is null || record.Outcome is null);
        int answered = seen.Count(call => call.AnsweredAt != 0);
        int answerMissing = seen.Count(call => (call.AnsweredAt != 0) != byNumber[call.Number].Any(record => record.AnsweredAt is not null));
        int recorded = records.Count(record => record.RecordingId is not null);
        int connected = records.Count(record => record.Outcome is "connected");
        int lostDialogs = seen.Count(call => call.End is DialogEndCause.Lost or DialogEndCause.AckTimeout || call.ByeStatus is not (0 or 200));
        to.WriteLine(FormattableString.Invariant($"far end: {seen.Count} INVITEs, {answered} answered, {seen.Count(call => call.Cancelled)} cancelled, {lostDialogs} dialogs lost"));
        to.WriteLine(FormattableString.Invariant($"records: {records.Count}, by outcome {string.Join(", ", records.CountBy(record => record.Outcome ?? "open").OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key} {pair.Value}"))}; with recording {recorded}"));
        to.WriteLine(FormattableString.Invariant($"calls without record {without}, numbers with another count {twice}, records the far end never saw {unseen}, open {open}, answers told differently {answerMissing}, connected without recording {connected - recorded}"));
        return without + twice + unseen + open + answerMissing + lostDialogs == 0 && records.Count == seen.Count;
    }
}
