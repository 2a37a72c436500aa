using System.Security.Cryptography;
using System.Text;

namespace CallCenter.Data;

/// <summary>
/// Encrypts the few secrets that must be read back (trunk passwords): AES-256-GCM with a key from a file of mode 600 beside the database.
/// A value is bound to its purpose, so that one column's secret cannot be pasted into another's.
/// </summary>
public sealed class SecretBox : IDisposable
{
    private const byte Version = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private readonly AesGcm _aes;

    /// <param name="key">32 bytes.</param>
    public SecretBox(ReadOnlySpan<byte> key) => _aes = new AesGcm(key, TagSize);

    /// <summary>Reads the key file, or makes it when it is missing.</summary>
    /// <exception cref="InvalidDataException">The file does not hold 32 bytes, or others may read it.</exception>
    public static SecretBox FromFile(string path)
    {
        try
        {
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using FileStream file = new(path, options);
            file.Write(RandomNumberGenerator.GetBytes(32));
            file.Flush(flushToDisk: true);
        }
        catch (IOException) when (File.Exists(path))
        {
            // The usual case: it was made by an earlier start.
        }

        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & others) != UnixFileMode.None)
        {
            throw new InvalidDataException($"{path} can be read by others: set its mode to 600.");
        }

        byte[] key = File.ReadAllBytes(path);
        return key.Length == 32 ? new SecretBox(key) : throw new InvalidDataException($"{path} is not a key of 32 bytes.");
    }

    /// <summary>Version, nonce, tag, ciphertext.</summary>
    public byte[] Seal(string purpose, string secret)
    {
        byte[] clear = Encoding.UTF8.GetBytes(secret);
        byte[] sealedSecret = new byte[1 + NonceSize + TagSize + clear.Length];
        sealedSecret[0] = Version;
        Span<byte> nonce = sealedSecret.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        _aes.Encrypt(nonce, clear, sealedSecret.AsSpan(1 + NonceSize + TagSize), sealedSecret.AsSpan(1 + NonceSize, TagSize), Encoding.UTF8.GetBytes(purpose));
        return sealedSecret;
    }

    /// <summary>The secret again.</summary>
    /// <exception cref="CryptographicException">Another key, another purpose, or changed bytes.</exception>
    public string Open(string purpose, ReadOnlySpan<byte> sealedSecret)
    {
        if (sealedSecret.Length < 1 + NonceSize + TagSize || sealedSecret[0] != Version)
        {
            throw new CryptographicException("Not a sealed secret of this version.");
        }

        byte[] clear = new byte[sealedSecret.Length - 1 - NonceSize - TagSize];
        _aes.Decrypt(
            sealedSecret.Slice(1, NonceSize),
            sealedSecret[(1 + NonceSize + TagSize)..],
            sealedSecret.Slice(1 + NonceSize, TagSize),
            clear,
            Encoding.UTF8.GetBytes(purpose));
        return Encoding.UTF8.GetString(clear);
    }

    /// <inheritdoc />
    public void Dispose() => _aes.Dispose();
}
