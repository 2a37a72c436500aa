using CallCenter.AgentConsole.Callbacks;
using CallCenter.AgentConsole.ScreenPops;
using CallCenter.Contracts;
using Microsoft.Extensions.Logging;

namespace CallCenter.AgentConsole.Desk;

/// <summary>What every desk reads from.</summary>
internal sealed record DeskParts(
    IDialerLink Dialer, ScreenPopReader Pops, FigureReader Figures, CallbackReader Callbacks, TimeProvider Time, ILogger<DeskFeeds> Log);
