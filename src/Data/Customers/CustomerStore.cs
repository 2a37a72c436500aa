using CallCenter.Domain;

namespace CallCenter.Data.Customers;

/// <summary>Person or company.</summary>
public enum CustomerKind
{
    Person,
    Company,
}

/// <summary>Whether the customer agreed to be called.</summary>
public enum Consent
{
    Unknown,
    Given,
    Withdrawn,
}

/// <summary>One number of a customer.</summary>
public sealed record CustomerNumber
{
    public NumberId Id { get; init; }

    /// <summary>E.164 with plus sign.</summary>
    public required string Number { get; init; }

    /// <summary>"mobile", "fixedLine", "fixedLineOrMobile", "voip", "unknown" ... as <c>PhoneNumberType</c>.</summary>
    public string Type { get; init; } = "unknown";

    /// <summary>1 is tried first.</summary>
    public int Position { get; init; }

    /// <summary>ISO 3166 code.</summary>
    public string? Country { get; init; }

    /// <summary>IANA names; empty when unknown.</summary>
    public IReadOnlyList<string> TimeZones { get; init; } = [];

    /// <summary>False once it proved to be wrong.</summary>
    public bool Valid { get; init; } = true;
}

/// <summary>A person or company with numbers and consent.</summary>
public sealed record Customer
{
    public CustomerId Id { get; init; }

    public CustomerKind Kind { get; init; }

    public string FullName { get; init; } = "";

    public string FirstName { get; init; } = "";

    public string LastName { get; init; } = "";

    public string Company { get; init; } = "";

    public string? Email { get; init; }

    public string? Language { get; init; }

    /// <summary>IANA name; stands above the numbers' zones.</summary>
    public string? TimeZone { get; init; }

    public string? Segment { get; init; }

    public string? Owner { get; init; }

    public string? ExternalId { get; init; }

    public string? Note { get; init; }

    public IReadOnlyDictionary<string, string> Custom { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public Consent Consent { get; init; }

    /// <summary>Where the consent, or its withdrawal, comes from.</summary>
    public string? ConsentSource { get; init; }

    public DateTimeOffset? ConsentAt { get; init; }

    public int Version { get; init; }

    /// <summary>By position.</summary>
    public IReadOnlyList<CustomerNumber> Numbers { get; init; } = [];
}

/// <summary>Customers and their numbers.</summary>
public sealed class CustomerStore(Database database)
{
    private const string Columns =
        "id, kind, full_name, first_name, last_name, company, email, language, time_zone, segment, owner, external_id, note, custom, consent, "
        + "consent_source, consent_at, version";

    private static readonly SqlStatement SelectOne = Sql.Define("customers.get", both: $"SELECT {Columns} FROM customers WHERE id = @id", "@id bigint");

    private static readonly SqlStatement SelectNumbers = Sql.Define(
        "customers.numbers",
        both: "SELECT id, number, type, position, country, time_zones, valid FROM customer_numbers WHERE customer_id = @id ORDER BY position",
        "@id bigint");

    private static readonly SqlStatement SelectByNumber = Sql.Define(
        "customers.byNumber",
        sqlite: "SELECT DISTINCT customer_id FROM customer_numbers WHERE number = @number ORDER BY customer_id LIMIT @limit",
        sqlserver: "SELECT DISTINCT TOP (@limit) customer_id FROM customer_numbers WHERE number = @number ORDER BY customer_id",
        "@number nvarchar(16), @limit int");

    private static readonly SqlStatement Insert = Sql.Define(
        "customers.create",
        sqlite: """
            INSERT INTO customers (kind, full_name, first_name, last_name, company, email, language, time_zone, segment, owner, external_id, note, custom,
                consent, consent_source, consent_at, created_at, updated_at)
            VALUES (@kind, @fullName, @firstName, @lastName, @company, @email, @language, @timeZone, @segment, @owner, @externalId, @note, @custom,
                @consent, @consentSource, @consentAt, @now, @now)
            RETURNING id
            """,
        sqlserver: """
            INSERT INTO customers (kind, full_name, first_name, last_name, company, email, language, time_zone, segment, owner, external_id, note, custom,
                consent, consent_source, consent_at, created_at, updated_at)
            OUTPUT INSERTED.id
            VALUES (@kind, @fullName, @firstName, @lastName, @company, @email, @language, @timeZone, @segment, @owner, @externalId, @note, @custom,
                @consent, @consentSource, @consentAt, @now, @now)
            """,
        "@kind nvarchar(10), @fullName nvarchar(400), @firstName nvarchar(200), @lastName nvarchar(200), @company nvarchar(400), @email nvarchar(320), "
        + "@language nvarchar(35), @timeZone nvarchar(64), @segment nvarchar(200), @owner nvarchar(200), @externalId nvarchar(200), @note nvarchar(max), "
        + "@custom nvarchar(max), @consent nvarchar(20), @consentSource nvarchar(400), @consentAt bigint, @now bigint");

    private static readonly SqlStatement InsertNumber = Sql.Define(
        "customers.addNumber",
        sqlite: """
            INSERT INTO customer_numbers (customer_id, number, type, position, country, time_zones, valid, created_at)
            VALUES (@customer, @number, @type, @position, @country, @timeZones, @valid, @now) RETURNING id
            """,
        sqlserver: """
            INSERT INTO customer_numbers (customer_id, number, type, position, country, time_zones, valid, created_at) OUTPUT INSERTED.id
            VALUES (@customer, @number, @type, @position, @country, @timeZones, @valid, @now)
            """,
        "@customer bigint, @number nvarchar(16), @type nvarchar(20), @position int, @country nvarchar(3), @timeZones nvarchar(max), @valid bit, @now bigint");

    private static readonly SqlStatement ChangeConsent = Sql.Define(
        "customers.setConsent",
        both: """
            UPDATE customers SET consent = @consent, consent_source = @source, consent_at = @at, updated_at = @at, version = version + 1 WHERE id = @id
            """,
        "@id bigint, @consent nvarchar(20), @source nvarchar(400), @at bigint");

    /// <summary>With its numbers; null when there is none.</summary>
    public Task<Customer?> GetAsync(CustomerId id, CancellationToken ct) => database.ReadAsync(session => GetAsync(session, id), ct);

    /// <summary>Whose number it is; null when it is nobody's or several people's: then nobody can say who will answer.</summary>
    public Task<CustomerId?> OwnerOfNumberAsync(string number, CancellationToken ct)
        => database.ReadAsync(session => OwnerOfNumberAsync(session, number), ct);

    /// <summary>Stores a new customer with its numbers; ids and positions are given here, in the order of the numbers.</summary>
    public Task<Customer> CreateAsync(Customer customer, DateTimeOffset now, CancellationToken ct)
        => database.WriteAsync(session => CreateAsync(session, customer, now), ct);

    /// <summary>As above, within a session.</summary>
    public static async Task<Customer> CreateAsync(DbSession session, Customer customer, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(customer);
        CustomerId id = await session.QuerySingleAsync<CustomerId>(
            Insert,
            new
            {
                customer.Kind,
                customer.FullName,
                customer.FirstName,
                customer.LastName,
                customer.Company,
                customer.Email,
                customer.Language,
                customer.TimeZone,
                customer.Segment,
                customer.Owner,
                customer.ExternalId,
                customer.Note,
                customer.Custom,
                customer.Consent,
                customer.ConsentSource,
                customer.ConsentAt,
                now,
            });
        List<CustomerNumber> numbers = [];
        foreach (CustomerNumber number in customer.Numbers)
        {
            CustomerNumber placed = number with { Position = numbers.Count + 1 };
            NumberId numberId = await session.QuerySingleAsync<NumberId>(
                InsertNumber,
                new { Customer = id, placed.Number, placed.Type, placed.Position, placed.Country, placed.TimeZones, placed.Valid, now });
            numbers.Add(placed with { Id = numberId });
        }

        return customer with { Id = id, Numbers = numbers, Version = 1 };
    }

    /// <summary>Records consent or its withdrawal; the caller writes the audit event. False when there is no such customer.</summary>
    public Task<bool> SetConsentAsync(CustomerId id, Consent consent, string source, DateTimeOffset at, CancellationToken ct)
        => database.WriteAsync(async session => await session.ExecuteAsync(ChangeConsent, new { id, consent, source, at }) == 1, ct);

    internal static async Task<CustomerId?> OwnerOfNumberAsync(DbSession session, string number)
        => await session.QueryAsync<CustomerId>(SelectByNumber, new { number, limit = 2 }) is [CustomerId only] ? only : null;

    internal static async Task<Customer?> GetAsync(DbSession session, CustomerId id)
        => await session.QuerySingleOrDefaultAsync<Customer>(SelectOne, new { id }) is { } customer
            ? customer with { Numbers = await session.QueryAsync<CustomerNumber>(SelectNumbers, new { id }) }
            : null;
}
