namespace CallCenter.Sip.Messages;

/// <summary>Methods this stack has an opinion on.</summary>
internal enum SipMethod
{
    Unknown,
    Invite,
    Ack,
    Bye,
    Cancel,
    Options,
    Register,
    Info,
    Update,
}

/// <summary>Method names are case-sensitive (RFC 3261 7.1).</summary>
internal static class SipMethods
{
    /// <summary>Value of our Allow header.</summary>
    public const string Allow = "INVITE, ACK, BYE, CANCEL, OPTIONS, INFO, UPDATE, REGISTER";

    public static SipMethod Parse(ReadOnlySpan<byte> name) => name.Length switch
    {
        3 when name.SequenceEqual("ACK"u8) => SipMethod.Ack,
        3 when name.SequenceEqual("BYE"u8) => SipMethod.Bye,
        4 when name.SequenceEqual("INFO"u8) => SipMethod.Info,
        6 when name.SequenceEqual("INVITE"u8) => SipMethod.Invite,
        6 when name.SequenceEqual("CANCEL"u8) => SipMethod.Cancel,
        6 when name.SequenceEqual("UPDATE"u8) => SipMethod.Update,
        7 when name.SequenceEqual("OPTIONS"u8) => SipMethod.Options,
        8 when name.SequenceEqual("REGISTER"u8) => SipMethod.Register,
        _ => SipMethod.Unknown,
    };
}
