using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace CallCenter.Settings;

/// <summary>
/// Reads appsettings.json, then the environment, then the command line (the later wins) and checks all at once: what is
/// wrong is told together, each by its name, before anything starts.
/// </summary>
internal sealed class SettingsReader
{
    private const int FewestRtpPorts = 20;

    private readonly IConfigurationRoot _configuration;
    private readonly Dictionary<string, string> _commandLine;
    private readonly List<string> _problems = [];

    /// <param name="commandLine">Setting key to the text given.</param>
    public SettingsReader(IReadOnlyDictionary<string, string> commandLine)
    {
        _commandLine = new Dictionary<string, string>(commandLine, StringComparer.OrdinalIgnoreCase);
        IEnumerable<string> files = new[] { AppContext.BaseDirectory, Directory.GetCurrentDirectory() }
            .Select(folder => Path.Combine(folder, "appsettings.json")).Distinct(StringComparer.Ordinal).Where(IsReadable);
        _configuration = files.Aggregate((IConfigurationBuilder)new ConfigurationBuilder(), (all, file) => all.AddJsonFile(file, optional: true))
            .AddEnvironmentVariables(SettingKey.Prefix)
            .Build();
    }

    /// <summary>One sentence for each wrong setting; empty when all are good.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>For logging levels and the like.</summary>
    public IConfiguration Configuration => _configuration;

    /// <summary>The settings, or null when <see cref="Problems"/> says why not.</summary>
    public ServerSettings? Read(bool demo = false)
    {
        IPEndPoint sip = Address(SettingKeys.Sip);
        ServerRole role = Word(SettingKeys.Role, ServerRole.All);
        // A dialer of its own serves no screens: only its health and its door, anywhere on this machine unless told otherwise.
        bool anyPort = role == ServerRole.Dialer && Explain(SettingKeys.Http).Source is "default";
        IPEndPoint http = anyPort ? new IPEndPoint(IPAddress.Loopback, 0) : Address(SettingKeys.Http);
        ServerSettings settings = new()
        {
            Http = http,
            Insecure = Flag(SettingKeys.Insecure),
            Tls = Text(SettingKeys.Tls),
            Sip = sip,
            Advertise = Host(SettingKeys.Advertise),
            UnknownSources = Word(SettingKeys.UnknownSources, IPAddress.IsLoopback(sip.Address) ? UnknownSources.Challenge : UnknownSources.Silent),
            RtpPorts = Range(SettingKeys.Rtp),
            WebRtc = Address(SettingKeys.WebRtc),
            WebRtcAdvertise = Text(SettingKeys.WebRtcAdvertise) is null ? null : Address(SettingKeys.WebRtcAdvertise),
            DataFolder = Folder(SettingKeys.Data),
            Role = role,
            DatabaseProvider = Provider(),
            ConnectionString = Text(SettingKeys.ConnectionString),
            NodeName = Text(SettingKeys.NodeName)!,
            Carrier = Address(SettingKeys.Carrier),
            DrainLimit = Seconds(SettingKeys.DrainSeconds, 600),
            ShowListenersToAgent = Flag(SettingKeys.ShowListeners),
            Demo = demo,
        };
        return _problems.Count == 0 ? settings : null;
    }

    /// <summary>Where a setting's value came from and what it is, for <c>doctor</c>.</summary>
    public (string? Value, string Source) Explain(SettingKey key)
    {
        string? value = key.Secret && Text(key) is not null ? "(set)" : Text(key);
        if (_commandLine.ContainsKey(key.Key))
        {
            return (value, "command line");
        }

        foreach (IConfigurationProvider provider in _configuration.Providers.Reverse())
        {
            if (provider.TryGet(key.Key, out _) || (key.Secret && provider.TryGet(key.Key + "_FILE", out _)))
            {
                return (value, provider is FileConfigurationProvider ? "appsettings.json" : "environment");
            }
        }

        return (value, key.Default is null ? "not set" : "default");
    }

    private string? Text(SettingKey key)
    {
        if (_commandLine.TryGetValue(key.Key, out string? given))
        {
            return given;
        }

        if (key.Secret && _configuration[key.Key + "_FILE"] is { Length: > 0 } file)
        {
            if (File.Exists(file))
            {
                return File.ReadAllText(file).Trim();
            }

            Wrong(key, $"the file named by {key.Environment}_FILE is not there");
            return null;
        }

        string? value = _configuration[key.Key];
        return string.IsNullOrWhiteSpace(value) ? key.Default : value.Trim();
    }

    /// <summary>A file that cannot be read is a wrong setting like any other: told with its name, and nothing starts.</summary>
    private bool IsReadable(string file)
    {
        try
        {
            new ConfigurationBuilder().AddJsonFile(file, optional: true).Build();
            return true;
        }
        catch (InvalidDataException e)
        {
            Exception reason = e.InnerException?.InnerException ?? e.InnerException ?? e;
            _problems.Add($"{file}: cannot be read ({reason.Message})");
            return false;
        }
    }

    private string Folder(SettingKey key)
    {
        string text = Text(key)!;
        if (!string.IsNullOrWhiteSpace(text))
        {
            return Path.GetFullPath(text);
        }

        Wrong(key, "names no folder");
        return Directory.GetCurrentDirectory();
    }

    private IPEndPoint Address(SettingKey key)
    {
        string text = Text(key)!;
        string bare = text.EndsWith("/udp", StringComparison.OrdinalIgnoreCase) ? text[..^4] : text;
        bare = bare.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase) ? "127.0.0.1" + bare["localhost".Length..] : bare;
        int colon = bare.LastIndexOf(':');
        if (colon > 0
            && (!bare.Contains("::", StringComparison.Ordinal) || bare[colon - 1] == ']')
            && int.TryParse(bare.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            && port <= ushort.MaxValue
            && IPAddress.TryParse(bare.AsSpan(0, colon).Trim("[]"), out IPAddress? address)
            && (bare[0] == '[' || bare.AsSpan(0, colon).Count('.') == 3))
        {
            return new IPEndPoint(address, port);
        }

        Wrong(key, $"'{text}' is not an address like 127.0.0.1:8080 or [::1]:8080 with a port from 0 to 65535");
        return new IPEndPoint(IPAddress.Loopback, 0);
    }

    private (int Low, int High) Range(SettingKey key)
    {
        string text = Text(key)!;
        string[] parts = text.Split('-');
        if (parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int low)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int high)
            && low >= 1024 && high <= ushort.MaxValue && high - low + 1 >= FewestRtpPorts)
        {
            return (low, high);
        }

        Wrong(key, $"'{text}' is not a range LOW-HIGH of at least {FewestRtpPorts} ports from 1024 to 65535");
        return (20000, 29999);
    }

    private T Word<T>(SettingKey key, T otherwise)
        where T : struct, Enum
    {
        string? text = Text(key);
        if (text is null)
        {
            return otherwise;
        }

        foreach (T value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        Wrong(key, $"'{text}' is none of {string.Join(", ", Enum.GetNames<T>().Select(n => n.ToLowerInvariant()))}");
        return otherwise;
    }

    private string Provider()
    {
        string text = Text(SettingKeys.Database)!.ToLowerInvariant();
        if (text is not ("sqlite" or "sqlserver"))
        {
            Wrong(SettingKeys.Database, $"'{text}' is none of sqlite, sqlserver");
        }
        else if (text is "sqlserver" && Text(SettingKeys.ConnectionString) is null && !_problems.Exists(p => p.StartsWith(SettingKeys.ConnectionString.Name, StringComparison.Ordinal)))
        {
            Wrong(SettingKeys.ConnectionString, "is needed with the provider sqlserver");
        }

        return text;
    }

    private bool Flag(SettingKey key)
    {
        string? text = Text(key);
        if (text is null || bool.TryParse(text, out _))
        {
            return text is not null && bool.Parse(text);
        }

        Wrong(key, $"'{text}' is neither true nor false");
        return false;
    }

    private string? Host(SettingKey key)
    {
        string? text = Text(key);
        if (text is not null && Uri.CheckHostName(text.Trim('[', ']')) == UriHostNameType.Unknown)
        {
            Wrong(key, $"'{text}' is neither an address nor a host name");
        }

        return text;
    }

    private TimeSpan Seconds(SettingKey key, int most)
    {
        string text = Text(key)!;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds <= most)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        Wrong(key, $"'{text}' is not a number of seconds from 0 to {most}");
        return TimeSpan.Zero;
    }

    private void Wrong(SettingKey key, string what)
    {
        string problem = $"{key.Name}: {what}.";
        if (!_problems.Contains(problem, StringComparer.Ordinal))
        {
            _problems.Add(problem);
        }
    }
}
