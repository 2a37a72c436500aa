using CallCenter.Portal.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace CallCenter.Portal.Hubs;

/// <summary>How hubs are declared in both web services.</summary>
public static class HubConventions
{
    /// <summary>Bytes of one message from a browser: an SDP offer is the largest.</summary>
    public const int LargestMessage = 64 * 1024;

    private const int ReconnectBuffer = 256 * 1024;

    /// <summary>Registers hubs that speak JSON as the API does and ask for permissions as it does.</summary>
    internal static IServiceCollection AddHubs(this IServiceCollection services)
    {
        services.AddSingleton<HubGuard>();
        services.AddSingleton<HubDoor>();
        services.AddHostedService(provider => provider.GetRequiredService<HubDoor>());
        services.AddSignalR(hubs =>
        {
            hubs.MaximumReceiveMessageSize = LargestMessage;
            hubs.StatefulReconnectBufferSize = ReconnectBuffer;
            hubs.KeepAliveInterval = TimeSpan.FromSeconds(10);
            hubs.ClientTimeoutInterval = TimeSpan.FromSeconds(30);
            hubs.DisableImplicitFromServicesParameters = true;
            hubs.AddFilter<HubGuard>();
        }).AddJsonProtocol(json =>
        {
            ApiJson.Apply(json.PayloadSerializerOptions);
            json.PayloadSerializerOptions.AllowOutOfOrderMetadataProperties = true;
        });
        return services;
    }

    /// <summary>A hub for those who have one of the permissions; each of its methods names its own besides. WebSockets only: their handshake states its origin.</summary>
    public static IEndpointConventionBuilder MapHubFor<THub>(this IEndpointRouteBuilder endpoints, string path, params string[] anyOf)
        where THub : Hub
        => endpoints.MapHub<THub>(path, connection =>
        {
            connection.Transports = HttpTransportType.WebSockets;
            connection.AllowStatefulReconnects = true;
        }).RequirePermission(anyOf);
}
