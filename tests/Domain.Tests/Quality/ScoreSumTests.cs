using CallCenter.Domain.Quality;

namespace CallCenter.Domain.Tests.Quality;

public sealed class ScoreSumTests
{
    private static readonly ScorecardSection[] _card =
    [
        new("manner", new LocalText("Manner"), [Question("greets", QuestionKind.YesNo, 10), Question("voice", QuestionKind.Scale, 30)]),
        new("honesty", new LocalText("Honesty"), [Question("truth", QuestionKind.YesNo, 60, fatal: true)]),
    ];

    [Fact]
    public void Weights_decide_what_an_answer_is_worth()
    {
        ScoreSum sum = ScoreSum.Of(_card, [new("greets", 1), new("voice", 4), new("truth", 1)]);
        Assert.Equal(85, sum.Percent); // 10 + 15 + 60 of 100
        Assert.Equal([62.5, 100], sum.Sections.Select(s => s.Percent!.Value));
        Assert.Equal([0.4, 0.6], sum.Sections.Select(s => s.Share));
        Assert.Equal(0, sum.Unanswered);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 16.7)]
    [InlineData(4, 50)]
    [InlineData(7, 100)]
    public void A_scale_runs_from_nothing_at_one_to_all_at_seven(int value, double percent)
        => Assert.Equal(percent, ScoreSum.Of([new("s", new LocalText("s"), [Question("q", QuestionKind.Scale, 3)])], [new("q", value)]).Percent);

    [Fact]
    public void A_failed_fatal_question_makes_the_whole_nothing_and_leaves_the_sections_as_they_are()
    {
        ScoreSum sum = ScoreSum.Of(_card, [new("greets", 1), new("voice", 7), new("truth", 0)]);
        Assert.Equal(0, sum.Percent);
        Assert.Equal(["truth"], sum.FailedFatals);
        Assert.Equal([100, 0], sum.Sections.Select(s => s.Percent!.Value));
    }

    [Fact]
    public void A_fatal_scale_fails_at_one_only()
    {
        ScorecardSection[] card = [new("s", new LocalText("s"), [Question("q", QuestionKind.Scale, 1, fatal: true), Question("r", QuestionKind.YesNo, 1)])];
        Assert.Equal(0, ScoreSum.Of(card, [new("q", 1), new("r", 1)]).Percent);
        Assert.Equal(58.3, ScoreSum.Of(card, [new("q", 2), new("r", 1)]).Percent);
    }

    [Fact]
    public void What_does_not_apply_counts_neither_for_nor_against()
    {
        ScoreSum sum = ScoreSum.Of(_card, [new("greets", 1), new("voice", null, NotApplicable: true), new("truth", null, NotApplicable: true)]);
        Assert.Equal(100, sum.Percent);
        Assert.Null(sum.Sections[1].Percent);
        Assert.Equal(0, sum.Unanswered);
    }

    [Fact]
    public void A_draft_shows_what_it_comes_to_so_far()
    {
        ScoreSum sum = ScoreSum.Of(_card, [new("greets", 0), new("voice", null)]);
        Assert.Equal((0, 2), (sum.Percent, sum.Unanswered));
        ScoreSum none = ScoreSum.Of(_card, []);
        Assert.Equal((null, 3), (none.Percent, none.Unanswered));
    }

    [Fact]
    public void Answers_to_unknown_questions_and_values_out_of_range_cannot_lift_a_score_above_the_whole()
        => Assert.Equal(100, ScoreSum.Of(_card, [new("greets", 9), new("voice", 99), new("truth", 5), new("nothing", 7)]).Percent);

    [Fact]
    public void A_finished_score_answers_every_question_and_fits_the_card()
    {
        Assert.Empty(ScorecardRules.Faults(_card, [new("greets", 1), new("voice", 7), new("truth", null, true)], null, [], finished: true));
        Assert.Contains(Fields([new("greets", 1)], finished: true), f => f == "answers");
        Assert.Empty(Fields([new("greets", 1)], finished: false));
        Assert.Contains(Fields([new("greets", 2)], finished: false), f => f == "answers[0].value");
        Assert.Contains(Fields([new("voice", 0)], finished: false), f => f == "answers[0].value");
        Assert.Contains(Fields([new("truth", 1), new("truth", 0)], finished: false), f => f == "answers[1].questionId");
        Assert.Contains(Fields([new("nothing", 1)], finished: false), f => f == "answers[0].questionId");
        Assert.Contains(Fields([new("greets", 1, NotApplicable: true)], finished: false), f => f == "answers[0].notApplicable");
    }

    [Fact]
    public void A_card_names_each_question_once_and_weighs_it()
    {
        Assert.Empty(ScorecardRules.Faults(_card));
        Assert.Contains(ScorecardRules.Faults([]), f => f.Field is "sections");
        ScorecardSection[] bad =
        [
            new("s", new LocalText(""), [Question("q", QuestionKind.YesNo, 0), Question("q", QuestionKind.YesNo, double.NaN)]),
            new("s", new LocalText("s", new Dictionary<string, string>(StringComparer.Ordinal) { ["fr"] = "bonjour" }), []),
        ];
        string[] fields = [.. ScorecardRules.Faults(bad).Select(f => f.Field)];
        string[] expected =
        [
            "sections[0].title.text", "sections[0].questions[0].weight", "sections[0].questions[1].weight", "sections[0].questions[1].id", "sections[1].id",
            "sections[1].title.translations", "sections[1].questions",
        ];
        Assert.Empty(expected.Except(fields, StringComparer.Ordinal));
    }

    private static IEnumerable<string> Fields(ScoreAnswer[] answers, bool finished) => ScorecardRules.Faults(_card, answers, null, [], finished).Select(f => f.Field);

    private static ScorecardQuestion Question(string id, QuestionKind kind, double weight, bool fatal = false) => new(id, new LocalText(id), kind, weight, fatal);
}
