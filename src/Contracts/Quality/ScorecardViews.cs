using CallCenter.Domain;
using CallCenter.Domain.Quality;

namespace CallCenter.Contracts.Quality;

/// <summary>A scorecard with its questions.</summary>
/// <param name="Number">Which version of the questions: 1 for the first.</param>
/// <param name="BuiltIn">Came with the product.</param>
/// <param name="Archived">No new scores are given by it.</param>
/// <param name="Scores">Scores given by any of its versions, drafts included.</param>
/// <param name="Version">For If-Match.</param>
public sealed record ScorecardView(
    ScorecardId Id,
    string Name,
    int Number,
    IReadOnlyList<ScorecardSection> Sections,
    bool BuiltIn,
    bool Archived,
    int Scores,
    DateTimeOffset UpdatedAt,
    int Version);

/// <summary>A scorecard to be made.</summary>
public sealed record ScorecardRequest(string Name, IReadOnlyList<ScorecardSection> Sections);

/// <summary>A scorecard as it is to be; what a PATCH leaves out stays. Changed questions are a new version once a score was given by the present one.</summary>
public sealed record ScorecardEdit(string Name, IReadOnlyList<ScorecardSection> Sections, bool Archived);
