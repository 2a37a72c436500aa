using CallCenter.Sip.Bench;

// Figures of the SIP library, in CPU time of this process. Run: dotnet run -c Release --project bench/Sip [parse|calls [seconds]]
string what = args.Length > 0 ? args[0] : "all";
double seconds = args.Length > 1 ? double.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 5;
if (what is "all" or "parse")
    ParseBench.Run();
if (what is "all" or "calls")
    await CallBench.RunAsync(TimeSpan.FromSeconds(seconds));
