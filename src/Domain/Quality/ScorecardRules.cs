namespace CallCenter.Domain.Quality;

/// <summary>What makes a scorecard and a score sound; faults name the field as in the request.</summary>
public static class ScorecardRules
{
    /// <summary>Languages of translations.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["en", "zh-Hans", "zh-Hant"];

    private const int MostSections = 20;
    private const int MostQuestions = 100;
    private const int LongestId = 40;
    private const int LongestTitle = 200;
    private const int LongestText = 500;
    private const int LongestHelp = 2000;
    private const int LongestComment = 4000;
    private const int MostMarks = 200;
    private const long LongestCallMs = 24L * 3600 * 1000;

    /// <summary>What is wrong with a card's sections.</summary>
    public static IReadOnlyList<(string Field, string Message)> Faults(IReadOnlyList<ScorecardSection> sections)
    {
        ArgumentNullException.ThrowIfNull(sections);
        List<(string, string)> faults = [];
        if (sections.Count is 0 or > MostSections)
        {
            faults.Add(("sections", $"1 to {MostSections} of them."));
        }

        if (sections.Sum(s => s.Questions.Count) > MostQuestions)
        {
            faults.Add(("sections", $"at most {MostQuestions} questions together."));
        }

        HashSet<string> ids = new(StringComparer.Ordinal);
        for (int s = 0; s < sections.Count; s++)
        {
            string at = $"sections[{s}]";
            Id(faults, ids, "section:" + sections[s].Id, sections[s].Id, at);
            Text(faults, sections[s].Title, at + ".title", LongestTitle);
            if (sections[s].Questions.Count == 0)
            {
                faults.Add((at + ".questions", "at least one."));
            }

            for (int q = 0; q < sections[s].Questions.Count; q++)
            {
                Question(faults, ids, sections[s].Questions[q], $"{at}.questions[{q}]");
            }
        }

        return faults;
    }

    /// <summary>What is wrong with the answers to a card; a finished score answers every question.</summary>
    public static IReadOnlyList<(string Field, string Message)> Faults(
        IReadOnlyList<ScorecardSection> sections, IReadOnlyList<ScoreAnswer> answers, string? comment, IReadOnlyList<ScoreMark> marks, bool finished)
    {
        ArgumentNullException.ThrowIfNull(sections);
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(marks);
        List<(string, string)> faults = [];
        Dictionary<string, ScorecardQuestion> questions = sections.SelectMany(s => s.Questions).ToDictionary(q => q.Id, StringComparer.Ordinal);
        HashSet<string> answered = new(StringComparer.Ordinal);
        for (int i = 0; i < answers.Count; i++)
        {
            Answer(faults, questions, answered, answers[i], $"answers[{i}]");
        }

        if (finished && questions.Count > 0 && answers.Count(a => a.Value is not null || a.NotApplicable) < questions.Count)
        {
            string missing = string.Join(", ", questions.Keys.Except(answers.Where(a => a.Value is not null || a.NotApplicable).Select(a => a.QuestionId), StringComparer.Ordinal).Take(5));
            faults.Add(("answers", $"every question needs one before the score is finished; missing: {missing}."));
        }

        Remark(faults, comment, "comment");
        if (marks.Count > MostMarks)
        {
            faults.Add(("marks", $"at most {MostMarks}."));
        }

        for (int i = 0; i < marks.Count; i++)
        {
            if (marks[i].AtMs is < 0 or > LongestCallMs)
            {
                faults.Add(($"marks[{i}].atMs", "milliseconds since the answer."));
            }

            Remark(faults, marks[i].Text, $"marks[{i}].text");
            if (marks[i].QuestionId is { } id && !questions.ContainsKey(id))
            {
                faults.Add(($"marks[{i}].questionId", "the scorecard has no such question."));
            }
        }

        return faults;
    }

    private static void Question(List<(string, string)> faults, HashSet<string> ids, ScorecardQuestion question, string at)
    {
        Id(faults, ids, question.Id, question.Id, at);
        Text(faults, question.Text, at + ".text", LongestText);
        if (question.Help is { } help)
        {
            Text(faults, help, at + ".help", LongestHelp);
        }

        if (question.Weight is not (> 0 and <= 1000))
        {
            faults.Add((at + ".weight", "above 0, at most 1000."));
        }
    }

    private static void Answer(
        List<(string, string)> faults, Dictionary<string, ScorecardQuestion> questions, HashSet<string> answered, ScoreAnswer answer, string at)
    {
        if (!questions.TryGetValue(answer.QuestionId, out ScorecardQuestion? question))
        {
            faults.Add((at + ".questionId", "the scorecard has no such question."));
            return;
        }

        if (!answered.Add(answer.QuestionId))
        {
            faults.Add((at + ".questionId", "is answered twice."));
        }

        Remark(faults, answer.Comment, at + ".comment");
        if (answer.NotApplicable)
        {
            if (!question.MayNotApply || answer.Value is not null)
            {
                faults.Add((at + ".notApplicable", question.MayNotApply ? "has no value besides." : "this question always applies."));
            }
        }
        else if (answer.Value is { } value && (question.Kind == QuestionKind.YesNo ? value is < 0 or > 1 : value is < 1 or > 7))
        {
            faults.Add((at + ".value", question.Kind == QuestionKind.YesNo ? "1 for yes, 0 for no." : "a whole number from 1 to 7."));
        }
    }

    private static void Id(List<(string, string)> faults, HashSet<string> ids, string key, string id, string at)
    {
        if (id.Length is 0 or > LongestId || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            faults.Add((at + ".id", $"1 to {LongestId} letters, digits, hyphens or underscores."));
        }
        else if (!ids.Add(key))
        {
            faults.Add((at + ".id", $"'{id}' is used twice."));
        }
    }

    private static void Text(List<(string, string)> faults, LocalText text, string at, int longest)
    {
        foreach (string one in (text.Translations?.Values ?? []).Append(text.Text))
        {
            if (one.Length > longest || one.Any(c => char.IsControl(c) && c is not '\n'))
            {
                faults.Add((at, $"at most {longest} characters, no control characters."));
                return;
            }
        }

        if (string.IsNullOrWhiteSpace(text.Text))
        {
            faults.Add((at + ".text", "is required."));
        }

        if (text.Translations?.Keys.FirstOrDefault(l => !Languages.Contains(l, StringComparer.Ordinal)) is { } unknown)
        {
            faults.Add((at + ".translations", $"'{unknown}' is none of {string.Join(", ", Languages)}."));
        }
    }

    private static void Remark(List<(string, string)> faults, string? text, string at)
    {
        if (text is not null && (text.Length > LongestComment || text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))))
        {
            faults.Add((at, $"at most {LongestComment} characters, no control characters but line breaks and tabs."));
        }
    }
}
