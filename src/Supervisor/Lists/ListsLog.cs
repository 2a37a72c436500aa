using CallCenter.Data.Lists;
using Microsoft.Extensions.Logging;

namespace CallCenter.Supervisor.Lists;

internal static partial class ListsLog
{
    [LoggerMessage(EventId = 4001, Level = LogLevel.Information, Message = "Upload {Upload} ended as {State}: {Rows} rows = {Inserted} inserted + {Updated} updated + {Duplicates} duplicates + {Rejected} rejected")]
    public static partial void Ended(ILogger log, long upload, UploadState state, long rows, long inserted, long updated, long duplicates, long rejected);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Error, Message = "Upload {Upload} failed")]
    public static partial void Failed(ILogger log, long upload, Exception error);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Warning, Message = "Upload {Upload} was cut off when the program ended; its rows are taken away")]
    public static partial void CutOff(ILogger log, long upload);

    [LoggerMessage(EventId = 4004, Level = LogLevel.Warning, Message = "Uploads wait: the database cannot be used")]
    public static partial void Waits(ILogger log, Exception error);
}
