using System.Globalization;
using System.Text.Json;
using CallCenter.Data;
using CallCenter.Data.Compliance;
using CallCenter.Data.Lists;
using CallCenter.Domain;

namespace CallCenter.Supervisor.Lists;

/// <summary>Who the numbers of a file's earlier rows would belong to, so that a dry run knows a later row as their duplicate.</summary>
internal sealed class SeenNumbers
{
    private readonly Dictionary<long, long> _customers = [];
    private readonly HashSet<CustomerId> _joined = [];

    /// <summary>The customer of an earlier row, or null. In a dry run customers have made-up ids.</summary>
    public CustomerId? Find(string number) => _customers.TryGetValue(Key(number), out long id) ? CustomerId.From(id) : null;

    /// <summary>True when an earlier row put this customer, who was there before, into the list.</summary>
    public bool HasJoined(CustomerId customer) => _joined.Contains(customer);

    public void Join(CustomerId customer) => _joined.Add(customer);

    public void Add(string number, CustomerId customer) => _customers.TryAdd(Key(number), customer.Value);

    // E.164 has at most fifteen digits: a number is its own key.
    private static long Key(string number) => long.Parse(number.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);
}

/// <summary>
/// What becomes of the rows of one batch. Built within the batch's transaction from what is stored at that moment;
/// changes nothing outside itself, so that the transaction can be run again.
/// </summary>
internal sealed class BatchPlan
{
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, Entry> _byNumber = new(StringComparer.Ordinal);
    private readonly Dictionary<CustomerId, Entry> _byCustomer = [];

    /// <summary>Rows that become leads.</summary>
    public long Inserted { get; private set; }

    /// <summary>Rows that change what is there.</summary>
    public long Updated { get; private set; }

    /// <summary>Rows left out.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Of <see cref="Inserted"/>: on do-not-call.</summary>
    public long DoNotCall => _entries.Count(e => e.IsNewLead && e.Blocked);

    /// <summary>Decides every row.</summary>
    public static async Task<BatchPlan> MakeAsync(DbSession session, Upload upload, IReadOnlyList<ImportRow> rows, NumberBatch numbers, SeenNumbers? seen)
    {
        var plan = new BatchPlan();
        ILookup<string, NumberMatch> matches = (await ImportRows.MatchAsync(session, upload.ListId, upload.DuplicateScope, numbers))
            .ToLookup(m => m.Number, StringComparer.Ordinal);
        foreach (ImportRow row in rows)
        {
            plan.Decide(row, upload.Duplicates, matches, seen);
        }

        await plan.BlockAsync(session, numbers);
        return plan;
    }

    /// <summary>Stores the batch.</summary>
    public async Task StoreAsync(DbSession session, Upload upload, DateTimeOffset now)
    {
        IReadOnlyDictionary<CustomerId, StoredCustomer> stored = await ImportRows.LoadAsync(
            session, [.. _entries.Where(e => e.Customer is not null).Select(e => e.Customer!.Value)]);
        IReadOnlyDictionary<LeadId, string> custom = await ImportRows.LoadLeadCustomAsync(
            session, [.. _entries.Where(e => e.Lead is not null && e.Custom.Count > 0).Select(e => e.Lead!.Value).Distinct()]);
        await ImportRows.ChangeAsync(
            session, upload.Id, [.. _entries.Where(e => e.Customer is not null).Select(e => e.ToChange(stored, custom)).OfType<CustomerChange>()], now);
        Entry[] fresh = [.. _entries.Where(e => e.Customer is null)];
        IReadOnlyDictionary<long, MadeCustomer> made = await ImportRows.InsertCustomersAsync(session, upload.Id, [.. fresh.Select(e => e.ToRow())], now);
        foreach (Entry entry in fresh)
        {
            entry.Made = made[entry.Row];
        }

        await ImportRows.InsertLeadsAsync(
            session,
            upload.ListId,
            upload.Id,
            [.. _entries.Where(e => e.IsNewLead).Select(e => new NewLead(e.Customer ?? e.Made!.Id, e.Numbers[0].Number, e.Blocked, e.Custom, e.Made?.FirstNumber))],
            now);
    }

    /// <summary>Tells later batches of a dry run whose numbers these would be.</summary>
    public void Remember(SeenNumbers seen)
    {
        foreach (Entry entry in _entries)
        {
            CustomerId owner = entry.Customer ?? entry.Made?.Id ?? CustomerId.From(-entry.Row);
            if (entry.Customer is { } joined && entry.IsNewLead)
            {
                seen.Join(joined);
            }

            foreach (ImportNumber number in entry.Numbers)
            {
                seen.Add(number.Number, owner);
            }
        }
    }

    private void Decide(ImportRow row, DuplicateMode mode, ILookup<string, NumberMatch> matches, SeenNumbers? seen)
    {
        Entry? earlier = Earlier(row);
        CustomerId? inFile = earlier is null && seen is not null ? row.Numbers.Select(n => seen.Find(n.Number)).FirstOrDefault(c => c is not null) : null;
        NumberMatch? match = earlier is null && inFile is null && matches.Count > 0 ? Best(row, matches) : null;
        bool duplicate = earlier is not null || inFile is not null || match is { LeadId: not null }
            || (match is not null && (_byCustomer.ContainsKey(match.CustomerId) || seen?.HasJoined(match.CustomerId) == true));
        if (duplicate && mode == DuplicateMode.Skip)
        {
            Duplicates++;
            return;
        }

        if (!duplicate)
        {
            // Somebody outside the scope may own the number: the new lead is then that customer's, and the row fills what is empty there.
            Inserted++;
            Enter(match is null ? null : match.CustomerId, row, fillOnly: true, lead: null, isNewLead: true);
            return;
        }

        Updated++;
        bool fill = mode == DuplicateMode.Merge;
        if (earlier is not null)
        {
            earlier.Take(row, fill);
            Index(earlier, row);
            return;
        }

        if (inFile is { } known)
        {
            // Decided by an earlier batch of a dry run: there is nothing to change.
            LeadId? lead = row.Numbers.SelectMany(n => matches[n.Number]).FirstOrDefault(m => m.CustomerId == known)?.LeadId;
            Enter(known, row, fill, lead, isNewLead: false);
            return;
        }

        Enter(match!.CustomerId, row, fill, match.LeadId, isNewLead: false);
    }

    private Entry? Earlier(ImportRow row)
    {
        for (int i = 0; i < row.Numbers.Count; i++)
        {
            if (_byNumber.TryGetValue(row.Numbers[i].Number, out Entry? entry))
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>The customer in the scope by the first number that has one; else who owns a number.</summary>
    private static NumberMatch? Best(ImportRow row, ILookup<string, NumberMatch> matches)
    {
        NumberMatch? owner = null;
        foreach (ImportNumber number in row.Numbers)
        {
            foreach (NumberMatch match in matches[number.Number].OrderBy(m => m.InList ? 0 : 1).ThenBy(m => m.CustomerId.Value))
            {
                if (match.LeadId is not null)
                {
                    return match;
                }

                owner ??= match;
            }
        }

        return owner;
    }

    private void Enter(CustomerId? customer, ImportRow row, bool fillOnly, LeadId? lead, bool isNewLead)
    {
        if (customer is { } id && _byCustomer.TryGetValue(id, out Entry? entry))
        {
            entry.Take(row, fillOnly);
        }
        else
        {
            entry = new Entry(customer, row, fillOnly, lead, isNewLead);
            _entries.Add(entry);
            if (customer is { } known)
            {
                _byCustomer[known] = entry;
            }
        }

        Index(entry, row);
    }

    private void Index(Entry entry, ImportRow row)
    {
        foreach (ImportNumber number in row.Numbers)
        {
            _byNumber.TryAdd(number.Number, entry);
        }
    }

    private async Task BlockAsync(DbSession session, NumberBatch numbers)
    {
        if (!_entries.Exists(e => e.IsNewLead))
        {
            return;
        }

        IReadOnlySet<string> blocked = await DoNotCallStore.MatchAsync(session, numbers);
        if (blocked.Count == 0)
        {
            return;
        }

        foreach (Entry entry in _entries)
        {
            // One number on the company's list is a person who asked not to be called: none of the others is tried.
            entry.Blocked = entry.Numbers.Exists(n => blocked.Contains(n.Number));
        }
    }

    /// <summary>One customer of the batch, with all rows that speak of them put together.</summary>
    private sealed class Entry(CustomerId? customer, ImportRow row, bool fillOnly, LeadId? lead, bool isNewLead)
    {
        private CustomerFields _fields = row.Fields;
        private bool _fillOnly = fillOnly;
        private Dictionary<string, string>? _custom;

        /// <summary>Null: to be made.</summary>
        public CustomerId? Customer { get; } = customer;

        public long Row { get; } = row.Row;

        public LeadId? Lead { get; } = lead;

        public bool IsNewLead { get; } = isNewLead;

        public bool Blocked { get; set; }

        public MadeCustomer? Made { get; set; }

        public List<ImportNumber> Numbers { get; } = [.. row.Numbers];

        public IReadOnlyDictionary<string, string> Custom => _custom ?? row.Custom;

        /// <summary>Puts a later row of the file on top (update) or beneath (merge).</summary>
        public void Take(ImportRow later, bool fill)
        {
            _fields = fill ? _fields.Over(later.Fields) : later.Fields.Over(_fields);
            _custom = Join(Custom, later.Custom, fill);
            _fillOnly &= fill;
            foreach (ImportNumber number in later.Numbers)
            {
                if (!Numbers.Exists(n => string.Equals(n.Number, number.Number, StringComparison.Ordinal)))
                {
                    Numbers.Add(number);
                }
            }
        }

        public ImportRow ToRow() => new(Row, _fields, Numbers, Custom);

        /// <summary>Null when nothing stored would change.</summary>
        public CustomerChange? ToChange(IReadOnlyDictionary<CustomerId, StoredCustomer> stored, IReadOnlyDictionary<LeadId, string> custom)
        {
            if (!stored.TryGetValue(Customer!.Value, out StoredCustomer? before))
            {
                return null;
            }

            CustomerFields after = _fillOnly ? before.Fields.Over(_fields) : _fields.Over(before.Fields);
            ImportNumber[] numbers = [.. Numbers.Where(n => !before.Numbers.Contains(n.Number))];
            (string Before, string After)? fields = null;
            if (Lead is { } lead && custom.TryGetValue(lead, out string? text))
            {
                Dictionary<string, string> was = JsonSerializer.Deserialize<Dictionary<string, string>>(text) ?? [];
                fields = (text, JsonSerializer.Serialize(Join(was, Custom, _fillOnly)));
            }

            return after == before.Fields && numbers.Length == 0 && (fields is null || string.Equals(fields.Value.Before, fields.Value.After, StringComparison.Ordinal))
                ? null
                : new CustomerChange(before, after, numbers, fields is null ? null : Lead, fields?.Before, fields?.After);
        }

        private static Dictionary<string, string> Join(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other, bool keep)
        {
            var joined = new Dictionary<string, string>(one, StringComparer.Ordinal);
            foreach ((string name, string value) in other)
            {
                if (!keep || !joined.TryGetValue(name, out string? old) || old.Length == 0)
                {
                    joined[name] = value;
                }
            }

            return joined;
        }
    }
}
