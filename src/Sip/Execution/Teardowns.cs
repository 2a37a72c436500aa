namespace CallCenter.Sip.Execution;

/// <summary>Counts BYE and CANCEL under way, so that a drain knows when the last one is finished.</summary>
internal sealed class Teardowns
{
    private readonly Lock _gate = new();
    private int _count;
    private TaskCompletionSource? _zero;

    public void Enter()
    {
        lock (_gate)
            _count++;
    }

    public void Leave()
    {
        TaskCompletionSource? zero = null;
        lock (_gate)
        {
            if (_count > 0 && --_count == 0)
            {
                zero = _zero;
                _zero = null;
            }
        }

        zero?.TrySetResult();
    }

    public Task WhenNone()
    {
        lock (_gate)
        {
            if (_count == 0)
                return Task.CompletedTask;
            _zero ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _zero.Task;
        }
    }
}
