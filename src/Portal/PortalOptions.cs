namespace CallCenter.Portal;

/// <summary>What the door needs to know of the settings.</summary>
/// <param name="DataFolder">Keys of the framework's data protection are kept beneath it.</param>
/// <param name="Demo">One-click sign-in, on loopback only.</param>
public sealed record PortalOptions(string DataFolder, bool Demo);
