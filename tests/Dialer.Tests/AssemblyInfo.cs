// Most of a test is waiting for real time to pass.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
