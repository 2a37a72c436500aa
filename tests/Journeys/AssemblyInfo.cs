// Journeys wait for real ringing most of the time: three at once keep two cores busy without starving the audio.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
