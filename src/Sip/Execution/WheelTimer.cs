namespace CallCenter.Sip.Execution;

/// <summary>One timer on a <see cref="TimerWheel"/>; set and cancelled any number of times by the wheel's own thread.</summary>
internal sealed class WheelTimer(Action fire)
{
    internal WheelTimer? Next { get; set; }

    internal WheelTimer? Previous { get; set; }

    internal long DueTick { get; set; }

    internal int Slot { get; set; } = -1;

    public bool IsSet => Slot >= 0;

    internal void Fire() => fire();
}
