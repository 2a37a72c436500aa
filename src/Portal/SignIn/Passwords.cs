using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using CallCenter.Data.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CallCenter.Portal.SignIn;

/// <summary>What a password must be, how it is stored and compared: PBKDF2 with HMAC-SHA-512, 210,000 rounds (H-A2).</summary>
public sealed class Passwords : IDisposable
{
    /// <summary>Fewest characters.</summary>
    public const int MinLength = 12;

    /// <summary>Most characters; longer ones would only cost time.</summary>
    public const int MaxLength = 256;

    /// <summary>Rounds of PBKDF2 with HMAC-SHA-512.</summary>
    public const int Iterations = 210_000;

    // Letters and digits that are not mistaken for one another when read from a console.
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static readonly FrozenSet<string> Common = ReadCommon();

    private readonly PasswordHasher<UserRecord> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));

    // A hash costs a core for about a tenth of a second: never more of them at once than half the cores, or a flood of sign-ins starves the calls.
    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly Lazy<string> _decoy;

    public Passwords() => _decoy = new Lazy<string>(() => _hasher.HashPassword(new UserRecord(), Random(24)));

    /// <summary>Null when it is good, else what is wrong with it.</summary>
    public static string? Judge(string password, string userName)
    {
        if (password.Length < MinLength)
        {
            return $"at least {MinLength} characters.";
        }

        if (password.Length > MaxLength)
        {
            return $"at most {MaxLength} characters.";
        }

        string plain = new([.. password.ToLowerInvariant().Where(char.IsLetterOrDigit)]);
        return Common.Contains(password.ToLowerInvariant()) || Common.Contains(plain) || password.Distinct().Count() < 5
            || (userName.Length >= 3 && plain.Replace(userName.ToLowerInvariant(), "", StringComparison.Ordinal).Length < 6)
            ? "too common: others use it, or it is little more than the name."
            : null;
    }

    /// <summary>Random letters and digits; 20 of them hold about 115 bits.</summary>
    public static string Random(int length) => RandomNumberGenerator.GetString(Alphabet, length);

    /// <summary>The form that is stored.</summary>
    public async Task<string> HashAsync(string password, CancellationToken ct)
    {
        await _turns.WaitAsync(ct);
        try
        {
            return await Task.Run(() => _hasher.HashPassword(new UserRecord(), password), ct);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>Waits for a turn to compare; the counter of tries is asked only then, so that few places are held at once.</summary>
    public async Task<Turn> EnterAsync(CancellationToken ct)
    {
        await _turns.WaitAsync(ct);
        return new Turn(this);
    }

    /// <summary>Frees the turns.</summary>
    public void Dispose() => _turns.Dispose();

    private static FrozenSet<string> ReadCommon()
    {
        using Stream stream = typeof(Passwords).Assembly.GetManifestResourceStream("CallCenter.Portal.SignIn.common-passwords.txt")
            ?? throw new InvalidOperationException("The list of common passwords was not built in.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The right to compare one password; give it back by disposing.</summary>
    public sealed class Turn : IDisposable
    {
        private readonly Passwords _owner;

        internal Turn(Passwords owner) => _owner = owner;

        /// <summary>
        /// Compares; takes as long for a user who does not exist (null) or has no password, and then is never right.
        /// </summary>
        public async Task<PasswordVerificationResult> CompareAsync(UserRecord? user, string password, CancellationToken ct)
        {
            string? hash = user is { Disabled: false } ? user.PasswordHash : null;
            PasswordVerificationResult result = await Task.Run(
                () => _owner._hasher.VerifyHashedPassword(user ?? new UserRecord(), hash ?? _owner._decoy.Value, password), ct);
            return hash is null ? PasswordVerificationResult.Failed : result;
        }

        /// <summary>Gives the turn back.</summary>
        public void Dispose() => _owner._turns.Release();
    }
}
