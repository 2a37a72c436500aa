namespace CallCenter.Media;

public static class RecordingRepair
{
    public static RepairResult Repair(string path) => throw new NotSupportedException();
}
