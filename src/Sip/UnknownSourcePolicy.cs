namespace CallCenter.Sip;

/// <summary>What a request from an address that is neither a trunk's nor authenticated gets.</summary>
public enum UnknownSourcePolicy
{
    /// <summary>Answer with a stateless 401, so that a phone can show its password.</summary>
    Challenge,

    /// <summary>Say nothing at all: a scanner learns not even that SIP is spoken here.</summary>
    Silent,
}
