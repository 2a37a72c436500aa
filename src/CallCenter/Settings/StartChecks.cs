using System.Net;
using System.Net.Sockets;
using CallCenter.Composition;

namespace CallCenter.Settings;

/// <summary>What settings cannot tell by themselves: is the port free, can the folder be written, is the address safe.</summary>
internal static class StartChecks
{
    /// <summary>One sentence for each problem; empty when the server may start.</summary>
    public static IReadOnlyList<string> Run(ServerSettings settings)
    {
        List<string> problems = [];
        if (!IPAddress.IsLoopback(settings.Http.Address) && settings.Tls is null && !settings.Insecure)
        {
            problems.Add($"{SettingKeys.Http.Name}: {settings.Http} can be reached by others and would be plain HTTP. Give --tls, or --insecure behind a proxy of your own.");
        }

        if (settings.Demo && !IPAddress.IsLoopback(settings.Http.Address))
        {
            problems.Add($"{SettingKeys.Http.Name}: demo mode signs in without a password and therefore listens on loopback only, not on {settings.Http}.");
        }

        if (settings.Tls is not null and not "self" and { } tls && !File.Exists(tls))
        {
            problems.Add($"{SettingKeys.Tls.Name}: there is no file '{tls}'.");
        }

        Folder(settings.DataFolder, problems);
        Port(SettingKeys.Http, settings.Http, SocketType.Stream, problems);
        if (settings.HasDialer)
        {
            if (settings.Sip.Address.Equals(IPAddress.Any) || settings.Sip.Address.Equals(IPAddress.IPv6Any))
            {
                problems.Add($"{SettingKeys.Sip.Name}: {settings.Sip} names no interface. Audio and SIP need one address that carriers and phones can send to: name it, and use {SettingKeys.Advertise.Option} when they see another one.");
            }

            if (settings.Demo)
            {
                Port(SettingKeys.Carrier, settings.Carrier, SocketType.Dgram, problems);
            }

            Port(SettingKeys.Sip, settings.Sip, SocketType.Dgram, problems);
        }

        return problems;
    }

    /// <summary>Makes the folder, for its owner only, and tries to write in it.</summary>
    public static void Folder(string folder, List<string> problems)
    {
        try
        {
            if (!Directory.Exists(folder))
            {
                PrivateFile.CreateFolder(folder);
            }

            string probe = Path.Combine(folder, $".probe-{Guid.NewGuid():N}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{SettingKeys.Data.Name}: the folder '{folder}' cannot be written ({e.Message}).");
        }
    }

    private static void Port(SettingKey key, IPEndPoint address, SocketType type, List<string> problems)
    {
        if (address.Port == 0 && address.Address.Equals(IPAddress.Loopback))
        {
            return;
        }

        using Socket socket = new(address.AddressFamily, type, type == SocketType.Stream ? ProtocolType.Tcp : ProtocolType.Udp);
        try
        {
            socket.Bind(address);
            if (type == SocketType.Stream)
            {
                socket.Listen();
            }
        }
        catch (SocketException e)
        {
            string why = e.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "is in use by another program",
                SocketError.AddressNotAvailable => "is not an address of this machine",
                SocketError.AccessDenied => "may not be used by this user",
                _ => $"cannot be used ({e.SocketErrorCode})",
            };
            problems.Add($"{key.Name}: {address} {why}.");
        }
    }
}
