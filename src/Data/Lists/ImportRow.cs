using CallCenter.Domain;

namespace CallCenter.Data.Lists;

/// <summary>A telephone number of an imported row.</summary>
/// <param name="Number">E.164 with plus sign.</param>
/// <param name="Type">"mobile", "fixedLine", ... or what the file says.</param>
/// <param name="TimeZones">IANA names it may lie in; empty when unknown.</param>
public sealed record ImportNumber(string Number, string Type, string? Country, IReadOnlyList<string> TimeZones);

/// <summary>What a row says of a customer; an empty text says nothing.</summary>
public sealed record CustomerFields
{
    public string FullName { get; init; } = "";

    public string FirstName { get; init; } = "";

    public string LastName { get; init; } = "";

    public string Company { get; init; } = "";

    public string? Email { get; init; }

    public string? Language { get; init; }

    public string? TimeZone { get; init; }

    public string? Segment { get; init; }

    public string? Owner { get; init; }

    public string? ExternalId { get; init; }

    public string? Note { get; init; }

    /// <summary>These fields where they say something, the other's elsewhere.</summary>
    public CustomerFields Over(CustomerFields other) => new()
    {
        FullName = FullName.Length > 0 ? FullName : other.FullName,
        FirstName = FirstName.Length > 0 ? FirstName : other.FirstName,
        LastName = LastName.Length > 0 ? LastName : other.LastName,
        Company = Company.Length > 0 ? Company : other.Company,
        Email = Email ?? other.Email,
        Language = Language ?? other.Language,
        TimeZone = TimeZone ?? other.TimeZone,
        Segment = Segment ?? other.Segment,
        Owner = Owner ?? other.Owner,
        ExternalId = ExternalId ?? other.ExternalId,
        Note = Note ?? other.Note,
    };
}

/// <summary>A row of a file, read and normalised.</summary>
/// <param name="Row">The line it begins on.</param>
/// <param name="Numbers">At least one, in order.</param>
public sealed record ImportRow(long Row, CustomerFields Fields, IReadOnlyList<ImportNumber> Numbers, IReadOnlyDictionary<string, string> Custom);

/// <summary>Who has a number already.</summary>
/// <param name="LeadId">The customer's lead within the scope asked for, the one of this list first; null when there is none.</param>
/// <param name="InList">True when the customer stands in this list.</param>
public sealed record NumberMatch(string Number, CustomerId CustomerId, LeadId? LeadId, bool InList);

/// <summary>A customer as stored, with what an import may change.</summary>
/// <param name="Numbers">E.164, all of them.</param>
/// <param name="LastPosition">Highest place of a number.</param>
public sealed record StoredCustomer(CustomerId Id, int Version, CustomerFields Fields, IReadOnlySet<string> Numbers, int LastPosition);

/// <summary>A change to a customer that was there before the upload.</summary>
/// <param name="Before">For undo.</param>
/// <param name="Lead">The lead whose custom fields change, or null.</param>
public sealed record CustomerChange(
    StoredCustomer Before,
    CustomerFields After,
    IReadOnlyList<ImportNumber> NewNumbers,
    LeadId? Lead,
    string? LeadCustomBefore,
    string? LeadCustomAfter);

/// <summary>A lead to be made for a customer.</summary>
/// <param name="DoNotCall">It is stored, and never dialled.</param>
/// <param name="NumberId">The number's key where it is known; null: it is looked up.</param>
public sealed record NewLead(CustomerId Customer, string Number, bool DoNotCall, IReadOnlyDictionary<string, string> Custom, NumberId? NumberId = null);

/// <summary>A customer that an import made.</summary>
/// <param name="FirstNumber">The key of the first number; null when the database did not tell.</param>
public sealed record MadeCustomer(CustomerId Id, NumberId? FirstNumber);
