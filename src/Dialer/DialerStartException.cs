namespace CallCenter.Dialer;

/// <summary>The Dialer cannot start; the message says what to change and is meant for the person at the command line.</summary>
public sealed class DialerStartException : Exception
{
    public DialerStartException()
    {
    }

    public DialerStartException(string message)
        : base(message)
    {
    }

    public DialerStartException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
