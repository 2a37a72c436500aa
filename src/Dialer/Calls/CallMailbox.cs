using System.Threading.Channels;
using CallCenter.Dialer.Phones;
using CallCenter.Dialer.Routing;
using CallCenter.Media;
using CallCenter.Sip;

namespace CallCenter.Dialer.Calls;

/// <summary>
/// The one queue a call's conductor reads. Parts of the call are connected by small pumps that end with their part. Bounded:
/// when a flood fills it (256), media reports are dropped, everything else waits.
/// </summary>
internal sealed class CallMailbox(TimeProvider time)
{
    private readonly Channel<CallMessage> _messages = Channel.CreateBounded<CallMessage>(
        new BoundedChannelOptions(256)
        {
            SingleReader = true,
            FullMode = BoundedChannelFullMode.Wait,

            // The conductor goes on where its message was brought, on the pump's thread: between a 200 OK and the bridge it does not wait
            // for another turn of the pool. Nobody leaves messages under a lock.
            AllowSynchronousContinuations = true,
        });

    /// <summary>Leaves a message; false when the call is over.</summary>
    public bool Post(CallMessage message) => _messages.Writer.TryWrite(message);

    /// <summary>No more messages; what is left is answered by <see cref="TryNext"/>.</summary>
    public void Close() => _messages.Writer.TryComplete();

    public bool TryNext(out CallMessage? message) => _messages.Reader.TryRead(out message);

    /// <summary>The next message, or null when <paramref name="limit"/> passed first; null limit waits for ever.</summary>
    public async ValueTask<CallMessage?> NextAsync(TimeSpan? limit)
    {
        if (_messages.Reader.TryRead(out CallMessage? ready))
        {
            return ready;
        }

        if (limit is not { } wait)
        {
            return await _messages.Reader.ReadAsync();
        }

        if (wait <= TimeSpan.Zero)
        {
            return null;
        }

        using CancellationTokenSource timer = new(wait, time);
        try
        {
            return await _messages.Reader.ReadAsync(timer.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Forwards the INVITE's events until its final one.</summary>
    public async Task PumpAsync(InviteClientSession invite)
    {
        await foreach (InviteEvent e in invite.Events.ReadAllAsync())
        {
            if (!await WriteAsync(new Signalled(e)) && e is InviteAnswered answered)
            {
                _ = answered.Dialog.ByeAsync(null, CancellationToken.None); // nobody is left to take this answer
            }
        }
    }

    /// <summary>Forwards the dialog's events until it ends.</summary>
    public async Task PumpAsync(Dialog dialog)
    {
        await foreach (DialogEvent e in dialog.Events.ReadAllAsync())
        {
            await WriteAsync(new DialogSaid(e));
        }
    }

    /// <summary>Forwards the leg's reports until the leg is closed.</summary>
    public async Task PumpAsync(MediaLeg leg)
    {
        await foreach (LegEvent e in leg.Events.ReadAllAsync())
        {
            Post(new Heard(e));
        }
    }

    /// <summary>Tells when the claim is granted.</summary>
    public async Task PumpAsync(AgentClaim claim)
    {
        try
        {
            await WriteAsync(new AgentGranted(claim, await claim.Granted));
        }
        catch (OperationCanceledException)
        {
            // withdrawn
        }
    }

    /// <summary>Tells what becomes of the agent's phone, unless the call ends first.</summary>
    public async Task PumpAsync(AgentLine line, CancellationToken ct)
    {
        try
        {
            LineState state = line.State;
            if (state.Health != LineHealth.Up)
            {
                await WriteAsync(new AgentLineChanged(line, state));
            }

            while (state.Health != LineHealth.Over)
            {
                state = await state.Next.WaitAsync(ct);
                await WriteAsync(new AgentLineChanged(line, state));
            }
        }
        catch (OperationCanceledException)
        {
            // the call is over
        }
    }

    /// <summary>False when the call is over.</summary>
    private async ValueTask<bool> WriteAsync(CallMessage message)
    {
        try
        {
            await _messages.Writer.WriteAsync(message);
            return true;
        }
        catch (ChannelClosedException)
        {
            return false;
        }
    }
}
