namespace CallCenter.Dialer.Pacing;

/// <summary>
/// One campaign at a time decides and places: two campaigns that share an agent would both dial for it otherwise, and two leads of
/// one customer would ring at once.
/// </summary>
internal sealed class PlacingTurn
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Waits for the turn, which ends when the result is disposed.</summary>
    public async Task<IDisposable> TakeAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        return new Turn(_turn);
    }

    /// <summary>Waits until what is being placed now has been placed.</summary>
    public async Task PassAsync(CancellationToken ct) => (await TakeAsync(ct)).Dispose();

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        private int _over;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _over, 1) == 0)
            {
                turn.Release();
            }
        }
    }
}
