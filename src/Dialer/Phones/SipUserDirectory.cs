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

    /// <summary>Reads every user that has a SIP secret.</summary>
    public async Task LoadAsync(CancellationToken ct)
    {
        foreach (SipSecret user in await store.SipSecretsAsync(ct))
        {
            Put(user);
        }
    }

    /// <summary>Reads one user again; a disabled one is forgotten.</summary>
    public async Task ReloadAsync(UserId id, CancellationToken ct)
    {
        if (_byId.TryRemove(id, out SipSecret? old))
        {
            _byName.TryRemove(old.UserName, out _);
        }

        if (await store.SipSecretAsync(id, ct) is { } user)
        {
            Put(user);
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
