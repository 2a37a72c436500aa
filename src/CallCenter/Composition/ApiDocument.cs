using System.Reflection;
using CallCenter.Portal.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using CallCenter.Portal.Api;

namespace CallCenter.Composition;

/// <summary>The description of the API at <c>/openapi/v1.json</c>, open to everybody: programs are written against it.</summary>
internal static class ApiDocument
{
    private const string KeyScheme = "key";

    public static IServiceCollection AddApiDocument(this IServiceCollection services)
        => services.AddOpenApi("v1", options =>
        {
            options.AddDocumentTransformer(DescribeAsync);
            options.AddOperationTransformer(GuardAsync);
            options.AddOperationTransformer(PageAsync);
        });

    public static void MapApiDocument(this IEndpointRouteBuilder endpoints)
        => endpoints.MapOpenApi("/openapi/{documentName}.json").AllowStrangers("the description of the API holds no data");

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info.Title = "CallCenter";
        document.Info.Version = "v1";
        document.Info.Description =
            "Everything lies under /api/v1. Programs send `Authorization: Bearer KEY` (callcenter apikey add); browsers send the session "
            + "cookie and, with whatever changes something, the token of GET /api/v1/me in X-CSRF. Ids are strings, times ISO 8601 UTC, "
            + "errors RFC 9457 with a stable `code`; lists take `limit` and `cursor`. POST takes an Idempotency-Key.";
        document.Servers?.Clear();
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[KeyScheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An API key.",
        };
        return Task.CompletedTask;
    }

    private static Task GuardAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        IList<object> metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Security = [];
            return Task.CompletedTask;
        }

        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(KeyScheme, context.Document)] = [] }];
        if (metadata.OfType<RequiredPermission>().LastOrDefault() is { } required)
        {
            operation.Description = $"{operation.Description} Needs the permission {string.Join(" or ", required.AnyOf)}.".Trim();
        }

        return Task.CompletedTask;
    }

    // Page binds itself from the query, which the framework's description does not see.
    private static Task PageAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        bool paged = context.Description.ActionDescriptor.EndpointMetadata.OfType<MethodInfo>()
            .Any(handler => handler.GetParameters().Any(p => p.ParameterType == typeof(Page)));
        if (paged)
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(Query("limit", "How many at most, 1 to 500; 50 when not given.", JsonSchemaType.Integer));
            operation.Parameters.Add(Query("cursor", "`next` of the page before.", JsonSchemaType.String));
        }

        return Task.CompletedTask;
    }

    private static OpenApiParameter Query(string name, string description, JsonSchemaType type)
        => new() { Name = name, In = ParameterLocation.Query, Description = description, Schema = new OpenApiSchema { Type = type } };
}
