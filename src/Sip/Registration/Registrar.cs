using System.Threading.Channels;

namespace CallCenter.Sip;

/// <summary>Who is registered where (RFC 3261 10.3), in memory.</summary>
public sealed class Registrar
{
    /// <summary>Bounded; drops the oldest when nobody reads.</summary>
    public ChannelReader<RegistrationChange> Changes => throw new NotSupportedException();

    /// <summary>Newest live binding of a user, or null.</summary>
    public SipBinding? Find(string userName) => throw new NotSupportedException(userName);

    /// <summary>All live bindings, newest first.</summary>
    public IReadOnlyList<SipBinding> All(string userName) => throw new NotSupportedException(userName);
}
