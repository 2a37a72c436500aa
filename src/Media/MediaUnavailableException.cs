namespace CallCenter.Media;

/// <summary>The system refuses what the media engine needs (epoll, sockets, the bind address); the message says what.</summary>
public sealed class MediaUnavailableException : Exception
{
    public MediaUnavailableException() { }

    public MediaUnavailableException(string message) : base(message) { }

    public MediaUnavailableException(string message, Exception innerException) : base(message, innerException) { }
}
