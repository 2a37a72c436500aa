using CallCenter.Data.Board;
using CallCenter.Data.Calls;
using CallCenter.Data.Campaigns;
using CallCenter.Data.Compliance;
using CallCenter.Data.Customers;
using CallCenter.Data.Dispositions;
using CallCenter.Data.Leads;
using CallCenter.Data.Lists;
using CallCenter.Data.Prompts;
using CallCenter.Data.Quality;
using CallCenter.Data.Recordings;
using CallCenter.Data.Trunks;
using CallCenter.Portal.Access;
using CallCenter.Portal.Hubs;
using CallCenter.Supervisor.Calls;
using CallCenter.Supervisor.Campaigns;
using CallCenter.Supervisor.Compliance;
using CallCenter.Supervisor.Lists;
using CallCenter.Supervisor.LiveBoard;
using CallCenter.Supervisor.Monitoring;
using CallCenter.Supervisor.Prompts;
using CallCenter.Supervisor.Recordings;
using CallCenter.Supervisor.Scorecards;
using CallCenter.Supervisor.Trunks;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CallCenter.Supervisor;

/// <summary>The supervisors' and managers' web service.</summary>
public static class SupervisorServices
{
    /// <summary>
    /// Registers the service with its upload worker. The application needs <c>TimeProvider</c>, a migrated
    /// <c>Database</c>, <c>SecretBox</c>, <c>IDialerLink</c> and the Portal besides.
    /// </summary>
    public static IServiceCollection AddSupervisor(this IServiceCollection services, SupervisorOptions options)
    {
        services.AddListImport(options);
        services.TryAddSingleton<TrunkStore>();
        services.TryAddSingleton<PromptStore>();
        services.TryAddSingleton<DispositionStore>();
        services.TryAddSingleton<DoNotCallStore>();
        services.TryAddSingleton<CallStore>();
        services.TryAddSingleton<CallDetails>();
        services.TryAddSingleton<RecordingLedger>();
        services.TryAddSingleton<ScorecardStore>();
        services.TryAddSingleton<ScoreStore>();
        services.TryAddSingleton<CampaignStore>();
        services.TryAddSingleton<CustomerStore>();
        services.AddSingleton<LeadBrowser>();
        services.TryAddSingleton<GateLog>();
        services.AddSingleton<PreviewService>();
        services.AddSingleton<DoNotCallImport>();
        services.TryAddSingleton<LeadQueue>();
        services.TryAddSingleton<AttemptLedger>();
        services.AddSingleton<CampaignChecks>();
        services.AddSingleton<LeadCountShelf>();
        services.AddSingleton<CampaignReadiness>();
        services.AddSingleton<CampaignProgress>();
        services.AddSingleton<CampaignHistory>();
        services.AddSingleton<AskerScope>();
        services.AddSingleton<RecordingOpenings>();
        services.AddSingleton<RecordingPeaks>();
        services.AddHostedService<DefaultScorecard>();
        services.AddSingleton<BoardStore>();
        services.AddSingleton<BoardReader>();
        services.AddSingleton<BoardFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<BoardFeed>());
        services.AddHostedService<ListeningNews>();
        services.AddHostedService<UploadWorker>();
        return services;
    }

    /// <summary>The import without a web server: for the verb <c>import</c>. Needs <c>TimeProvider</c>, <c>Database</c> and <c>IDialerLink</c>.</summary>
    public static IServiceCollection AddListImport(this IServiceCollection services, SupervisorOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton<ListStore>();
        services.TryAddSingleton<UploadStore>();
        services.TryAddSingleton<UploadRows>();
        services.AddSingleton<NumberReader>(PhoneCells.Read);
        services.AddSingleton(provider => new UploadFiles(options.DataFolder, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<StagedFileStore>();
        services.AddSingleton<UploadIntake>();
        services.AddSingleton<StagingService>();
        services.AddSingleton<UploadSignal>();
        services.AddSingleton<ListImport>();
        services.AddSingleton<UploadService>();
        services.AddSingleton<ImportCommand>();
        return services;
    }

    /// <summary>The service's endpoints.</summary>
    public static IEndpointRouteBuilder MapSupervisor(this IEndpointRouteBuilder endpoints)
    {
        ListEndpoints.Map(endpoints);
        FileEndpoints.Map(endpoints);
        UploadEndpoints.Map(endpoints);
        LeadEndpoints.Map(endpoints);
        LeadHistoryEndpoints.Map(endpoints);
        CampaignEndpoints.Map(endpoints);
        CampaignInsightEndpoints.Map(endpoints);
        CampaignFilingEndpoints.Map(endpoints);
        WhyEndpoints.Map(endpoints);
        TrunkEndpoints.Map(endpoints);
        TrunkTestEndpoints.Map(endpoints);
        DispositionEndpoints.Map(endpoints);
        PromptEndpoints.Map(endpoints);
        DoNotCallEndpoints.Map(endpoints);
        DoNotCallImportEndpoints.Map(endpoints);
        CallEndpoints.Map(endpoints);
        RecordingEndpoints.Map(endpoints);
        ScorecardEndpoints.Map(endpoints);
        ScoreListEndpoints.Map(endpoints);
        ScoreEndpoints.Map(endpoints);
        AlarmEndpoints.Map(endpoints);
        MonitoringEndpoints.Map(endpoints);
        AgentOrderEndpoints.Map(endpoints);
        endpoints.MapHubFor<SupervisorHub>(SupervisorHub.Path, Permissions.BoardWatch);
        return endpoints;
    }
}
