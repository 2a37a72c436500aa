using System.Text.Json.Serialization;

namespace CallCenter.Domain.Quality;

/// <summary>A text that people wrote, with its translations where there are any.</summary>
/// <param name="Text">Shown where there is no translation.</param>
/// <param name="Translations">By language: en, zh-Hans, zh-Hant.</param>
public sealed record LocalText(string Text, IReadOnlyDictionary<string, string>? Translations = null);

/// <summary>How a question is answered.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<QuestionKind>))]
public enum QuestionKind
{
    /// <summary>1 yes, 0 no.</summary>
    YesNo,

    /// <summary>1 worst to 7 best.</summary>
    Scale,
}

/// <summary>One question of a scorecard.</summary>
/// <param name="Id">Stable through the versions of its card, so that answers can be compared.</param>
/// <param name="Weight">Its part of the whole, against the other questions' weights; above 0.</param>
/// <param name="Fatal">Failed ("no", or 1 of 7) it makes the whole score 0.</param>
/// <param name="MayNotApply">Whether "not applicable" is an answer; it then counts neither for nor against.</param>
/// <param name="Help">What a good answer sounds like.</param>
public sealed record ScorecardQuestion(
    string Id, LocalText Text, QuestionKind Kind, double Weight, bool Fatal = false, bool MayNotApply = true, LocalText? Help = null);

/// <summary>Questions that belong together.</summary>
/// <param name="Id">Stable through the versions of its card: averages are taken by it.</param>
public sealed record ScorecardSection(string Id, LocalText Title, IReadOnlyList<ScorecardQuestion> Questions);

/// <summary>The answer to one question.</summary>
/// <param name="Value">Yes 1, no 0; or 1 to 7. Null when not answered yet, or not applicable.</param>
/// <param name="Comment">What the coach noticed.</param>
public sealed record ScoreAnswer(
    string QuestionId, [property: JsonConverter(typeof(AnswerValueConverter))] int? Value, bool NotApplicable = false, string? Comment = null);

/// <summary>A place in the call that the coach points at.</summary>
/// <param name="AtMs">Milliseconds since the answer.</param>
/// <param name="QuestionId">The question it belongs to, if any.</param>
public sealed record ScoreMark(long AtMs, string Text, string? QuestionId = null);

/// <summary>Whether the agent sees it.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ScoreState>))]
public enum ScoreState
{
    /// <summary>The coach's own, being written.</summary>
    Draft,

    Finished,
}
