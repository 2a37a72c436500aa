using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using CallCenter.Media.Native;
using CallCenter.Media.Recording;
using Microsoft.Extensions.Logging;

namespace CallCenter.Media;

/// <summary>
/// Writes all recordings on one thread of its own, about a quarter of a second of each at a time and at different moments. Media workers only copy into
/// memory; a slow or full disk costs audio in the file, never in the call.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "the event lives as long as the process: handles may wake the writer after its end")]
public sealed class RecordingWriter
{
    private const int TroubleCapacity = 256;
    private const int TurnMs = 25;

    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Func<string, IRecordingFile> _create;
    private readonly ConcurrentQueue<RecordingHandle> _started = new();
    private readonly ConcurrentQueue<RecordingHandle> _closing = new();

    // The due times stand beside the handles: looking through them every turn must not touch five hundred cold objects.
    private readonly List<(long DueAt, RecordingHandle Handle)> _open = [];
    private readonly RecordingDrain _drain;
    private readonly AutoResetEvent _wake = new(false);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<RecordingTrouble> _troubles = Channel.CreateBounded<RecordingTrouble>(
        new BoundedChannelOptions(TroubleCapacity) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly Lock _lateGate = new();
    private Thread? _thread;
    private volatile bool _stopping;
    private volatile bool _threadEnded;

    internal RecordingWriter(TimeProvider time, ILogger log, Func<string, IRecordingFile>? create = null)
    {
        _time = time;
        _log = log;
        _create = create ?? RecordingFile.Create;
        _drain = new RecordingDrain(OnTrouble);
    }

    /// <summary>Disk full, I/O errors, lag, and the end of such trouble. Bounded to 256: the oldest is dropped.</summary>
    public ChannelReader<RecordingTrouble> Troubles => _troubles.Reader;

    /// <summary>
    /// Begins a recording. When this returns, the file and its name in the folder (created if need be) are durable (hardening A14), unless the
    /// disk is full: then the trouble is reported and writing is tried again every second. Blocks for the disk: not for a media or SIP thread.
    /// </summary>
    /// <param name="path">A file that does not exist yet.</param>
    /// <param name="format">Stereo mu-law.</param>
    /// <param name="callId">Written into the header; at most 96 bytes of it.</param>
    /// <exception cref="IOException">The file cannot be created (exists, no such volume).</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public RecordingHandle Start(string path, RecordingFormat format, string callId = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(callId);
        if (format != RecordingFormat.StereoMulaw)
        {
            throw new ArgumentOutOfRangeException(nameof(format), format, "Only stereo mu-law is written.");
        }

        if (_stopping)
        {
            throw new InvalidOperationException("The recording writer has stopped.");
        }

        IRecordingFile file = _create(path);
        RecordingHandle handle = new(this, path, file, RecordingHeader.Create(callId), MonotonicClock.Now);
        RecordingDrain.TryWriteHeader(handle, out int errno);
        errno = errno != 0 ? errno : file.Sync();
        errno = errno != 0 ? errno : RecordingFile.SyncFolderOf(path);
        if (errno != 0)
        {
            _drain.Fail(handle, errno, MonotonicClock.Now);
        }

        _started.Enqueue(handle);
        _wake.Set();
        return handle;
    }

    internal void Close(RecordingHandle handle)
    {
        _closing.Enqueue(handle);
        _wake.Set();
        CloseLate();
    }

    internal void StartThread()
    {
        _thread = new Thread(Run) { Name = "recordings", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Closes what is open and ends the thread.</summary>
    internal async Task StopAsync()
    {
        _stopping = true;
        _wake.Set();
        if (_thread is not null)
        {
            await _ended.Task;
        }

        _troubles.Writer.TryComplete();
    }

    private void Run()
    {
        List<Task> finishing = [];
        while (true)
        {
            bool last = _stopping;
            TakeStarted();
            if (last)
            {
                _open.ForEach(open => _ = open.Handle.CloseAsync());
            }

            while (_closing.TryDequeue(out RecordingHandle? handle))
            {
                // It may have been started and closed since the last turn.
                TakeStarted();
                _open.RemoveAll(open => open.Handle == handle);
                finishing.RemoveAll(task => task.IsCompleted);
                finishing.Add(Finish(handle));
            }

            long now = MonotonicClock.Now;
            for (int i = 0; i < _open.Count; i++)
            {
                (long dueAt, RecordingHandle handle) = _open[i];
                if (now >= dueAt)
                {
                    Turn(handle, now);
                    _open[i] = (RecordingDrain.NextDue(handle), handle);
                }
            }

            if (last)
            {
                break;
            }

            _wake.WaitOne(_open.Count > 0 ? TurnMs : Timeout.Infinite);
        }

        _threadEnded = true;
        CloseLate();
        _ = EndAsync(finishing);
    }

    // A recording begun while the writer was stopping is closed by whoever asks.
    private void CloseLate()
    {
        lock (_lateGate)
        {
            while (_threadEnded && _closing.TryDequeue(out RecordingHandle? handle))
            {
                _ = Finish(handle);
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "the owner's loop: one bad recording must not end the others")]
    private void Turn(RecordingHandle handle, long now)
    {
        try
        {
            _drain.Turn(handle, now);
        }
        catch (Exception exception)
        {
            MediaLog.WriterFault(_log, exception);
        }
    }

    // Whoever waits for the close gets an answer even when the last write meets a bug.
    [SuppressMessage("Design", "CA1031", Justification = "the owner's loop: one bad recording must not end the others")]
    private Task Finish(RecordingHandle handle)
    {
        try
        {
            _drain.Finish(handle);
        }
        catch (Exception exception)
        {
            MediaLog.WriterFault(_log, exception);
        }

        return Task.Run(() => SealAsync(handle));
    }

    private async Task EndAsync(List<Task> finishing)
    {
        await Task.WhenAll(finishing);
        _ended.TrySetResult();
    }

    private void TakeStarted()
    {
        while (_started.TryDequeue(out RecordingHandle? handle))
        {
            _open.Add((RecordingDrain.NextDue(handle), handle));
        }
    }

    // Off the writer thread: a slow sync or the hash of a long file must not hold up the other recordings.
    [SuppressMessage("Design", "CA1031", Justification = "the waiting caller must get a result whatever the disk does")]
    private static async Task SealAsync(RecordingHandle handle)
    {
        bool synced = false;
        string hash = string.Empty;
        long bytes = 0;
        try
        {
            synced = handle.File.Sync() == 0;
            handle.File.Dispose();
            if (handle.HeaderWritten)
            {
                (hash, bytes) = await RecordingHash.OfFileAsync(handle.Path);
            }
        }
        catch (Exception)
        {
            synced = false;
        }

        (long From, long To, string Reason)[] gaps = handle.Gaps();
        bool complete = synced && handle.HeaderWritten && handle.Written == handle.Taken;
        handle.Complete(new RecordingResult(
            handle.Path,
            ToTime(handle.Written),
            bytes,
            hash,
            [.. gaps.Select(gap => new RecordingGap(ToTime(gap.From), ToTime(gap.To), gap.Reason))])
        {
            Complete = complete,
        });
    }

    private static TimeSpan ToTime(long frames) => TimeSpan.FromSeconds((double)frames / RecordingHeader.SampleRate);

    private void OnTrouble(RecordingHandle handle, RecordingTroubleKind kind, string reason)
    {
        if (kind == RecordingTroubleKind.Recovered)
        {
            MediaLog.RecordingRecovered(_log, handle.Path);
        }
        else
        {
            MediaLog.RecordingTrouble(_log, handle.Path, reason);
        }

        _troubles.Writer.TryWrite(new RecordingTrouble(handle.Path, kind, reason, _time.GetUtcNow()));
    }
}
