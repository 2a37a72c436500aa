using System.Net;
using CallCenter.Contracts;
using CallCenter.Domain;
using CallCenter.Sip;

namespace CallCenter.Dialer.Trunks;

/// <summary>
/// A trunk while the Dialer runs: its channels, its call rate and what is known of its far end. Thread-safe; every call takes a
/// <see cref="TrunkSeat"/> here and gives it back.
/// </summary>
public sealed class TrunkLine
{
    /// <summary>INVITEs without any answer, one after another, that mark a trunk as down (hardening R13).</summary>
    public const int SilentInvitesUntilDown = 3;

    private static readonly TimeSpan TrialAfter = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly CallRateBucket _rate;
    private readonly HourTally _tally;
    private int _callsNow;
    private int _silentInvites;
    private bool _answersOptions;
    private DateTimeOffset _downSince;
    private DateTimeOffset _pausedUntil = DateTimeOffset.MinValue;
    private DateTimeOffset _lastCallAt = DateTimeOffset.MinValue;

    public TrunkLine(Trunk settings, TimeProvider time)
    {
        Settings = settings;
        _time = time;
        _rate = new CallRateBucket(time);
        _tally = new HourTally(time);
    }

    public Trunk Settings { get; private set; }

    /// <summary>Where datagrams go; null until the host name was resolved.</summary>
    public IPEndPoint? Address { get; private set; }

    public TrunkHealthState State { get; private set; }

    public string? LastError { get; private set; }

    /// <summary>Account for INVITE and REGISTER, or null for a trunk that knows us by our address.</summary>
    public SipCredentials? Credentials
        => Settings is { UserName: { Length: > 0 } user, Password: { } password } ? new SipCredentials(user, password) : null;

    /// <summary>Calls that could be placed this moment.</summary>
    public int ChannelsFree
    {
        get
        {
            lock (_lock)
            {
                return IsUsable ? Math.Max(0, Settings.MaxChannels - _callsNow) : 0;
            }
        }
    }

    /// <summary>True while calls were placed in the last ten seconds: the prober then looks more often.</summary>
    public bool IsPlacing => _time.GetUtcNow() - _lastCallAt < TimeSpan.FromSeconds(10);

    /// <summary>Its row is gone: no call is placed any more, and its watch ends.</summary>
    internal bool IsRemoved { get; set; }

    private bool IsUsable => Settings.Enabled && !IsRemoved && (State != TrunkHealthState.Down || MayBeTried) && Address is not null && _time.GetUtcNow() >= _pausedUntil;

    /// <summary>OPTIONS cannot tell when such a far end is back: from time to time a call has to.</summary>
    private bool MayBeTried => !_answersOptions && _callsNow == 0 && _time.GetUtcNow() - _downSince >= TrialAfter;

    /// <summary>A channel for one call, or null when the trunk is down, full or at its rate.</summary>
    public TrunkSeat? TryTake()
    {
        lock (_lock)
        {
            if (!IsUsable || _callsNow >= Settings.MaxChannels || !_rate.TryTake(Settings.CallsPerSecond))
            {
                return null;
            }

            _callsNow++;
            _lastCallAt = _time.GetUtcNow();
            return new TrunkSeat(this, Address!);
        }
    }

    /// <summary>A channel for a test call: also on a trunk that is taken for down, to see what it says. Null without a known address or a free channel.</summary>
    internal TrunkSeat? TryTakeForTest()
    {
        lock (_lock)
        {
            if (!Settings.Enabled || IsRemoved || Address is null || _callsNow >= Settings.MaxChannels)
            {
                return null;
            }

            _callsNow++;
            _lastCallAt = _time.GetUtcNow();
            return new TrunkSeat(this, Address);
        }
    }

    /// <summary>One INVITE came to its end.</summary>
    internal void Count(bool answered)
    {
        lock (_lock)
        {
            _tally.Add(answered);
        }
    }

    /// <summary>What screens and <c>GET /trunks</c> show.</summary>
    public TrunkHealth Health()
    {
        lock (_lock)
        {
            (int attempts, int answers) = _tally.Sum();
            return new TrunkHealth(Settings.Id, State, LastError, _callsNow, attempts, answers);
        }
    }

    /// <summary>Why no call can be placed here now, or null when one can.</summary>
    public string? Obstacle()
    {
        lock (_lock)
        {
            DateTimeOffset now = _time.GetUtcNow();
            return !Settings.Enabled ? "is switched off"
                : Address is null ? $"has a host name that cannot be resolved ({LastError ?? "not tried yet"})"
                : State == TrunkHealthState.Down && !MayBeTried ? $"is down: {LastError}"
                : now < _pausedUntil ? $"asked us to wait until {_pausedUntil:HH:mm:ss} UTC"
                : _callsNow >= Settings.MaxChannels ? $"has all {Settings.MaxChannels} channels in use"
                : null;
        }
    }

    internal void Apply(Trunk settings)
    {
        lock (_lock)
        {
            bool moved = settings.Host != Settings.Host || settings.Port != Settings.Port;
            Settings = settings;
            if (moved)
            {
                Address = null;
                _answersOptions = false;
                _silentInvites = 0;
                State = TrunkHealthState.Unknown;
                LastError = null;
            }
        }
    }

    internal void Resolved(IPEndPoint address)
    {
        lock (_lock)
        {
            Address = address;
        }
    }

    /// <summary>The far end answered something. True when that changed the state.</summary>
    internal bool MarkUp()
    {
        lock (_lock)
        {
            _silentInvites = 0;
            if (State == TrunkHealthState.Up)
            {
                return false;
            }

            if (State == TrunkHealthState.Down)
            {
                _rate.Empty();
            }

            State = TrunkHealthState.Up;
            LastError = null;
            return true;
        }
    }

    /// <summary>The far end answers OPTIONS at all: from now on its silence means something.</summary>
    internal void OptionsAnswered()
    {
        lock (_lock)
        {
            _answersOptions = true;
        }
    }

    /// <summary>
    /// Two OPTIONS stayed unanswered. Some carriers never answer them and take calls all the same: without one answer so far, the silence
    /// counts only together with an INVITE that stayed unanswered too. True when that changed the state.
    /// </summary>
    internal bool OptionsUnanswered(string error)
    {
        lock (_lock)
        {
            if (!_answersOptions && _silentInvites == 0)
            {
                LastError ??= error;
                return false;
            }
        }

        return MarkDown(error);
    }

    /// <summary>The far end is away. True when that changed the state.</summary>
    internal bool MarkDown(string error)
    {
        lock (_lock)
        {
            LastError = error;
            bool changed = State != TrunkHealthState.Down;
            _downSince = changed || _callsNow > 0 ? _time.GetUtcNow() : _downSince;
            State = TrunkHealthState.Down;
            return changed;
        }
    }

    /// <summary>An INVITE got no answer at all. True when that was one too many.</summary>
    internal bool InviteUnanswered()
    {
        lock (_lock)
        {
            _silentInvites++;
        }

        return _silentInvites >= SilentInvitesUntilDown && MarkDown($"no answer to {_silentInvites} calls");
    }

    /// <summary>503 with Retry-After: this trunk alone rests, for at most five minutes.</summary>
    internal void PauseFor(TimeSpan wait)
    {
        lock (_lock)
        {
            _pausedUntil = _time.GetUtcNow() + (wait < TimeSpan.FromMinutes(5) ? wait : TimeSpan.FromMinutes(5));
        }
    }

    internal void Release()
    {
        lock (_lock)
        {
            _callsNow--;
        }
    }
}
