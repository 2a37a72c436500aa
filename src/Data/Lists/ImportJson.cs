using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using CallCenter.Domain;

namespace CallCenter.Data.Lists;

/// <summary>Writes a batch as one JSON array, which json_each and OPENJSON take apart again.</summary>
internal static class ImportJson
{
    private static readonly ConditionalWeakTable<IReadOnlyList<string>, string> ZoneTexts = [];
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Strings(IEnumerable<string> values) => Write(values, static (w, v) => w.WriteStringValue(v));

    public static string Ids(IEnumerable<long> values) => Write(values, static (w, v) => w.WriteNumberValue(v));

    public static string StateOf(bool doNotCall) => (doNotCall ? LeadState.DoNotCall : LeadState.Dialable).Word();

    public static string KindOf(CustomerFields f) => f.Company.Length > 0 && f.FullName.Length == 0 && f.LastName.Length == 0 ? "company" : "person";

    /// <summary>The zones of a number; the lists come from one table, so that each is written once.</summary>
    public static string Zones(IReadOnlyList<string> zones) => zones.Count == 0 ? "[]" : ZoneTexts.GetValue(zones, static z => Strings(z));

    public static string Rejects(IEnumerable<RejectedRow> rows) => Write(rows, static (w, r) =>
    {
        w.WriteStartObject();
        w.WriteNumber("row", r.RowNumber);
        w.WriteString("code", r.Code);
        w.WriteString("reason", r.Reason);
        w.WriteString("columns", Strings(r.Columns)); // text within the JSON: OPENJSON gives no nested array as text
        w.WriteEndObject();
    });

    public static string Customers(IEnumerable<ImportRow> rows) => Write(rows, static (w, r) =>
    {
        w.WriteStartObject();
        w.WriteNumber("row", r.Row);
        Fields(w, r.Fields);
        w.WriteEndObject();
    });

    public static string Numbers(IEnumerable<(CustomerId Customer, int Position, ImportNumber Number)> numbers) => Write(numbers, static (w, n) =>
    {
        w.WriteStartObject();
        w.WriteNumber("c", n.Customer.Value);
        w.WriteNumber("p", n.Position);
        w.WriteString("n", n.Number.Number);
        w.WriteString("t", n.Number.Type);
        w.WriteString("l", n.Number.Country);
        w.WriteString("z", Zones(n.Number.TimeZones));
        w.WriteEndObject();
    });

    public static string Leads(IEnumerable<(CustomerId Customer, NumberId Number, bool DoNotCall, IReadOnlyDictionary<string, string> Custom)> leads)
        => Write(leads, static (w, l) =>
        {
            w.WriteStartObject();
            w.WriteNumber("c", l.Customer.Value);
            w.WriteNumber("n", l.Number.Value);
            w.WriteString("s", StateOf(l.DoNotCall));
            w.WriteString("f", Custom(l.Custom));
            w.WriteEndObject();
        });

    public static string Changes(IEnumerable<CustomerChange> changes) => Write(changes, static (w, c) =>
    {
        w.WriteStartObject();
        w.WriteNumber("id", c.Before.Id.Value);
        w.WriteNumber("version", c.Before.Version + 1);
        w.WriteString("before", Customer(c.Before.Fields));
        if (c.Lead is { } lead)
        {
            w.WriteNumber("lead", lead.Value);
        }

        w.WriteString("leadBefore", c.LeadCustomBefore);
        w.WriteString("leadAfter", c.LeadCustomAfter);
        w.WriteString("numbers", Strings(c.NewNumbers.Select(n => n.Number)));
        Fields(w, c.After);
        w.WriteEndObject();
    });

    public static string Custom(IReadOnlyDictionary<string, string> custom) => custom.Count == 0 ? "{}" : WriteOne(custom, static (w, c) =>
    {
        w.WriteStartObject();
        foreach ((string name, string value) in c)
        {
            w.WriteString(name, value);
        }

        w.WriteEndObject();
    });

    private static string Customer(CustomerFields fields) => WriteOne(fields, static (w, f) =>
    {
        w.WriteStartObject();
        Fields(w, f);
        w.WriteEndObject();
    });

    private static void Fields(Utf8JsonWriter w, CustomerFields f)
    {
        w.WriteString("kind", KindOf(f));
        w.WriteString("fullName", f.FullName);
        w.WriteString("firstName", f.FirstName);
        w.WriteString("lastName", f.LastName);
        w.WriteString("company", f.Company);
        WriteOptional(w, "email", f.Email);
        WriteOptional(w, "language", f.Language);
        WriteOptional(w, "timeZone", f.TimeZone);
        WriteOptional(w, "segment", f.Segment);
        WriteOptional(w, "owner", f.Owner);
        WriteOptional(w, "externalId", f.ExternalId);
        WriteOptional(w, "note", f.Note);
    }

    private static void WriteOptional(Utf8JsonWriter w, string name, string? value)
    {
        if (value is not null)
        {
            w.WriteString(name, value);
        }
    }

    private static string Write<T>(IEnumerable<T> items, Action<Utf8JsonWriter, T> write) => WriteOne(items, (w, all) =>
    {
        w.WriteStartArray();
        foreach (T item in all)
        {
            write(w, item);
        }

        w.WriteEndArray();
    });

    private static string WriteOne<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Relaxed))
        {
            write(writer, value);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
