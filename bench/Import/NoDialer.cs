using System.Runtime.CompilerServices;
using CallCenter.Contracts;

namespace CallCenter.Bench.Import;

/// <summary>No Dialer runs beside the bench.</summary>
internal sealed class NoDialer : IDialerLink
{
    public bool IsConnected => false;

    public Task<DialerReply> SendAsync(DialerCommand command, CancellationToken ct)
        => Task.FromResult<DialerReply>(new Refused("dialer_unreachable", "No dialer runs beside the bench."));

    public async IAsyncEnumerable<DialerEvent> SubscribeAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        yield break;
    }
}
