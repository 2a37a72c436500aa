using CallCenter.Sip.Transactions;

namespace CallCenter.Sip.Tests;

/// <summary>The four transaction machines as pure functions of message and time (RFC 3261 17, RFC 6026).</summary>
public sealed class MachineTests
{
    private static readonly TxTimes Times = new(500, 4000, 5000);

    [Fact]
    public void Invite_client_sends_at_T1_doublings_and_times_out_at_64_T1()
    {
        var machine = new InviteClientMachine(Times);
        Assert.Equal(TxActions.Send, machine.Start(0));
        Assert.Equal([500, 1500, 3500, 7500, 15500, 31500], Play(machine, TxActions.Send, out long end, out TxActions last));
        Assert.Equal((32000, TxActions.TimedOut | TxActions.Terminated), (end, last));
    }

    [Fact]
    public void Request_client_sends_up_to_T2_apart_and_times_out_at_64_T1()
    {
        var machine = new RequestClientMachine(Times);
        machine.Start(0);
        Assert.Equal([500, 1500, 3500, 7500, 11500, 15500, 19500, 23500, 27500, 31500], Play(machine, TxActions.Send, out long end, out TxActions last));
        Assert.Equal((32000, TxActions.TimedOut | TxActions.Terminated), (end, last));
    }

    [Fact]
    public void Request_client_in_proceeding_sends_every_T2_and_still_times_out()
    {
        var machine = new RequestClientMachine(Times);
        machine.Start(0);
        Assert.Equal(TxActions.PassUp, machine.OnResponse(100, 100));
        Assert.Equal([500, 4500, 8500, 12500, 16500, 20500, 24500, 28500], Play(machine, TxActions.Send, out long end, out _));
        Assert.Equal(32000, end);
    }

    [Fact]
    public void Request_client_absorbs_repeated_finals_for_T4()
    {
        var machine = new RequestClientMachine(Times);
        machine.Start(0);
        Assert.Equal(TxActions.PassUp, machine.OnResponse(200, 100));
        Assert.Equal(TxActions.None, machine.OnResponse(200, 200));
        Assert.Equal(TxActions.Terminated, machine.OnTime(5100));
    }

    [Fact]
    public void Invite_client_accepted_state_passes_every_2xx_for_64_T1_and_nothing_else()
    {
        var machine = new InviteClientMachine(Times);
        machine.Start(0);
        machine.OnResponse(180, 10);
        Assert.Equal(TxMachine.Never, machine.DueAt);
        Assert.Equal(TxActions.PassUp, machine.OnResponse(200, 1000));
        Assert.Equal(TxActions.PassUp, machine.OnResponse(200, 2000));
        Assert.Equal(TxActions.None, machine.OnResponse(180, 2000));
        Assert.Equal(TxActions.None, machine.OnResponse(486, 2000));
        Assert.Equal(33000, machine.DueAt);
        Assert.Equal(TxActions.Terminated, machine.OnTime(33000));
    }

    [Fact]
    public void Invite_client_acknowledges_a_refusal_each_time_and_passes_it_once()
    {
        var machine = new InviteClientMachine(Times);
        machine.Start(0);
        Assert.Equal(TxActions.SendAck | TxActions.PassUp, machine.OnResponse(486, 10));
        Assert.Equal(TxActions.SendAck, machine.OnResponse(486, 20));
        Assert.Equal(TxActions.None, machine.OnResponse(200, 30));
        Assert.Equal(TxActions.Terminated, machine.OnTime(32010));
    }

    [Fact]
    public void Invite_server_repeats_a_refusal_up_to_T2_apart_until_acknowledged()
    {
        var machine = new InviteServerMachine(Times);
        machine.Start(0);
        Assert.Equal(TxActions.SendTrying, machine.OnTime(200));
        Assert.Equal(TxActions.Send, machine.OnResponse(486, 1000));
        Assert.Equal([1500, 2500, 4500, 8500, 12500, 16500, 20500, 24500, 28500, 32500], Play(machine, TxActions.Send, out long end, out TxActions last));
        Assert.Equal((33000, TxActions.TimedOut | TxActions.Terminated), (end, last));

        machine = new InviteServerMachine(Times);
        machine.Start(0);
        machine.OnResponse(486, 0);
        machine.OnAck(100);
        Assert.Equal(TxState.Confirmed, machine.State);
        Assert.Equal(TxActions.None, machine.OnRepeat());
        Assert.Equal(TxActions.Terminated, machine.OnTime(5100));
    }

    [Fact]
    public void Invite_server_in_accepted_state_is_quiet_for_64_T1()
    {
        var machine = new InviteServerMachine(Times);
        machine.Start(0);
        Assert.Equal(TxActions.Send, machine.OnResponse(200, 50));
        Assert.Equal(TxActions.None, machine.OnRepeat());
        Assert.Equal(TxActions.None, machine.OnResponse(486, 60));
        Assert.Equal(TxActions.Terminated, machine.OnTime(32050));
    }

    [Fact]
    public void Request_server_repeats_its_final_response_only_when_asked()
    {
        var machine = new RequestServerMachine(Times);
        machine.Start();
        Assert.Equal(TxActions.None, machine.OnRepeat());
        Assert.Equal(TxActions.Send, machine.OnResponse(200, 0));
        Assert.Equal(TxActions.Send, machine.OnRepeat());
        Assert.Equal(TxActions.None, machine.OnResponse(500, 1));
        Assert.Equal(TxActions.Terminated, machine.OnTime(32000));
    }

    /// <summary>Whatever comes in whatever order: one final goes up, an ending ends, and nothing waits for ever but a ringing call.</summary>
    [Fact]
    public void Any_sequence_of_responses_and_time_keeps_the_client_machines_sound()
    {
        var random = new Random(4475);
        int[] statuses = [100, 180, 183, 200, 202, 302, 401, 486, 487, 603];
        for (int run = 0; run < 20_000; run++)
        {
            var invite = new InviteClientMachine(Times);
            var request = new RequestClientMachine(Times);
            long now = 0;
            int refusals = 0;
            int finals = 0;
            bool accepted = false;
            invite.Start(now);
            request.Start(now);
            for (int step = 0; step < 25; step++)
            {
                now += random.Next(0, 6000);
                int status = statuses[random.Next(statuses.Length)];
                bool time = random.Next(2) == 0;
                TxState before = invite.State;
                TxActions fromInvite = time ? invite.OnTime(now) : invite.OnResponse(status, now);
                TxActions fromRequest = time ? request.OnTime(now) : request.OnResponse(status, now);
                if (before == TxState.Terminated)
                    Assert.Equal(TxActions.None, fromInvite);
                if (fromInvite.HasFlag(TxActions.SendAck))
                    Assert.True(status >= 300 && !time && !accepted);
                if (fromInvite.HasFlag(TxActions.PassUp) && status >= 300)
                    refusals++;
                accepted |= fromInvite.HasFlag(TxActions.PassUp) && status is >= 200 and < 300;
                if (fromRequest.HasFlag(TxActions.PassUp) && status >= 200)
                    finals++;
                if (fromInvite.HasFlag(TxActions.TimedOut))
                    Assert.Equal(TxState.Calling, before);
                Assert.True(invite.State is TxState.Proceeding or TxState.Terminated || invite.DueAt < TxMachine.Never);
                Assert.True(request.State == TxState.Terminated || request.DueAt < TxMachine.Never);
                Assert.False(fromInvite.HasFlag(TxActions.Send) && invite.State != TxState.Calling);
            }

            Assert.InRange(refusals, 0, accepted ? 0 : 1);
            Assert.InRange(finals, 0, 1);
        }
    }

    [Fact]
    public void Any_sequence_at_the_server_sends_no_second_final_and_always_ends_after_one()
    {
        var random = new Random(6026);
        int[] statuses = [180, 183, 200, 404, 486, 487];
        for (int run = 0; run < 20_000; run++)
        {
            var machine = new InviteServerMachine(Times);
            long now = 0;
            int finals = 0;
            machine.Start(now);
            for (int step = 0; step < 20; step++)
            {
                now += random.Next(0, 3000);
                int status = statuses[random.Next(statuses.Length)];
                switch (random.Next(4))
                {
                    case 0:
                        finals += machine.OnResponse(status, now) == TxActions.Send && status >= 200 ? 1 : 0;
                        break;
                    case 1:
                        machine.OnAck(now);
                        break;
                    case 2:
                        machine.OnRepeat();
                        break;
                    default:
                        machine.OnTime(now);
                        break;
                }

                Assert.True(finals == 0 || machine.State == TxState.Terminated || machine.DueAt <= now + Times.Long);
            }

            Assert.InRange(finals, 0, 1);
        }
    }

    private static List<long> Play(TxMachine machine, TxActions wanted, out long end, out TxActions last)
    {
        var times = new List<long>();
        while (true)
        {
            end = machine.DueAt;
            last = machine.OnTime(end);
            if (machine.State == TxState.Terminated)
                return times;
            Assert.Equal(wanted, last);
            times.Add(end);
        }
    }
}
