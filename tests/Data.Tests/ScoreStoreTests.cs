using CallCenter.Data.Quality;
using CallCenter.Domain;
using CallCenter.Domain.Quality;

namespace CallCenter.Data.Tests;

public sealed class ScoreStoreTests
{
    private static readonly ScorecardSection[] _questions =
    [
        new("manner", new LocalText("Manner", new Dictionary<string, string> { ["zh-Hans"] = "礼仪" }), [new("greets", new LocalText("Greets"), QuestionKind.YesNo, 1)]),
        new("skill", new LocalText("Skill"), [new("voice", new LocalText("Voice"), QuestionKind.Scale, 3)]),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_card_keeps_the_questions_that_scores_were_given_by(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        ScorecardStore cards = new(db.Db);
        ScoreStore scores = new(db.Db);
        Assert.True(await cards.CreateFirstAsync("Standard", _questions, TestDatabase.Start, Ct));
        Assert.False(await cards.CreateFirstAsync("Standard", _questions, TestDatabase.Start, Ct));
        Scorecard card = Assert.Single(await cards.ListAsync(Ct));
        Assert.Equal((1, true, 0, "礼仪"), (card.Number, card.BuiltIn, card.Scores, card.Sections[0].Title.Translations!["zh-Hans"]));
        Assert.Equal(EditOutcome.NameTaken, (await cards.CreateAsync("standard", _questions, null, TestDatabase.Start, Ct)).Outcome);

        Scorecard edited = (await cards.UpdateAsync(card with { Sections = [_questions[0]] }, null, TestDatabase.Start, Ct)).Value!;
        Assert.Equal((1, 1), (edited.Number, edited.Sections.Count));
        await GiveAsync(db, scores, edited, [new("greets", 1)], ScoreState.Draft);
        Assert.Equal(EditOutcome.VersionConflict, (await cards.UpdateAsync(card with { Sections = _questions }, null, TestDatabase.Start, Ct)).Outcome);
        Scorecard next = (await cards.UpdateAsync(edited with { Sections = _questions }, null, TestDatabase.Start, Ct)).Value!;
        Assert.Equal((2, 2, 1), (next.Number, next.Sections.Count, next.Scores));
        Assert.Single((await cards.GetAsync(card.Id, 1, Ct))!.Sections);

        Scorecard renamed = (await cards.UpdateAsync(next with { Name = "Sales", ArchivedAt = TestDatabase.Start }, null, TestDatabase.Start, Ct)).Value!;
        Assert.Equal((2, "Sales"), (renamed.Number, renamed.Name));
        Assert.NotNull(renamed.ArchivedAt);
        Assert.Equal(EditOutcome.Stored, (await cards.CreateAsync("Sales", _questions, null, TestDatabase.Start, Ct)).Outcome);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_draft_is_continued_finished_corrected_and_acknowledged_and_each_step_remembered(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        ScorecardStore cards = new(db.Db);
        ScoreStore scores = new(db.Db);
        Scorecard card = (await cards.CreateAsync("Standard", _questions, null, TestDatabase.Start, Ct)).Value!;
        StoredScore draft = await GiveAsync(db, scores, card, [new("greets", 1)], ScoreState.Draft);
        Assert.Equal((ScoreState.Draft, 100.0), (draft.State, draft.Result));
        Assert.Empty(await scores.PageAsync(new ScoreQuery { Agent = draft.AgentId }, Ct));
        Assert.Single(await scores.PageAsync(new ScoreQuery { DraftsOf = "coco" }, Ct));

        (ScoreOutcome outcome, StoredScore same) = await scores.SaveAsync(New(draft.CallId, card, [new("greets", 0), new("voice", 7)], ScoreState.Finished), TestDatabase.Start, Ct);
        Assert.Equal((ScoreOutcome.Stored, draft.Id, 75.0), (outcome, same.Id, same.Result));
        Assert.Equal(ScoreOutcome.FinishedBefore, (await scores.SaveAsync(New(draft.CallId, card, [], ScoreState.Draft), TestDatabase.Start, Ct)).Outcome);

        Assert.False(await scores.AcknowledgeAsync(same.Id, UserId.From(99), "bo", null, TestDatabase.Start, Ct));
        Assert.True(await scores.AcknowledgeAsync(same.Id, same.AgentId, "ann", "Thank you", TestDatabase.Start, Ct));
        StoredScore seen = (await scores.GetAsync(same.Id, Ct))!;
        Assert.Equal("Thank you", seen.AgentComment);
        Assert.Empty(await scores.PageAsync(new ScoreQuery { Unseen = true }, Ct));

        ScoreContent corrected = new([new("greets", 1), new("voice", 7)], "Heard again.", [new ScoreMark(1500, "Here", "voice")]);
        Assert.Equal(ScoreOutcome.Changed, (await scores.UpdateAsync(same, card, corrected, true, "coco", null, TestDatabase.Start, Ct)).Outcome);
        StoredScore after = (await scores.UpdateAsync(seen, card, corrected, true, "coco", "the greeting was there", TestDatabase.Start, Ct)).Score!;
        Assert.Equal((100.0, (string?)null, "Here"), (after.Result, after.AgentComment, after.Content.Marks[0].Text));
        Assert.Null(after.AcknowledgedAt);
        Assert.Equal(
            [("finished", 75.0, null), ("acknowledged", 75.0, "Thank you"), ("corrected", 100.0, "the greeting was there")],
            (await scores.HistoryAsync(same.Id, Ct)).Select(h => (h.Change, h.Result!.Value, h.Reason)));
        Assert.False(await scores.DropDraftAsync(same.Id, Ct));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Means_are_taken_of_finished_scores_by_section_agent_and_campaign(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        ScoreStore scores = new(db.Db);
        Scorecard card = (await new ScorecardStore(db.Db).CreateAsync("Standard", _questions, null, TestDatabase.Start, Ct)).Value!;
        await GiveAsync(db, scores, card, [new("greets", 1), new("voice", 7)], ScoreState.Finished, agent: 1);
        await GiveAsync(db, scores, card, [new("greets", 0), new("voice", 4)], ScoreState.Finished, agent: 1);
        await GiveAsync(db, scores, card, [new("greets", 0), new("voice", 1)], ScoreState.Finished, agent: 2);
        await GiveAsync(db, scores, card, [new("greets", 0)], ScoreState.Draft, agent: 2);
        ScoreMeans means = await scores.MeansAsync(new ScoreQuery(), Ct);
        Assert.Equal((3, 45.8), (means.All.Count, Math.Round(means.All.Mean!.Value, 1)));
        Assert.Equal([("manner", 3, 33.3), ("skill", 3, 50.0)], means.Sections.Select(s => (s.SectionId, s.Count, Math.Round(s.Mean, 1))));
        Assert.Equal([(1L, 2), (2L, 1)], means.Agents.Select(a => (a.Key, a.Count)));
        Assert.Equal(4, means.AgentSections.Count);
        Assert.Equal(0, Assert.Single(means.Campaigns).Key);
        Assert.Equal(1, (await scores.MeansAsync(new ScoreQuery { Agents = [UserId.From(2)] }, Ct)).All.Count);
        Assert.Equal(0, (await scores.MeansAsync(new ScoreQuery { From = TestDatabase.Start.AddDays(1) }, Ct)).All.Count);
    }

    private static NewScore New(CallId call, Scorecard card, ScoreAnswer[] answers, ScoreState state, long agent = 1) => new()
    {
        Call = call,
        Card = card,
        Agent = UserId.From(agent),
        CoachName = "coco",
        Content = new ScoreContent(answers, null, []),
        State = state,
    };

    private static async Task<StoredScore> GiveAsync(TestDatabase db, ScoreStore scores, Scorecard card, ScoreAnswer[] answers, ScoreState state, long agent = 1)
    {
        CallId call = CallId.New(TestDatabase.Start);
        await db.Db.WriteAsync(
            s => s.ExecuteAsync(
                TestStatements.AddCall,
                new
                {
                    Id = call,
                    Customer = (long?)null,
                    agent,
                    Number = "+14155550142",
                    At = TestDatabase.Start,
                    ConnectedAt = TestDatabase.Start,
                    EndedAt = TestDatabase.Start,
                    Outcome = "connected",
                    Disposition = (string?)null,
                    Recording = (string?)null,
                }),
            Ct);
        return (await scores.SaveAsync(New(call, card, answers, state, agent), TestDatabase.Start, Ct)).Score;
    }
}
