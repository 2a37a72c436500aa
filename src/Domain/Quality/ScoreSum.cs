namespace CallCenter.Domain.Quality;

/// <summary>What the answers of one section come to.</summary>
/// <param name="Percent">0 to 100 with one decimal; null when nothing in it is answered or applies.</param>
/// <param name="Share">The part of the card's weight that lies in it, 0 to 1.</param>
public sealed record SectionSum(string SectionId, double? Percent, double Share);

/// <summary>What a score comes to.</summary>
/// <param name="Percent">0 to 100 with one decimal; 0 when a fatal question failed; null when nothing is answered or applies.</param>
/// <param name="FailedFatals">Ids of the fatal questions that failed.</param>
/// <param name="Unanswered">Questions without an answer.</param>
public sealed record ScoreSum(double? Percent, IReadOnlyList<string> FailedFatals, IReadOnlyList<SectionSum> Sections, int Unanswered)
{
    private const double BestOfScale = 7;

    /// <summary>
    /// Each question gives a part of its weight: yes all, no nothing, a scale from nothing (1) to all (7). What does not apply, or is not
    /// answered yet, counts neither for nor against. Answers to questions that the card does not have are passed over.
    /// </summary>
    public static ScoreSum Of(IReadOnlyList<ScorecardSection> sections, IReadOnlyList<ScoreAnswer> answers)
    {
        ArgumentNullException.ThrowIfNull(sections);
        ArgumentNullException.ThrowIfNull(answers);
        Dictionary<string, ScoreAnswer> given = new(StringComparer.Ordinal);
        foreach (ScoreAnswer answer in answers)
        {
            given[answer.QuestionId] = answer;
        }

        double all = sections.Sum(s => s.Questions.Sum(q => q.Weight));
        List<SectionSum> sums = [];
        List<string> failed = [];
        double weight = 0, points = 0;
        int unanswered = 0;
        foreach (ScorecardSection section in sections)
        {
            double sectionWeight = 0, sectionPoints = 0;
            foreach (ScorecardQuestion question in section.Questions)
            {
                ScoreAnswer? answer = given.GetValueOrDefault(question.Id);
                if (answer is { NotApplicable: true })
                {
                    continue;
                }

                if (answer?.Value is not { } value)
                {
                    unanswered++;
                    continue;
                }

                double part = PartOf(question.Kind, value);
                sectionWeight += question.Weight;
                sectionPoints += question.Weight * part;
                if (question.Fatal && part <= 0)
                {
                    failed.Add(question.Id);
                }
            }

            sums.Add(new SectionSum(section.Id, Percentage(sectionPoints, sectionWeight), all > 0 ? section.Questions.Sum(q => q.Weight) / all : 0));
            weight += sectionWeight;
            points += sectionPoints;
        }

        return new ScoreSum(failed.Count > 0 ? 0 : Percentage(points, weight), failed, sums, unanswered);
    }

    private static double PartOf(QuestionKind kind, int value)
        => kind == QuestionKind.YesNo ? Math.Clamp(value, 0, 1) : Math.Clamp((value - 1) / (BestOfScale - 1), 0, 1);

    private static double? Percentage(double points, double weight)
        => weight > 0 ? Math.Round(100 * points / weight, 1, MidpointRounding.AwayFromZero) : null;
}
