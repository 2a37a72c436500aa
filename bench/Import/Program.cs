using System.Diagnostics;
using System.Globalization;
using CallCenter.Bench.Import;
using CallCenter.Contracts;
using CallCenter.Data;
using CallCenter.Supervisor;
using CallCenter.Supervisor.Lists;
using Microsoft.Extensions.DependencyInjection;

int rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
string folder = Directory.CreateTempSubdirectory("callcenter-bench-").FullName;
try
{
    string file = Path.Combine(folder, "rows.csv");
    await SampleFile.WriteAsync(file, rows);
    await using var database = new Database(DatabaseOptions.ForSqlite(Path.Combine(folder, "bench.db")));
    await database.MigrateAsync(CancellationToken.None);
    await using ServiceProvider services = new ServiceCollection()
        .AddLogging()
        .AddSingleton(TimeProvider.System)
        .AddSingleton(database)
        .AddSingleton<IDialerLink, NoDialer>()
        .AddListImport(new SupervisorOptions(folder))
        .BuildServiceProvider();
    ImportCommand import = services.GetRequiredService<ImportCommand>();
    using Process self = Process.GetCurrentProcess();
    foreach (string run in (string[])["first upload", "again, all duplicates"])
    {
        self.Refresh();
        TimeSpan cpu = self.TotalProcessorTime;
        long started = Stopwatch.GetTimestamp();
        await import.RunAsync(new ImportOrder("Bench", file), Console.Out, Console.Out, CancellationToken.None);
        self.Refresh();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{run}: {rows} rows, {new FileInfo(file).Length / 1e6:0.0} MB: wall {Stopwatch.GetElapsedTime(started).TotalSeconds:0.00} s, CPU {(self.TotalProcessorTime - cpu).TotalSeconds:0.00} s, peak RSS {self.PeakWorkingSet64 / 1e6:0} MB, allocated {GC.GetTotalAllocatedBytes() / 1e6:0} MB"));
    }

    await Views.MeasureAsync(database);
}
finally
{
    Directory.Delete(folder, recursive: true);
}
