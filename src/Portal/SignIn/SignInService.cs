using System.Net;
using System.Security.Cryptography;
using System.Text;
using CallCenter.Data.Audit;
using CallCenter.Data.Identity;
using CallCenter.Portal.Access;
using Microsoft.AspNetCore.Identity;

namespace CallCenter.Portal.SignIn;

/// <summary>How a try to sign in ended.</summary>
public abstract record SignInResult
{
    private SignInResult()
    {
    }

    /// <summary>The token goes into the cookie and nowhere else.</summary>
    public sealed record SignedIn(string Token, UserRecord User) : SignInResult;

    /// <summary>Wrong name or password, or disabled: the asker is not told which.</summary>
    public sealed record Refused : SignInResult;

    /// <summary>Too many tries.</summary>
    public sealed record Locked(TimeSpan RetryAfter) : SignInResult;
}

/// <summary>Signs people in and out.</summary>
public sealed class SignInService(
    UserStore users, SessionStore sessions, SignInCounters counters, Passwords passwords, AuditLog audit, TimeProvider time)
{
    /// <summary>Failures per account within <see cref="Window"/>.</summary>
    public const int AccountLimit = 10;

    /// <summary>Failures per address within <see cref="Window"/>: an office behind one address may mistype more often than one person.</summary>
    public const int AddressLimit = 50;

    /// <summary>A session ends this long after it began.</summary>
    public static readonly TimeSpan AbsoluteLimit = TimeSpan.FromHours(12);

    /// <summary>A session of supervisors and up ends this long after its last request (H-W7).</summary>
    public static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(30);

    /// <summary>Failures are counted for this long from the first one.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private const int TokenBytes = 32;

    /// <summary>Name and password against the store; counts first, looks afterwards.</summary>
    public async Task<SignInResult> SignInAsync(string userName, string password, IPAddress? address, CancellationToken ct)
    {
        string account = AccountSubject(userName);
        string place = $"address:{address}";
        using Passwords.Turn turn = await passwords.EnterAsync(ct);
        TimeSpan? wait = await counters.TakeAsync(
            [(account, AccountLimit), (place, AddressLimit)], Window, time.GetUtcNow(), ct);
        if (wait is { } locked)
        {
            return new SignInResult.Locked(locked);
        }

        UserRecord? user = await users.FindAsync(userName, ct);
        PasswordVerificationResult result = await turn.CompareAsync(user, password, ct);
        if (result == PasswordVerificationResult.Failed)
        {
            await AuditAsync(user?.UserName ?? "stranger", "session.refused", address, ct);
            return new SignInResult.Refused();
        }

        await counters.SucceededAsync(account, place, ct);
        if (result == PasswordVerificationResult.SuccessRehashNeeded)
        {
            await users.SetPasswordAsync(user!.Id, await passwords.HashAsync(password, ct), user.MustChangePassword, ct);
        }

        return await BeginAsync(user!, address, ct);
    }

    /// <summary>Begins a session without a password: after one was checked, and in demo mode.</summary>
    public async Task<SignInResult.SignedIn> BeginAsync(UserRecord user, IPAddress? address, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        string token = System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        await sessions.CreateAsync(HashOf(token), user.Id, address?.ToString(), now, now - AbsoluteLimit, ct);
        await users.SignedInAsync(user.Id, now, ct);
        await AuditAsync(user.UserName, "session.begin", address, ct);
        return new SignInResult.SignedIn(token, user);
    }

    /// <summary>The session of a cookie, or null when it is none, too old or idle for too long.</summary>
    public async Task<SessionRecord?> ResumeAsync(string token, CancellationToken ct)
    {
        if (token.Length != 43 || await sessions.FindAsync(HashOf(token), ct) is not { } session)
        {
            return null;
        }

        DateTimeOffset now = time.GetUtcNow();
        bool idle = session.User.Roles.Any(RoleTable.ShortSessions.Contains) && now - session.LastSeenAt > IdleLimit;
        if (idle || now - session.CreatedAt > AbsoluteLimit)
        {
            await sessions.EndAsync(session.Id, ct);
            return null;
        }

        if (now - session.LastSeenAt > TimeSpan.FromMinutes(1))
        {
            await sessions.SeenAsync(session.Id, now, ct);
        }

        return session;
    }

    /// <summary>The anti-forgery token that belongs to a session's token.</summary>
    public static string CsrfOf(string token) => HashOf("csrf:" + token);

    /// <summary>Under which the tries of an account are counted, whether it exists or not.</summary>
    public static string AccountSubject(string userName) => "account:" + HashOf(UserStore.Normalize(userName))[..40];

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private Task AuditAsync(string actor, string action, IPAddress? address, CancellationToken ct)
        => audit.AppendAsync(new AuditEntry(actor, action, $"user/{actor}", "{}", address?.ToString() ?? ""), time.GetUtcNow(), ct);
}
