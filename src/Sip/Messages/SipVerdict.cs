namespace CallCenter.Sip.Messages;

/// <summary>The validator's finding: 0 = fine; -1 = drop; otherwise the status to answer.</summary>
internal readonly record struct SipVerdict(int Status, string Phrase)
{
    public static readonly SipVerdict Fine = new(0, "");

    public static readonly SipVerdict Drop = new(-1, "");

    public bool IsFine => Status == 0;
}
