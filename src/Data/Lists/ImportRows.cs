using CallCenter.Domain;

namespace CallCenter.Data.Lists;

/// <summary>
/// The statements of an import, each for a whole batch: look-ups first, then inserts, all in the transaction of the
/// caller. Leads are stored staged and are not dialled before <see cref="UploadRows.ReleaseAsync"/>.
/// </summary>
public static class ImportRows
{
    private const string JsonCustomerWith = """
        OPENJSON(@rows) WITH (row_number bigint '$.row', kind nvarchar(10) '$.kind', full_name nvarchar(400) '$.fullName', first_name nvarchar(200) '$.firstName',
            last_name nvarchar(200) '$.lastName', company nvarchar(400) '$.company', email nvarchar(320) '$.email', language nvarchar(40) '$.language',
            time_zone nvarchar(64) '$.timeZone', segment nvarchar(100) '$.segment', owner nvarchar(200) '$.owner', external_id nvarchar(200) '$.externalId',
            note nvarchar(max) '$.note') r
        """;

    private static readonly SqlStatement Match = Sql.Define(
        "import.match",
        sqlite: """
            SELECT n.number, n.customer_id,
                (SELECT min(l.id) FROM leads l WHERE l.customer_id = n.customer_id AND l.list_id = @list) AS list_lead_id,
                CASE WHEN @scope IN ('campaign', 'all') THEN
                    (SELECT min(l.id) FROM leads l WHERE l.customer_id = n.customer_id AND l.state <> 'removed' AND (@scope = 'all' OR l.list_id IN
                        (SELECT o.list_id FROM campaign_lists m JOIN campaign_lists o ON o.campaign_id = m.campaign_id WHERE m.list_id = @list))) END AS scope_lead_id
            FROM json_each(@numbers) j JOIN customer_numbers n ON n.number = j.value
            """,
        sqlserver: """
            SELECT n.number, n.customer_id,
                (SELECT min(l.id) FROM leads l WHERE l.customer_id = n.customer_id AND l.list_id = @list) AS list_lead_id,
                CASE WHEN @scope IN ('campaign', 'all') THEN
                    (SELECT min(l.id) FROM leads l WHERE l.customer_id = n.customer_id AND l.state <> 'removed' AND (@scope = 'all' OR l.list_id IN
                        (SELECT o.list_id FROM campaign_lists m JOIN campaign_lists o ON o.campaign_id = m.campaign_id WHERE m.list_id = @list))) END AS scope_lead_id
            FROM OPENJSON(@numbers) WITH (number nvarchar(16) '$') j JOIN customer_numbers n ON n.number = j.number
            """,
        "@list bigint, @scope nvarchar(20), @numbers nvarchar(max)");

    private static readonly SqlStatement LoadCustomers = Sql.Define(
        "import.customers",
        sqlite: """
            SELECT c.id, c.version, c.full_name, c.first_name, c.last_name, c.company, c.email, c.language, c.time_zone, c.segment, c.owner, c.external_id, c.note
            FROM json_each(@ids) j JOIN customers c ON c.id = j.value
            """,
        sqlserver: """
            SELECT c.id, c.version, c.full_name, c.first_name, c.last_name, c.company, c.email, c.language, c.time_zone, c.segment, c.owner, c.external_id, c.note
            FROM OPENJSON(@ids) WITH (id bigint '$') j JOIN customers c ON c.id = j.id
            """,
        "@ids nvarchar(max)");

    private static readonly SqlStatement LoadNumbers = Sql.Define(
        "import.numbers",
        sqlite: "SELECT n.customer_id, n.number, n.position FROM json_each(@ids) j JOIN customer_numbers n ON n.customer_id = j.value",
        sqlserver: "SELECT n.customer_id, n.number, n.position FROM OPENJSON(@ids) WITH (id bigint '$') j JOIN customer_numbers n ON n.customer_id = j.id",
        "@ids nvarchar(max)");

    private static readonly SqlStatement LoadLeadCustom = Sql.Define(
        "import.leadCustom",
        sqlite: "SELECT l.id, l.custom FROM json_each(@ids) j JOIN leads l ON l.id = j.value",
        sqlserver: "SELECT l.id, l.custom FROM OPENJSON(@ids) WITH (id bigint '$') j JOIN leads l ON l.id = j.id",
        "@ids nvarchar(max)");

    // SQLite takes the rows one by one over a prepared statement, the server a batch as JSON: each is the faster one by far at home.
    private static readonly SqlStatement InsertCustomers = Sql.DefineRows(
        "import.insertCustomers",
        sqlite: """
            INSERT INTO customers (kind, full_name, first_name, last_name, company, email, language, time_zone, segment, owner, external_id, note,
                created_by_upload, upload_row, created_at, updated_at)
            VALUES (@kind, @fullName, @firstName, @lastName, @company, @email, @language, @timeZone, @segment, @owner, @externalId, @note, @upload, @row, @now, @now)
            """,
        sqliteParameters: "@kind nvarchar(10), @fullName nvarchar(400), @firstName nvarchar(200), @lastName nvarchar(200), @company nvarchar(400), "
            + "@email nvarchar(320), @language nvarchar(40), @timeZone nvarchar(64), @segment nvarchar(100), @owner nvarchar(200), @externalId nvarchar(200), "
            + "@note nvarchar(max), @upload bigint, @row bigint, @now bigint",
        sqlserver: $"""
            INSERT INTO customers (kind, full_name, first_name, last_name, company, email, language, time_zone, segment, owner, external_id, note,
                created_by_upload, upload_row, created_at, updated_at)
            OUTPUT INSERTED.id, INSERTED.upload_row
            SELECT r.kind, r.full_name, r.first_name, r.last_name, r.company, r.email, r.language, r.time_zone, r.segment, r.owner, r.external_id, r.note,
                @upload, r.row_number, @now, @now
            FROM {JsonCustomerWith}
            """,
        parameters: "@upload bigint, @now bigint, @rows nvarchar(max)");

    private static readonly SqlStatement InsertNumbers = Sql.DefineRows(
        "import.insertNumbers",
        sqlite: """
            INSERT INTO customer_numbers (customer_id, position, number, type, country, time_zones, created_at)
            VALUES (@customer, @position, @number, @type, @country, @timeZones, @now)
            """,
        sqliteParameters: "@customer bigint, @position int, @number nvarchar(16), @type nvarchar(40), @country nvarchar(2), @timeZones nvarchar(max), @now bigint",
        sqlserver: """
            INSERT INTO customer_numbers (customer_id, position, number, type, country, time_zones, created_at)
            SELECT r.customer_id, r.position, r.number, r.type, r.country, r.time_zones, @now
            FROM OPENJSON(@rows) WITH (customer_id bigint '$.c', position int '$.p', number nvarchar(16) '$.n', type nvarchar(40) '$.t', country nvarchar(2) '$.l',
                time_zones nvarchar(max) '$.z') r
            """,
        parameters: "@now bigint, @rows nvarchar(max)");

    private static readonly SqlStatement NumberIds = Sql.Define(
        "import.numberIds",
        sqlite: "SELECT n.id, n.customer_id, n.number FROM json_each(@ids) j JOIN customer_numbers n ON n.customer_id = j.value",
        sqlserver: "SELECT n.id, n.customer_id, n.number FROM OPENJSON(@ids) WITH (id bigint '$') j JOIN customer_numbers n ON n.customer_id = j.id",
        "@ids nvarchar(max)");

    private static readonly SqlStatement InsertLeads = Sql.DefineRows(
        "import.insertLeads",
        sqlite: """
            INSERT INTO leads (list_id, customer_id, number_id, upload_id, state, staged, next_at, custom, created_at)
            VALUES (@list, @customer, @numberId, @upload, @state, 1, @now, @custom, @now)
            """,
        sqliteParameters: "@list bigint, @customer bigint, @numberId bigint, @upload bigint, @state nvarchar(20), @now bigint, @custom nvarchar(max)",
        sqlserver: """
            INSERT INTO leads (list_id, customer_id, number_id, upload_id, state, staged, next_at, custom, created_at)
            SELECT @list, r.customer_id, r.number_id, @upload, r.state, 1, @now, r.custom, @now
            FROM OPENJSON(@rows) WITH (customer_id bigint '$.c', number_id bigint '$.n', state nvarchar(20) '$.s', custom nvarchar(max) '$.f') r
            """,
        parameters: "@list bigint, @upload bigint, @now bigint, @rows nvarchar(max)");

    private static readonly SqlStatement InsertChanges = Sql.Define(
        "import.insertChanges",
        sqlite: """
            INSERT INTO upload_changes (upload_id, customer_id, lead_id, version_after, customer_before, lead_custom_before, lead_custom_after, added_numbers)
            SELECT @upload, value ->> 'id', value ->> 'lead', value ->> 'version', value ->> 'before', value ->> 'leadBefore', value ->> 'leadAfter', value ->> 'numbers'
            FROM json_each(@rows)
            """,
        sqlserver: """
            INSERT INTO upload_changes (upload_id, customer_id, lead_id, version_after, customer_before, lead_custom_before, lead_custom_after, added_numbers)
            SELECT @upload, r.id, r.lead_id, r.version, r.before_text, r.lead_before, r.lead_after, r.numbers
            FROM OPENJSON(@rows) WITH (id bigint '$.id', lead_id bigint '$.lead', version bigint '$.version', before_text nvarchar(max) '$.before',
                lead_before nvarchar(max) '$.leadBefore', lead_after nvarchar(max) '$.leadAfter', numbers nvarchar(max) '$.numbers') r
            """,
        "@upload bigint, @rows nvarchar(max)");

    private static readonly SqlStatement UpdateCustomers = Sql.Define(
        "import.updateCustomers",
        sqlite: """
            UPDATE customers SET full_name = r.value ->> 'fullName', first_name = r.value ->> 'firstName', last_name = r.value ->> 'lastName',
                company = r.value ->> 'company', email = r.value ->> 'email', language = r.value ->> 'language', time_zone = r.value ->> 'timeZone',
                segment = r.value ->> 'segment', owner = r.value ->> 'owner', external_id = r.value ->> 'externalId', note = r.value ->> 'note',
                updated_at = @now, version = r.value ->> 'version'
            FROM json_each(@rows) r WHERE customers.id = r.value ->> 'id'
            """,
        sqlserver: """
            UPDATE customers SET full_name = r.full_name, first_name = r.first_name, last_name = r.last_name, company = r.company, email = r.email, language = r.language,
                time_zone = r.time_zone, segment = r.segment, owner = r.owner, external_id = r.external_id, note = r.note, updated_at = @now, version = r.version
            FROM OPENJSON(@rows) WITH (id bigint '$.id', version bigint '$.version', full_name nvarchar(400) '$.fullName',
                first_name nvarchar(200) '$.firstName', last_name nvarchar(200) '$.lastName', company nvarchar(400) '$.company', email nvarchar(320) '$.email',
                language nvarchar(40) '$.language', time_zone nvarchar(64) '$.timeZone', segment nvarchar(100) '$.segment', owner nvarchar(200) '$.owner',
                external_id nvarchar(200) '$.externalId', note nvarchar(max) '$.note') r
            WHERE customers.id = r.id
            """,
        "@now bigint, @rows nvarchar(max)");

    private static readonly SqlStatement UpdateLeadCustom = Sql.Define(
        "import.updateLeadCustom",
        sqlite: """
            UPDATE leads SET custom = r.value ->> 'leadAfter', version = version + 1
            FROM json_each(@rows) r WHERE leads.id = r.value ->> 'lead' AND r.value ->> 'leadAfter' IS NOT NULL
            """,
        sqlserver: """
            UPDATE leads SET custom = r.custom, version = leads.version + 1
            FROM OPENJSON(@rows) WITH (id bigint '$.lead', custom nvarchar(max) '$.leadAfter') r WHERE leads.id = r.id AND r.custom IS NOT NULL
            """,
        "@rows nvarchar(max)");

    /// <summary>Who has one of the numbers already.</summary>
    public static async Task<IReadOnlyList<NumberMatch>> MatchAsync(DbSession session, ListId list, DuplicateScope scope, NumberBatch numbers)
    {
        IReadOnlyList<MatchRecord> rows = await session.QueryAsync<MatchRecord>(Match, new { list, scope, numbers = numbers.Json });
        return
        [
            .. rows.Select(r => new NumberMatch(
                r.Number, r.CustomerId, (r.ListLeadId ?? r.ScopeLeadId) is { } lead ? LeadId.From(lead) : null, r.ListLeadId is not null)),
        ];
    }

    /// <summary>Customers as they are stored now.</summary>
    public static async Task<IReadOnlyDictionary<CustomerId, StoredCustomer>> LoadAsync(DbSession session, IReadOnlyCollection<CustomerId> ids)
    {
        if (ids.Count == 0)
        {
            return new Dictionary<CustomerId, StoredCustomer>();
        }

        string json = ImportJson.Ids(ids.Select(i => i.Value));
        ILookup<CustomerId, NumberRecord> numbers = (await session.QueryAsync<NumberRecord>(LoadNumbers, new { ids = json })).ToLookup(n => n.CustomerId);
        return (await session.QueryAsync<CustomerRecord>(LoadCustomers, new { ids = json })).ToDictionary(
            c => c.Id,
            c => new StoredCustomer(
                c.Id,
                (int)c.Version,
                c.ToFields(),
                numbers[c.Id].Select(n => n.Number).ToHashSet(StringComparer.Ordinal),
                (int)numbers[c.Id].Select(n => n.Position).DefaultIfEmpty(0).Max()));
    }

    /// <summary>Custom fields of leads, as JSON.</summary>
    public static async Task<IReadOnlyDictionary<LeadId, string>> LoadLeadCustomAsync(DbSession session, IReadOnlyCollection<LeadId> ids)
        => ids.Count == 0
            ? new Dictionary<LeadId, string>()
            : (await session.QueryAsync<LeadRecord>(LoadLeadCustom, new { ids = ImportJson.Ids(ids.Select(i => i.Value)) })).ToDictionary(l => l.Id, l => l.Custom);

    /// <summary>Makes customers and their numbers.</summary>
    /// <returns>Row of the file to the customer made from it.</returns>
    public static async Task<IReadOnlyDictionary<long, MadeCustomer>> InsertCustomersAsync(
        DbSession session, UploadId upload, IReadOnlyCollection<ImportRow> rows, DateTimeOffset now)
    {
        if (rows.Count == 0)
        {
            return new Dictionary<long, MadeCustomer>();
        }

        if (session.Provider == DatabaseProvider.Sqlite)
        {
            return InsertCustomersRowByRow(session, upload, rows, now);
        }

        IReadOnlyList<InsertedCustomer> made = await session.QueryAsync<InsertedCustomer>(
            InsertCustomers, new { upload, now, rows = ImportJson.Customers(rows) });
        Dictionary<long, MadeCustomer> byRow = made.ToDictionary(m => m.UploadRow, m => new MadeCustomer(m.Id, null));
        await InsertNumbersAsync(session, rows.SelectMany(r => r.Numbers.Select((n, i) => (byRow[r.Row].Id, i + 1, n))), now);
        return byRow;
    }

    /// <summary>Makes staged leads.</summary>
    public static async Task InsertLeadsAsync(
        DbSession session, ListId list, UploadId upload, IReadOnlyCollection<NewLead> leads, DateTimeOffset now)
    {
        if (leads.Count == 0)
        {
            return;
        }

        var ids = new Dictionary<(CustomerId, string), NumberId>();
        long[] unknown = [.. leads.Where(l => l.NumberId is null).Select(l => l.Customer.Value)];
        if (unknown.Length > 0)
        {
            foreach (NumberIdRecord n in await session.QueryAsync<NumberIdRecord>(NumberIds, new { ids = ImportJson.Ids(unknown) }))
            {
                ids.TryAdd((n.CustomerId, n.Number), n.Id);
            }
        }

        NumberId NumberOf(NewLead lead) => lead.NumberId ?? ids[(lead.Customer, lead.Number)];
        if (session.Provider == DatabaseProvider.SqlServer)
        {
            string rows = ImportJson.Leads(leads.Select(l => (l.Customer, NumberOf(l), l.DoNotCall, l.Custom)));
            await session.ExecuteAsync(InsertLeads, new { list, upload, now, rows });
            return;
        }

        long at = now.ToUnixTimeMilliseconds();
        SqliteRows.Insert(session, InsertLeads, [.. leads], (row, lead) => row.Put(list.Value).Put(lead.Customer.Value).Put(NumberOf(lead).Value).Put(upload.Value)
            .Put(ImportJson.StateOf(lead.DoNotCall)).Put(at).Put(ImportJson.Custom(lead.Custom)).Put(at));
    }

    /// <summary>Changes customers that were there before, and notes how they were.</summary>
    public static async Task ChangeAsync(DbSession session, UploadId upload, IReadOnlyCollection<CustomerChange> changes, DateTimeOffset now)
    {
        if (changes.Count == 0)
        {
            return;
        }

        string rows = ImportJson.Changes(changes);
        await session.ExecuteAsync(InsertChanges, new { upload, rows });
        await session.ExecuteAsync(UpdateCustomers, new { now, rows });
        await session.ExecuteAsync(UpdateLeadCustom, new { rows });
        await InsertNumbersAsync(
            session, changes.SelectMany(c => c.NewNumbers.Select((n, i) => (c.Before.Id, c.Before.LastPosition + 1 + i, n))), now);
    }

    private static Dictionary<long, MadeCustomer> InsertCustomersRowByRow(
        DbSession session, UploadId upload, IReadOnlyCollection<ImportRow> rows, DateTimeOffset now)
    {
        long at = now.ToUnixTimeMilliseconds();
        ImportRow[] all = [.. rows];
        long[] keys = SqliteRows.Insert(session, InsertCustomers, all, (put, row) =>
        {
            CustomerFields f = row.Fields;
            put.Put(ImportJson.KindOf(f)).Put(f.FullName).Put(f.FirstName).Put(f.LastName).Put(f.Company).Put(f.Email).Put(f.Language).Put(f.TimeZone)
                .Put(f.Segment).Put(f.Owner).Put(f.ExternalId).Put(f.Note).Put(upload.Value).Put(row.Row).Put(at).Put(at);
        });
        var numbers = new List<(CustomerId Customer, int Position, ImportNumber Number)>(all.Length * 2);
        int[] first = new int[all.Length];
        for (int i = 0; i < all.Length; i++)
        {
            first[i] = numbers.Count;
            for (int n = 0; n < all[i].Numbers.Count; n++)
            {
                numbers.Add((CustomerId.From(keys[i]), n + 1, all[i].Numbers[n]));
            }
        }

        long[] numberKeys = InsertNumbersRowByRow(session, numbers, at);
        var made = new Dictionary<long, MadeCustomer>(all.Length);
        for (int i = 0; i < all.Length; i++)
        {
            made[all[i].Row] = new MadeCustomer(CustomerId.From(keys[i]), NumberId.From(numberKeys[first[i]]));
        }

        return made;
    }

    private static async Task InsertNumbersAsync(
        DbSession session, IEnumerable<(CustomerId Customer, int Position, ImportNumber Number)> numbers, DateTimeOffset now)
    {
        if (session.Provider == DatabaseProvider.Sqlite)
        {
            InsertNumbersRowByRow(session, [.. numbers], now.ToUnixTimeMilliseconds());
            return;
        }

        await session.ExecuteAsync(InsertNumbers, new { now, rows = ImportJson.Numbers(numbers) });
    }

    private static long[] InsertNumbersRowByRow(DbSession session, IReadOnlyList<(CustomerId Customer, int Position, ImportNumber Number)> numbers, long at)
        => SqliteRows.Insert(session, InsertNumbers, numbers, (put, n) => put.Put(n.Customer.Value).Put(n.Position).Put(n.Number.Number).Put(n.Number.Type)
            .Put(n.Number.Country).Put(ImportJson.Zones(n.Number.TimeZones)).Put(at));

    private sealed record MatchRecord
    {
        public string Number { get; init; } = "";

        public CustomerId CustomerId { get; init; }

        public long? ListLeadId { get; init; }

        public long? ScopeLeadId { get; init; }
    }

    private sealed record InsertedCustomer
    {
        public CustomerId Id { get; init; }

        public long UploadRow { get; init; }
    }

    private sealed record NumberRecord
    {
        public CustomerId CustomerId { get; init; }

        public string Number { get; init; } = "";

        public long Position { get; init; }
    }

    private sealed record NumberIdRecord
    {
        public NumberId Id { get; init; }

        public CustomerId CustomerId { get; init; }

        public string Number { get; init; } = "";
    }

    private sealed record LeadRecord
    {
        public LeadId Id { get; init; }

        public string Custom { get; init; } = "{}";
    }
}
