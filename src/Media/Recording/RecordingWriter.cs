using System.Threading.Channels;

namespace CallCenter.Media;

public sealed class RecordingWriter
{
    internal RecordingWriter() { }
    public RecordingHandle Start(string path, RecordingFormat format, string callId = "") => throw new NotSupportedException();
    public ChannelReader<RecordingTrouble> Troubles => throw new NotSupportedException();
}
