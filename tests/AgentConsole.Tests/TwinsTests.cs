using CallCenter.TestKit;
using CallCenter.TypeScriptTwins;

namespace CallCenter.AgentConsole.Tests;

public sealed class TwinsTests
{
    [Fact]
    public async Task The_browsers_contracts_are_those_of_the_records()
    {
        string committed = await File.ReadAllTextAsync(Path.Combine(RepositoryPaths.Root, TypeScriptTwins.Program.File), TestContext.Current.CancellationToken);
        Assert.True(
            string.Equals(committed, TwinsFile.Text(), StringComparison.Ordinal),
            "web/ui/src/contracts.ts is stale: dotnet run --project tools/TypeScriptTwins");
    }
}
