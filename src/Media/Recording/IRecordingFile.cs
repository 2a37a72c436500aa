namespace CallCenter.Media.Recording;

/// <summary>Where a recording's bytes go: a file, or in tests a disk that fills up.</summary>
internal interface IRecordingFile : IDisposable
{
    /// <summary>Writes at an offset; returns the bytes written (maybe fewer), or minus errno.</summary>
    int Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Makes what was written durable; 0 or errno.</summary>
    int Sync();
}
