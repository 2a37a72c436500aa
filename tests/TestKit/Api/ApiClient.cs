using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CallCenter.TestKit.Api;

/// <summary>The HTTP API as a program with a key uses it. Helpers throw <see cref="ApiException"/> on every answer that is not a success.</summary>
public sealed class ApiClient : IDisposable
{
    private static readonly TimeSpan UploadLimit = TimeSpan.FromSeconds(30);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private readonly HttpClient _http;

    /// <summary>A client for the program at <paramref name="address"/>.</summary>
    public ApiClient(Uri address, string key)
    {
        _http = new HttpClient { BaseAddress = new Uri(address, "/api/v1/") };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Any request; the answer whatever its status.</summary>
    public async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using HttpRequestMessage request = new(method, path);
        if (body is not null)
            request.Content = JsonContent.Create(body, options: Json);
        using HttpResponseMessage response = await _http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>GET.</summary>
    public Task<T> GetAsync<T>(string path) => ReadAsync<T>(HttpMethod.Get, path, null);

    /// <summary>POST with an answer.</summary>
    public Task<T> PostAsync<T>(string path, object? body) => ReadAsync<T>(HttpMethod.Post, path, body);

    /// <summary>POST without an answer to read.</summary>
    public Task PostAsync(string path, object? body = null) => ExpectAsync(HttpMethod.Post, path, body);

    /// <summary>PUT without an answer to read.</summary>
    public Task PutAsync(string path, object? body) => ExpectAsync(HttpMethod.Put, path, body);

    /// <summary>DELETE.</summary>
    public Task DeleteAsync(string path) => ExpectAsync(HttpMethod.Delete, path, null);

    /// <summary>A file.</summary>
    public Task<byte[]> DownloadAsync(string path) => _http.GetByteArrayAsync(new Uri(path, UriKind.Relative));

    /// <summary>A user with roles.</summary>
    public Task<CreatedUser> AddUserAsync(string userName, params string[] roles)
        => PostAsync<CreatedUser>("users", new { userName, displayName = userName, roles, teams = Array.Empty<string>() });

    /// <summary>A UDP trunk to a port of the loopback address, fast enough for any test.</summary>
    public async Task<string> AddTrunkAsync(string name, int port, int maxChannels = 50, IReadOnlyList<string>? codecs = null)
        => (await PostAsync<Created>("trunks", new
        {
            name,
            host = "127.0.0.1",
            port,
            transport = "udp",
            register = false,
            maxChannels,
            callsPerSecond = 50,
            codecs = codecs ?? ["PCMU", "PCMA"],
            priority = 1,
        })).Id;

    /// <summary>A list with one lead per number.</summary>
    public async Task<string> AddListAsync(string name, params string[] numbers)
    {
        string list = (await PostAsync<Created>("lists", new { name, defaultCountry = "US" })).Id;
        StringBuilder csv = new("Phone,Name\n");
        for (int i = 0; i < numbers.Length; i++)
            csv.Append(CultureInfo.InvariantCulture, $"{numbers[i]},Lead {i + 1}\n");
        UploadView upload = await UploadAsync(list, csv.ToString(), new { Phone = "phone1", Name = "fullName" });
        return upload.State is "done" && upload.Inserted == numbers.Length
            ? list
            : throw new InvalidOperationException($"The upload did not take every row: {upload}");
    }

    /// <summary>Uploads a CSV and waits until it is through.</summary>
    public async Task<UploadView> UploadAsync(string list, string csv, object columns, bool dryRun = false)
    {
        string id = await BeginUploadAsync(list, csv, columns, dryRun);
        return await WaitFor.AnswerAsync(
            "the upload to end", _ => GetAsync<UploadView>("uploads/" + id), upload => upload.State is not ("queued" or "running"), UploadLimit);
    }

    /// <summary>A campaign of the numbers in the lists.</summary>
    public async Task<string> AddCampaignAsync(NewCampaign campaign) => (await PostAsync<Created>("campaigns", campaign)).Id;

    /// <summary>Starts dialling.</summary>
    public Task StartAsync(string campaign) => PostAsync($"campaigns/{campaign}/start");

    /// <summary>Live figures.</summary>
    public Task<CampaignLiveView> LiveAsync(string campaign) => GetAsync<CampaignLiveView>($"campaigns/{campaign}/live");

    /// <summary>Every call of a campaign, page by page, oldest first.</summary>
    public async Task<IReadOnlyList<CallView>> CallsAsync(string campaign)
    {
        List<CallView> calls = [];
        string? cursor = null;
        do
        {
            Page<CallView> page = await GetAsync<Page<CallView>>(
                $"calls?campaignId={campaign}&limit=100{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}");
            calls.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return [.. calls.OrderBy(call => call.StartedAt)];
    }

    /// <summary>Waits until this many calls of a campaign have ended.</summary>
    public Task<IReadOnlyList<CallView>> EndedCallsAsync(string campaign, int count, TimeSpan limit)
        => WaitFor.AnswerAsync($"{count} ended calls", _ => CallsAsync(campaign), calls => calls.Count(call => call.EndedAt is not null) >= count, limit);

    /// <summary>Begins the key's agent's session on a SIP phone that is registered; state paused.</summary>
    public Task BeginSessionAsync(params string[] campaignIds) => PostAsync("agent/session", new { campaignIds, phone = "sip" });

    /// <summary>Ready or paused.</summary>
    public Task SetStateAsync(string state, string? reason = null) => PutAsync("agent/state", new { state, reason });

    /// <summary>The key's agent.</summary>
    public Task<AgentView> AgentAsync() => GetAsync<AgentView>("agent");

    /// <summary>Waits for a state of the key's agent.</summary>
    public Task<AgentView> AgentInAsync(string state, TimeSpan limit)
        => WaitFor.AnswerAsync($"the agent to be {state}", _ => AgentAsync(), agent => string.Equals(agent.State, state, StringComparison.Ordinal), limit);

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task<string> BeginUploadAsync(string list, string csv, object columns, bool dryRun)
    {
        using MultipartFormDataContent form = new()
        {
            { new StringContent(JsonSerializer.Serialize(new { columns, encoding = "auto", separator = "auto", header = true })), "mapping" },
            { new StringContent("skip"), "duplicates" },
            { new StringContent("list"), "duplicateScope" },
            { new StringContent(dryRun ? "true" : "false"), "dryRun" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), "file", "leads.csv" },
        };
        using HttpResponseMessage response = await _http.PostAsync(new Uri($"lists/{list}/uploads", UriKind.Relative), form);
        string body = await response.Content.ReadAsStringAsync();
        return response.StatusCode is HttpStatusCode.Accepted
            ? JsonSerializer.Deserialize<Created>(body, Json)!.Id
            : throw new ApiException($"POST lists/{list}/uploads", response.StatusCode, body);
    }

    private async Task<T> ReadAsync<T>(HttpMethod method, string path, object? body)
        => JsonSerializer.Deserialize<T>(await ExpectAsync(method, path, body), Json)
            ?? throw new InvalidOperationException($"{method} {path} answered null");

    private async Task<string> ExpectAsync(HttpMethod method, string path, object? body)
    {
        (HttpStatusCode status, string answer) = await SendAsync(method, path, body);
        return (int)status is >= 200 and < 300 ? answer : throw new ApiException($"{method} {path}", status, answer);
    }
}
