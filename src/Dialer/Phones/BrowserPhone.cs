using CallCenter.Contracts;
using CallCenter.Domain;
using CallCenter.Media;

namespace CallCenter.Dialer.Phones;

/// <summary>
/// One person's phone in a browser: one leg for as long as the person has a phone, whatever page or tab it is offered from
/// (telephony.md 1.2, 6.6). A reloaded page offers again and gets the same leg, so a call that is joined to it goes on.
/// </summary>
internal sealed class BrowserPhone : IAsyncDisposable
{
    /// <summary>A tab whose audio is being set up holds the phone this long against other tabs.</summary>
    private static readonly TimeSpan SetUpTime = TimeSpan.FromSeconds(3);

    private const string BeingSetUp = "the browser's audio is being set up";

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly Action<BrowserPhone> _changed;
    private readonly Task _pump;
    private LineState _state = new(LineHealth.Connecting, null, BeingSetUp);
    private BrowserLine? _line;
    private IDisposable? _echo;

    public BrowserPhone(UserId person, string userName, BrowserLeg leg, TimeProvider time, Action<BrowserPhone> changed)
    {
        Person = person;
        UserName = userName;
        Leg = leg;
        _time = time;
        _changed = changed;
        Since = time.GetUtcNow();
        _pump = PumpAsync();
    }

    public UserId Person { get; }

    public string UserName { get; }

    public BrowserLeg Leg { get; }

    /// <summary>The tab that has the phone.</summary>
    public string Tab { get; private set; } = "";

    /// <summary>When <see cref="Health"/> became what it is.</summary>
    public DateTimeOffset Since { get; private set; }

    public LineHealth Health => Volatile.Read(ref _state).Health;

    /// <summary>A session has it.</summary>
    public bool IsLent => Volatile.Read(ref _line) is not null;

    /// <summary>Another tab may not have it without taking it over.</summary>
    public bool IsTaken => Health == LineHealth.Up || (Health == LineHealth.Connecting && Tab.Length > 0 && _time.GetUtcNow() - Since < SetUpTime);

    public AgentPhone View()
    {
        LineState state = Volatile.Read(ref _state);
        string word = state.Health switch
        {
            LineHealth.Up => "connected",
            LineHealth.Connecting => "connecting",
            _ => "disconnected",
        };
        return new AgentPhone(PhoneKind.Browser, word, state.Problem, Tab);
    }

    /// <summary>A page offered and was answered. Audio that flows goes on until the new page's path is up.</summary>
    public void OfferedBy(string tab)
    {
        LineState now;
        lock (_lock)
        {
            Tab = tab;
            EndEcho();
            now = CopyOf(_state);
        }

        Become(now.Health == LineHealth.Up ? now : new LineState(LineHealth.Connecting, null, BeingSetUp));
    }

    /// <summary>The page let go of the phone.</summary>
    public void Left() => Become(new LineState(LineHealth.Away, "closed", "the console was closed"));

    /// <summary>A line for a session; the one of an earlier session, if any, is over.</summary>
    public BrowserLine Lend()
    {
        lock (_lock)
        {
            EndEcho();
            return _line = new BrowserLine(this, CopyOf(_state));
        }
    }

    public void TakeBack(BrowserLine line)
    {
        lock (_lock)
        {
            if (_line == line)
            {
                _line = null;
                Since = _time.GetUtcNow(); // a page that is gone too has its time from here
            }
        }
    }

    /// <summary>The person hears the own microphone, or not any more. A call that is joined ends it by itself.</summary>
    public void SetEcho(bool on)
    {
        lock (_lock)
        {
            EndEcho();
            _echo = on ? Leg.Echo() : null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            EndEcho();
        }

        Leg.Dispose();
        await _pump;
    }

    private static LineState CopyOf(LineState state) => new(state.Health, state.Problem, state.Reason);

    private static string Words(PeerEnd end) => end switch
    {
        PeerEnd.ClosedByPage => "the page with the phone was closed",
        PeerEnd.Silent => "the browser does not answer any more",
        PeerEnd.NeverConnected => "the browser cannot reach the audio port of the server",
        PeerEnd.WrongFingerprint => "the browser showed another certificate than it had announced",
        _ => "the browser's audio could not be encrypted",
    };

    private void EndEcho()
    {
        _echo?.Dispose();
        _echo = null;
    }

    private async Task PumpAsync()
    {
        await foreach (LegEvent e in Leg.Events.ReadAllAsync())
        {
            LineState? next = e switch
            {
                PeerUp or PeerBack => new LineState(LineHealth.Up),
                PeerSilent => new LineState(LineHealth.Away, "noAudio", "no audio comes from the browser"),
                PeerClosed closed => new LineState(LineHealth.Away, "closed", Words(closed.Reason)),
                _ => null,
            };
            if (next is not null)
            {
                Become(next);
            }
        }
    }

    private void Become(LineState next)
    {
        lock (_lock)
        {
            if (next.Health != _state.Health)
            {
                Since = _time.GetUtcNow();
            }

            Volatile.Write(ref _state, next);
            _line?.Become(CopyOf(next));
        }

        _changed(this);
    }
}
