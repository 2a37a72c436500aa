namespace CallCenter.Media.Tests;

/// <summary>Tests that keep the processors busy (a real browser, floods): by themselves, so that tests of exact timing beside them stay true.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class BusyCollection
{
    internal const string Name = "busy";
}
