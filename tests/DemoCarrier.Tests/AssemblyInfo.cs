// People take their time to speak: these tests wait far more than they work.
[assembly: CollectionBehavior(MaxParallelThreads = 5)]
