namespace CallCenter.DemoCarrier.Numbers;

/// <summary>How one number behaves, decided before anything is sent.</summary>
/// <param name="Number">User part of the Request-URI.</param>
/// <param name="Kind">What is there.</param>
/// <param name="SetUp">From the INVITE to the first indication (post dial delay).</param>
/// <param name="Ring">From ringing to the answer or refusal.</param>
/// <param name="Talk">From the answer until they want to go.</param>
/// <param name="Voice">Index of the voice among those of the number's language.</param>
/// <param name="Seed">For the small choices during the call.</param>
public sealed record CallPlan(string Number, FarEndKind Kind, TimeSpan SetUp, TimeSpan Ring, TimeSpan Talk, int Voice, int Seed);
