namespace CallCenter.Supervisor;

/// <summary>What the supervisor's service needs to know of the settings.</summary>
/// <param name="DataFolder">Uploads lie beneath it, and recordings in <c>recordings</c>.</param>
public sealed record SupervisorOptions(string DataFolder)
{
    /// <summary>Where recordings' paths begin.</summary>
    public string RecordingsFolder => Path.GetFullPath(Path.Combine(DataFolder, "recordings"));
}
