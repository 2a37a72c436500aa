namespace CallCenter.Contracts.Desk;

/// <summary>An agent's own day so far.</summary>
/// <param name="Calls">Calls in which the agent talked with somebody.</param>
/// <param name="Sales">Dispositions that mean a sale.</param>
/// <param name="Contacts">Dispositions that mean a contact.</param>
/// <param name="TalkSeconds">From connect to end, summed.</param>
/// <param name="AverageHandleSeconds">Talk and wrap-up per call (AHT); null before the first.</param>
/// <param name="Callbacks">Promised calls made today.</param>
public sealed record DayFigures(int Calls, int Contacts, int Sales, long TalkSeconds, int? AverageHandleSeconds, int Callbacks);
