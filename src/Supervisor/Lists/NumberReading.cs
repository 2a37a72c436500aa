using CallCenter.Data.Lists;

namespace CallCenter.Supervisor.Lists;

/// <summary>What a cell that should hold a telephone number holds: a number, or why it is none.</summary>
/// <param name="Code">Stable, snake_case; null with a number.</param>
/// <param name="Reason">For people; null with a number.</param>
public sealed record NumberReading(ImportNumber? Number, string? Code, string? Reason);

/// <summary>Normalises a telephone number to E.164 and finds its time zones.</summary>
/// <param name="raw">As it stands in the file.</param>
/// <param name="country">ISO 3166 country of numbers without a country code.</param>
public delegate NumberReading NumberReader(string raw, string country);
