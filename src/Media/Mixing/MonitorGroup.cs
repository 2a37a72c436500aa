using CallCenter.Media.Recording;

namespace CallCenter.Media.Mixing;

/// <summary>
/// An agent's leg and its listeners. Whenever the agent's bridge, a listener's mode or a recording changes, <see cref="Arrange"/> says anew who
/// hears what; all of it under the engine's bridge lock. It is the table of telephony.md 6.5, for any number of listeners.
/// </summary>
internal sealed class MonitorGroup(MediaLeg agent, Lock gate)
{
    private readonly List<MediaMonitor> _monitors = [];
    private readonly Dictionary<MediaLeg, MixOutput> _mixes = [];
    private readonly Dictionary<(MediaLeg Listener, RecordingChannel Side), IDisposable> _recorded = [];

    internal static MediaMonitor Join(MediaLeg agent, MediaLeg listener, ListenMode mode, Lock gate)
    {
        lock (gate)
        {
            MonitorGroup group = agent.Monitors ??= new MonitorGroup(agent, gate);
            MediaMonitor monitor = new(group, listener, mode);
            group._monitors.Add(monitor);

            // Either this sees a recording's tap, or the tap sees the group.
            Interlocked.MemoryBarrier();
            group.Arrange();
            return monitor;
        }
    }

    internal void Change(Action change)
    {
        lock (gate)
        {
            change();
            Arrange();
        }
    }

    internal void Leave(MediaMonitor monitor)
    {
        lock (gate)
        {
            if (_monitors.Remove(monitor))
            {
                Arrange();
                if (_monitors.Count == 0 && agent.Monitors == this)
                {
                    agent.Monitors = null;
                }
            }
        }
    }

    internal void Arrange()
    {
        lock (gate)
        {
            MediaLeg? customer = agent.Bridge?.Other(agent);
            Dictionary<MediaLeg, List<MediaLeg>> hears = [];
            bool agentIsHeard = _monitors.TrueForAll(monitor => monitor.Mode != ListenMode.TakeOver);
            foreach (MediaMonitor monitor in _monitors)
            {
                hears[monitor.Listener] = Voices(except: monitor.Listener, customer, agent, static speaker => speaker.SpeaksToAgent);
            }

            if (_monitors.Exists(static monitor => monitor.SpeaksToAgent))
            {
                hears[agent] = Voices(except: agent, customer, null, static speaker => speaker.SpeaksToAgent);
            }

            if (customer is not null && _monitors.Exists(static monitor => monitor.SpeaksToCustomer))
            {
                hears[customer] = Voices(except: customer, null, agentIsHeard ? agent : null, static speaker => speaker.SpeaksToCustomer);
            }

            Mix(hears);
            Record(customer is not null);
        }
    }

    private List<MediaLeg> Voices(MediaLeg except, MediaLeg? customer, MediaLeg? agentHeard, Predicate<MediaMonitor> speaks)
    {
        List<MediaLeg> voices = [];
        if (customer is not null)
        {
            voices.Add(customer);
        }

        if (agentHeard is not null)
        {
            voices.Add(agentHeard);
        }

        foreach (MediaMonitor monitor in _monitors)
        {
            if (monitor.Listener != except && speaks(monitor))
            {
                voices.Add(monitor.Listener);
            }
        }

        return voices;
    }

    private void Mix(Dictionary<MediaLeg, List<MediaLeg>> hears)
    {
        foreach (MediaLeg leg in _mixes.Keys.Where(leg => !hears.ContainsKey(leg)).ToList())
        {
            _mixes.Remove(leg, out MixOutput? ended);
            leg.Out.ClearMix(ended!);
            Untap(ended!.Inputs);
            leg.Activate();
        }

        foreach ((MediaLeg leg, List<MediaLeg> sources) in hears)
        {
            MixOutput? before = _mixes.GetValueOrDefault(leg);
            if (before is not null && before.Hears(sources))
            {
                continue;
            }

            // A voice that is heard already goes on in its buffer.
            MixInput[] kept = before is null ? [] : [.. before.Inputs.Where(input => sources.Contains(input.Source))];
            MixInput[] added = [.. sources.Where(source => !kept.Any(input => input.Source == source)).Select(source => new MixInput(source))];
            MixOutput mix = new([.. kept, .. added]);
            _mixes[leg] = mix;
            foreach (MixInput input in added)
            {
                input.Source.AddTap(input);
            }

            leg.Out.SetMix(mix);
            Untap(before is null ? [] : before.Inputs.Except(kept));
            leg.Activate();
        }
    }

    // The customer hears the listener, so the recording has that voice too, on the agent's side. A whisper never comes here.
    private void Record(bool inConversation)
    {
        HashSet<(MediaLeg, RecordingChannel)> wanted = [];
        foreach (MediaMonitor monitor in _monitors.Where(monitor => inConversation && monitor.SpeaksToCustomer))
        {
            foreach (RecordingChannel side in agent.Taps.OfType<RecordingChannel>())
            {
                wanted.Add((monitor.Listener, side));
            }
        }

        foreach ((MediaLeg Listener, RecordingChannel Side) ended in _recorded.Keys.Where(key => !wanted.Contains(key)).ToList())
        {
            _recorded.Remove(ended, out IDisposable? tap);
            tap!.Dispose();
        }

        foreach ((MediaLeg listener, RecordingChannel side) in wanted)
        {
            if (!_recorded.ContainsKey((listener, side)))
            {
                _recorded[(listener, side)] = listener.AddTap(side.Beside());
            }
        }
    }

    private static void Untap(IEnumerable<MixInput> inputs)
    {
        foreach (MixInput input in inputs)
        {
            input.Source.RemoveTap(input);
        }
    }
}
