using System.Security.Cryptography;

namespace CallCenter.Media.Recording;

/// <summary>SHA-256 of a finished file, lower-case hex.</summary>
internal static class RecordingHash
{
    internal static async Task<(string Hash, long Bytes)> OfFileAsync(string path)
    {
        await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] hash = await SHA256.HashDataAsync(file);
        return (Convert.ToHexStringLower(hash), file.Length);
    }
}
