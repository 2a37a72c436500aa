using CallCenter.Domain;

namespace CallCenter.Data.Lists;

/// <summary>A row of customers, as far as imports touch it.</summary>
internal sealed record CustomerRecord
{
    public CustomerId Id { get; init; }

    public long Version { get; init; }

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

    public CustomerFields ToFields() => new()
    {
        FullName = FullName,
        FirstName = FirstName,
        LastName = LastName,
        Company = Company,
        Email = Email,
        Language = Language,
        TimeZone = TimeZone,
        Segment = Segment,
        Owner = Owner,
        ExternalId = ExternalId,
        Note = Note,
    };
}
