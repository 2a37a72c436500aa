namespace CallCenter.Data.Lists;

/// <summary>The different numbers of a batch of rows, with the JSON that goes into its look-ups; made where the rows are read.</summary>
public sealed class NumberBatch
{
    /// <param name="rows">The batch.</param>
    public NumberBatch(IReadOnlyCollection<ImportRow> rows)
    {
        var all = new HashSet<string>(rows.Count * 2, StringComparer.Ordinal);
        foreach (ImportRow row in rows)
        {
            for (int i = 0; i < row.Numbers.Count; i++)
            {
                all.Add(row.Numbers[i].Number);
            }
        }

        All = all;
        Json = ImportJson.Strings(all);
    }

    /// <summary>E.164.</summary>
    public IReadOnlyCollection<string> All { get; }

    /// <summary>A JSON array of them.</summary>
    public string Json { get; }
}
