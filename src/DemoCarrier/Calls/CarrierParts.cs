using CallCenter.DemoCarrier.Ledger;
using CallCenter.Media;
using Microsoft.Extensions.Logging;

namespace CallCenter.DemoCarrier.Calls;

/// <summary>What every call of one carrier shares.</summary>
internal sealed record CarrierParts(
    DemoCarrierOptions Options,
    MediaEngine Media,
    FarEndScripts Scripts,
    CarrierLedger Ledger,
    TimeProvider Time,
    ILogger Log);
