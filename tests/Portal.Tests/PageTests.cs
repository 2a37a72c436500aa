using System.Text.RegularExpressions;

namespace CallCenter.Portal.Tests;

/// <summary>The sign-in and password pages speak three languages.</summary>
public sealed partial class PageTests
{
    [Fact]
    public async Task Every_word_of_the_sign_in_pages_is_there_in_three_languages()
    {
        await using PortalServer server = await PortalServer.StartAsync(demo: true);
        await server.AddUserAsync("gus", "agent");
        using HttpClient stranger = server.Browser();
        using HttpClient gus = await server.SignedInAsync("gus");
        string[] used = [.. KeyInPage().Matches(await stranger.GetStringAsync("/") + await gus.GetStringAsync("/password")).Select(m => m.Groups["key"].Value)];
        Assert.Contains("role_administrator", used, StringComparer.Ordinal);
        string texts = await stranger.GetStringAsync("/portal-texts.js");
        string[][] languages = [.. texts.Split(": {").Skip(1).Select(part => KeyOfText().Matches(part).Select(m => m.Groups["key"].Value).ToArray())];
        Assert.Equal(3, languages.Length);
        Assert.All(languages, keys => Assert.Equal(languages[0], keys));
        Assert.All(used, key => Assert.Contains(key, languages[0], StringComparer.Ordinal));
    }

    [GeneratedRegex("data-(?:text|label|title)=\"(?<key>\\w+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex KeyInPage();

    [GeneratedRegex("^    (?<key>\\w+): '[^']+',\\r?$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex KeyOfText();
}
