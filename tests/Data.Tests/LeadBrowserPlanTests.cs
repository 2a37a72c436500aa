namespace CallCenter.Data.Tests;

/// <summary>Views of leads stay quick at a million customers: each is a short range of an index (bench/Lists holds the figures).</summary>
public sealed class LeadBrowserPlanTests
{
    [Theory]
    [InlineData("leadBrowser.page", "sqlite_autoindex_leads_1 (list_id=? AND customer_id>?)")]
    [InlineData("leadBrowser.pageOfState", "ix_leads_state (list_id=? AND state=? AND id>?)")]
    [InlineData("leadBrowser.search", "ix_customers_name (full_name>? AND full_name<?)", "ix_customers_last_name", "ix_customers_company", "ix_customers_external", "ix_customer_numbers_number", "ix_leads_customer")]
    [InlineData("leadBrowser.searchShort", "(list_id=?", "sqlite_autoindex_customer_numbers_1 (customer_id=?)")]
    [InlineData("lists.stateCounts", "COVERING INDEX ix_leads_counts (list_id=?)")]
    [InlineData("dnc.prefixes", "ix_do_not_call_prefix (campaign_key=?)")]
    public async Task Views_read_indexes_only(string name, params string[] indexes)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        IReadOnlyList<string> plan = await QueryPlan.OfAsync(db, SqlCatalog.All().Single(s => s.Name.Equals(name, StringComparison.Ordinal)));
        Assert.All(indexes, index => Assert.Contains(plan, step => step.Contains(index, StringComparison.Ordinal)));
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal) && !step.Contains("json_each", StringComparison.Ordinal) && !step.Contains("CONSTANT ROW", StringComparison.Ordinal)
            && !step.Contains("subquery", StringComparison.OrdinalIgnoreCase) && !step.Contains("SCAN (", StringComparison.Ordinal));
    }
}
