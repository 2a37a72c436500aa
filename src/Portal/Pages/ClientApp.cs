using System.Collections.Frozen;
using System.Security.Cryptography;

namespace CallCenter.Portal.Pages;

/// <summary>
/// A browser client as its build left it, read once and kept in memory: about 3 MB, and a path from outside is only ever a key of a table,
/// never a path on the disk.
/// </summary>
public sealed class ClientApp
{
    private const string PageName = "index.html";
    private const string EmptyNonce = "name=\"csp-nonce\" content=\"\"";
    private static readonly string[] Encodings = ["br", "gzip"];
    private readonly FrozenDictionary<string, ClientFile> _files;
    private readonly string? _page;

    /// <param name="folder">What the client's build made; a missing folder is a client that was not built.</param>
    public ClientApp(string folder)
    {
        Dictionary<string, ClientFile> files = new(StringComparer.Ordinal);
        if (Directory.Exists(folder))
        {
            foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                string name = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
                if (TypeOf(name) is { } type && name != PageName)
                {
                    files[name] = Read(path, name, type);
                }
            }

            string page = Path.Combine(folder, PageName);
            _page = File.Exists(page) ? File.ReadAllText(page) : null;
        }

        _files = files.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The page with the nonce for its styles; null when the client was not built.</summary>
    internal string? Page(string nonce)
        => _page?.Replace(EmptyNonce, $"name=\"csp-nonce\" content=\"{nonce}\"", StringComparison.Ordinal);

    /// <summary>A file by its path beneath the client's folder.</summary>
    internal ClientFile? Find(string path) => _files.GetValueOrDefault(path);

    private static ClientFile Read(string path, string name, string type)
    {
        byte[] plain = File.ReadAllBytes(path);
        Dictionary<string, byte[]> packed = new(StringComparer.Ordinal);
        foreach (string encoding in Encodings)
        {
            string file = path + (encoding == "br" ? ".br" : ".gz");
            if (File.Exists(file))
            {
                packed[encoding] = File.ReadAllBytes(file);
            }
        }

        // The build puts a hash of the content into every name beneath assets/.
        return new ClientFile(type, Convert.ToHexStringLower(SHA256.HashData(plain).AsSpan(0, 12)), name.StartsWith("assets/", StringComparison.Ordinal), plain, packed);
    }

    // What is not listed is not served: also the .br and .gz twins, which are answers to Accept-Encoding.
    private static string? TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".js" or ".mjs" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".html" => "text/html; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".json" => "application/json",
        ".woff2" => "font/woff2",
        ".wasm" => "application/wasm",
        ".wav" => "audio/wav",
        _ => null,
    };
}

/// <summary>A file of a client.</summary>
/// <param name="Hash">Of the plain content; part of its ETag.</param>
/// <param name="Immutable">Its name changes with its content.</param>
/// <param name="Packed">By content encoding: br, gzip.</param>
internal sealed record ClientFile(string Type, string Hash, bool Immutable, byte[] Plain, IReadOnlyDictionary<string, byte[]> Packed);
