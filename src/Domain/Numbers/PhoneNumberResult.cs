using System.Text.Json.Serialization;

namespace CallCenter.Domain.Numbers;

/// <summary>What a number is used for, by its country's numbering plan.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<PhoneNumberType>))]
public enum PhoneNumberType
{
    Unknown,
    FixedLine,
    Mobile,

    /// <summary>The plan does not tell the two apart (North America).</summary>
    FixedLineOrMobile,

    TollFree,
    PremiumRate,
    PersonalNumber,
    Voicemail,

    /// <summary>Company-wide access number.</summary>
    Uan,

    Pager,
    Voip,
    SharedCost,
}

/// <summary>Why a text is not taken as a number to call.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<PhoneNumberProblem>))]
public enum PhoneNumberProblem
{
    None,
    Empty,
    NotANumber,

    /// <summary>A spreadsheet wrote it as 1.39E+10 and lost digits.</summary>
    Scientific,

    /// <summary>A SIP or tel address.</summary>
    SipLike,

    /// <summary>It has an extension.</summary>
    Extension,

    Emergency,

    /// <summary>A service's short number.</summary>
    ShortNumber,

    Premium,
    TooShort,
    TooLong,

    /// <summary>No plus sign and no known default country, or no country has this code.</summary>
    UnknownCountry,

    /// <summary>The right length, but the plan has no such number.</summary>
    Invalid,
}

/// <summary>A text read as a telephone number.</summary>
public sealed record PhoneNumberResult
{
    private PhoneNumberResult()
    {
    }

    /// <summary>May be stored and dialled.</summary>
    public bool Accepted => Problem == PhoneNumberProblem.None;

    public PhoneNumberProblem Problem { get; private init; }

    /// <summary>The problem in one English sentence; empty when there is none.</summary>
    public string Text { get; private init; } = "";

    /// <summary>"+" and at most 15 digits; null when refused.</summary>
    public string? E164 { get; private init; }

    /// <summary>ISO 3166 code; null for numbers of no country, such as +800.</summary>
    public string? Country { get; private init; }

    public PhoneNumberType Type { get; private init; }

    /// <summary>False for accepted numbers that the plan reserves for fiction (North American 555-01xx where the area code is not assigned).</summary>
    public bool Valid { get; private init; }

    internal static PhoneNumberResult Good(string e164, string? country, PhoneNumberType type, bool valid)
        => new() { E164 = e164, Country = country, Type = type, Valid = valid };

    internal static PhoneNumberResult Bad(PhoneNumberProblem problem, string? country = null) => new()
    {
        Problem = problem,
        Country = country,
        Text = problem switch
        {
            PhoneNumberProblem.Empty => "There is no number.",
            PhoneNumberProblem.NotANumber => "This is not a telephone number.",
            PhoneNumberProblem.Scientific => "A spreadsheet has shortened the number (as in 1.39E+10): export the column as text.",
            PhoneNumberProblem.SipLike => "This is an address, not a telephone number.",
            PhoneNumberProblem.Extension => "Numbers with an extension cannot be dialled: give the direct number.",
            PhoneNumberProblem.Emergency => "Emergency numbers are never dialled.",
            PhoneNumberProblem.ShortNumber => "Short numbers of services are not dialled.",
            PhoneNumberProblem.Premium => "Premium-rate numbers are not dialled.",
            PhoneNumberProblem.TooShort => "The number has too few digits for its country.",
            PhoneNumberProblem.TooLong => "The number has too many digits for its country.",
            PhoneNumberProblem.UnknownCountry => "The country is not known: write the number with + and its country code.",
            _ => "The country has no such number.",
        },
    };
}
