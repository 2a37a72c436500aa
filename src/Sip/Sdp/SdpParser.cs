using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CallCenter.Sip.Sdp;

/// <summary>Reads session descriptions line by line (RFC 8866 5). Unknown lines and attributes are kept or ignored, never an error.</summary>
internal sealed class SdpParser
{
    /// <summary>Most m= sections (hardening A15).</summary>
    public const int MaxMedia = 32;

    /// <summary>Longest description, bytes.</summary>
    public const int MaxLength = 65_535;

    private readonly List<Section> _sections = [];
    private readonly List<string> _attributes = [];
    private IPAddress? _connection;
    private string? _origin;
    private SdpDirection? _direction;
    private string _error = "";

    public static bool TryParse(ReadOnlySpan<byte> text, out SdpSession session, out string error)
    {
        var parser = new SdpParser();
        session = null!;
        bool good = parser.Read(text);
        error = parser._error;
        if (good)
            session = parser.Make();
        return good;
    }

    private bool Read(ReadOnlySpan<byte> text)
    {
        if (text.Length > MaxLength)
            return Fail("too long");
        if (!text.StartsWith("v=0"u8))
            return Fail("does not begin with v=0");
        while (!text.IsEmpty)
        {
            int end = text.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (line.Length > 0 && line[^1] == '\r')
                line = line[..^1];
            if (line.IsEmpty)
                continue;
            if (line.Length < 2 || line[1] != '=')
                return Fail("a line is not type=value");
            if (!ReadLine((char)line[0], Encoding.UTF8.GetString(line[2..])))
                return false;
        }

        return _origin is not null || Fail("no o= line");
    }

    private bool ReadLine(char type, string value)
    {
        switch (type)
        {
            case 'o':
                _origin ??= value;
                return true;
            case 'c':
                IPAddress? address = Connection(value);
                if (_sections.Count == 0)
                    _connection = address;
                else
                    (_sections[^1].Address, _sections[^1].HasAddress) = (address, true);
                return true;
            case 'm':
                return ReadMedia(value);
            case 'a':
                ReadAttribute(value);
                return true;
            default:
                return true;
        }
    }

    private bool ReadMedia(string value)
    {
        string[] words = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 4)
            return Fail("m= is too short");
        string port = words[1].Split('/')[0];
        if (!ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number))
            return Fail("bad port in m=");
        if (_sections.Count == MaxMedia)
            return Fail("too many m= sections");
        _sections.Add(new Section { Kind = words[0], Port = number, Protocol = words[2], Formats = words[3..] });
        return true;
    }

    private void ReadAttribute(string value)
    {
        Section? section = _sections.Count == 0 ? null : _sections[^1];
        int colon = value.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? value : value[..colon];
        string rest = colon < 0 ? "" : value[(colon + 1)..].Trim();
        SdpDirection? direction = name switch
        {
            "sendrecv" => SdpDirection.SendRecv,
            "sendonly" => SdpDirection.SendOnly,
            "recvonly" => SdpDirection.RecvOnly,
            "inactive" => SdpDirection.Inactive,
            _ => null,
        };
        if (direction is not null && section is null)
            _direction = direction;
        else if (direction is not null)
            section!.Direction = direction;
        else if (section is null)
            _attributes.Add(value);
        else if (!section.Take(name, rest))
            section.Attributes.Add(value);
    }

    /// <summary>"IN IP4 192.0.2.1"; a TTL after a slash is dropped. Anything that is no address literal is no address to us.</summary>
    private static IPAddress? Connection(string value)
    {
        string[] words = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 3 || !IPAddress.TryParse(words[2].Split('/')[0], out IPAddress? address))
            return null;
        bool six = string.Equals(words[1], "IP6", StringComparison.OrdinalIgnoreCase);
        if (address.AddressFamily != (six ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork))
            return null;
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    private SdpSession Make() => new()
    {
        Origin = _origin!,
        Connection = _connection,
        Attributes = _attributes,
        Media = [.. _sections.Select(s => s.Make(_connection, _direction))],
    };

    private bool Fail(string error)
    {
        _error = error;
        return false;
    }

    private sealed class Section
    {
        private readonly List<SdpRtpMap> _maps = [];
        private readonly List<SdpFormatParameters> _parameters = [];
        private int? _ptime;

        public required string Kind { get; init; }

        public required int Port { get; init; }

        public required string Protocol { get; init; }

        public required string[] Formats { get; init; }

        public List<string> Attributes { get; } = [];

        public IPAddress? Address { get; set; }

        public bool HasAddress { get; set; }

        public SdpDirection? Direction { get; set; }

        public bool Take(string name, string rest)
        {
            int space = rest.IndexOf(' ', StringComparison.Ordinal);
            bool number = byte.TryParse(space < 0 ? rest : rest[..space], NumberStyles.None, CultureInfo.InvariantCulture, out byte first);
            switch (name)
            {
                case "rtpmap" when number && first < 128 && space > 0:
                    string[] parts = rest[(space + 1)..].Trim().Split('/');
                    if (parts.Length < 2 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int rate))
                        return false;
                    _maps.Add(new SdpRtpMap(first, parts[0], rate));
                    return true;
                case "fmtp" when number && first < 128 && space > 0:
                    _parameters.Add(new SdpFormatParameters(first, rest[(space + 1)..].Trim()));
                    return true;
                case "ptime" when number && first is > 0 and <= 200:
                    _ptime = first;
                    return true;
                default:
                    return false;
            }
        }

        public SdpMedia Make(IPAddress? connection, SdpDirection? direction) => new()
        {
            Kind = Kind,
            Port = Port,
            Protocol = Protocol,
            Formats = Formats,
            PayloadTypes = [.. Formats.Where(f => byte.TryParse(f, NumberStyles.None, CultureInfo.InvariantCulture, out byte n) && n < 128).Select(f => (int)byte.Parse(f, CultureInfo.InvariantCulture))],
            RtpMaps = _maps,
            FormatParameters = _parameters,
            Direction = Direction ?? direction ?? SdpDirection.SendRecv,
            Address = HasAddress ? Address : connection,
            PTime = _ptime,
            Attributes = Attributes,
        };
    }
}
