using CallCenter.Contracts;
using Microsoft.AspNetCore.Http;

namespace CallCenter.Portal.Api;

/// <summary>The Dialer's replies as answers of the API.</summary>
public static class DialerAnswers
{
    /// <summary>Sends a command; <paramref name="answer"/> makes the answer from the reply expected, a refusal becomes its problem.</summary>
    public static async Task<IResult> AskAsync<TReply>(this IDialerLink dialer, DialerCommand command, Func<TReply, IResult> answer, CancellationToken ct)
        where TReply : DialerReply
        => await dialer.SendAsync(command, ct) switch
        {
            TReply reply => answer(reply),
            Refused refused => ApiProblem.From(refused),
            { } other => throw new InvalidOperationException($"The dialer answered {command.GetType().Name} with {other.GetType().Name}."),
        };

    /// <summary>Sends a command that is answered by <see cref="Done"/>: 204.</summary>
    public static Task<IResult> OrderAsync(this IDialerLink dialer, DialerCommand command, CancellationToken ct)
        => dialer.AskAsync<Done>(command, _ => TypedResults.NoContent(), ct);
}
