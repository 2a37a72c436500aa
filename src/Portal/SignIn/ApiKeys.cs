using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CallCenter.Data.Identity;
using CallCenter.Domain;

namespace CallCenter.Portal.SignIn;

/// <summary>Makes and checks API keys: <c>cck_</c>, ten characters to find it by, 43 characters of secret.</summary>
public sealed class ApiKeys(ApiKeyStore store, TimeProvider time)
{
    private const string Mark = "cck_";
    private const int PrefixLength = 14;
    private const int KeyLength = PrefixLength + 43;

    /// <summary>A new key that acts as <paramref name="user"/> or has <paramref name="roles"/>; the text is given out this once.</summary>
    public async Task<(long Id, string Key)> CreateAsync(string name, UserId? user, IReadOnlyList<string> roles, string createdBy, CancellationToken ct)
    {
        string prefix = Mark + Passwords.Random(PrefixLength - Mark.Length);
        string key = prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        long id = await store.CreateAsync(
            new ApiKeyRecord
            {
                Prefix = prefix,
                KeyHash = HashOf(key),
                KeyName = name,
                UserId = user,
                RoleNames = string.Join(',', roles),
                CreatedBy = createdBy,
                CreatedAt = time.GetUtcNow(),
            },
            ct);
        return (id, key);
    }

    /// <summary>Null when there is no such key or it was revoked.</summary>
    public async Task<ApiKeyRecord?> FindAsync(string key, CancellationToken ct)
    {
        if (key.Length != KeyLength || !key.StartsWith(Mark, StringComparison.Ordinal)
            || await store.FindAsync(key[..PrefixLength], ct) is not { } record
            || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(record.KeyHash), Encoding.ASCII.GetBytes(HashOf(key))))
        {
            return null;
        }

        DateTimeOffset now = time.GetUtcNow();
        if (record.LastUsedAt is not { } last || now - last > TimeSpan.FromMinutes(5))
        {
            await store.UsedAsync(record.Id, now, ct);
        }

        return record;
    }

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
