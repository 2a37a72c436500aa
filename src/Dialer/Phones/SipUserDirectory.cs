using System.Collections.Concurrent;
using CallCenter.Data.Identity;
using CallCenter.Domain;
using CallCenter.Sip;

namespace CallCenter.Dialer.Phones;

/// <summary>Who may register a phone, in memory, because the SIP threads ask for every request.</summary>
public sealed class SipUserDirectory(UserStore store)
{
    private readonly ConcurrentDictionary<string, SipSecret> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<UserId, SipSecret> _byId = new();
    private readonly SemaphoreSlim _reading = new(1, 1); // what was read first is put in first

    /// <summary>Reads every user that has a SIP secret.</summary>
    public async Task LoadAsync(CancellationToken ct)
    {
        await _reading.WaitAsync(ct);
        try
        {
            IReadOnlyList<SipSecret> users = await store.SipSecretsAsync(ct);
            foreach (SipSecret user in users)
            {
                Put(user);
            }

            HashSet<UserId> known = [.. users.Select(u => u.UserId)];
            foreach (UserId gone in _byId.Keys.Where(id => !known.Contains(id)))
            {
                Forget(gone);
            }
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Reads one user again; a disabled one is forgotten.</summary>
    public async Task ReloadAsync(UserId id, CancellationToken ct)
    {
        await _reading.WaitAsync(ct);
        try
        {
            Replace(id, await store.SipSecretAsync(id, ct));
        }
        finally
        {
            _reading.Release();
        }
    }

    private void Replace(UserId id, SipSecret? user)
    {
        if (user is null || (_byId.TryGetValue(id, out SipSecret? old) && !old.UserName.Equals(user.UserName, StringComparison.OrdinalIgnoreCase)))
        {
            Forget(id);
        }

        if (user is not null)
        {
            Put(user); // in one step: a phone that registers meanwhile must not be a stranger
        }
    }

    private void Forget(UserId id)
    {
        if (_byId.TryRemove(id, out SipSecret? old))
        {
            _byName.TryRemove(old.UserName, out _);
        }
    }

    /// <summary>The secret of a user name; called on SIP threads.</summary>
    public DigestSecret? FindSecret(string userName)
        => _byName.TryGetValue(userName, out SipSecret? user) ? new DigestSecret(user.UserName, user.Ha1Md5, user.Ha1Sha256) : null;

    public SipSecret? FindByName(string userName) => _byName.GetValueOrDefault(userName);

    public SipSecret? Find(UserId id) => _byId.GetValueOrDefault(id);

    private void Put(SipSecret user)
    {
        _byId[user.UserId] = user;
        _byName[user.UserName] = user;
    }
}
