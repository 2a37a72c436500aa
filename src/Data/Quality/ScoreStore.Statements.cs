namespace CallCenter.Data.Quality;

public sealed partial class ScoreStore
{
    private const string Columns = """
        s.id, s.call_id, s.scorecard_id, k.name AS card_name, s.scorecard_number, s.agent_id, a.display_name AS agent_name, s.campaign_id, g.name AS campaign_name,
        s.coach_id, s.coach_name, u.display_name AS coach_display_name, p.full_name AS customer_name, c.started_at AS call_started_at, s.state, s.result, s.failed,
        s.updated_at, s.finished_at, s.acknowledged_at, s.agent_comment, s.version
        """;

    private const string Tables = """
        scores s JOIN calls c ON c.id = s.call_id JOIN scorecards k ON k.id = s.scorecard_id LEFT JOIN users a ON a.id = s.agent_id
        LEFT JOIN users u ON u.id = s.coach_id LEFT JOIN campaigns g ON g.id = s.campaign_id LEFT JOIN customers p ON p.id = c.customer_id
        """;

    private const string Filter = """
        (@campaign IS NULL OR s.campaign_id = @campaign) AND (@card IS NULL OR s.scorecard_id = @card) AND (@coach IS NULL OR s.coach_name = @coach)
        AND (@from IS NULL OR s.finished_at >= @from) AND (@to IS NULL OR s.finished_at < @to)
        """;

    private const string SqliteScope = """
        AND (@within IS NULL OR s.campaign_id IN (SELECT value FROM json_each(@within))) AND (@agents IS NULL OR s.agent_id IN (SELECT value FROM json_each(@agents)))
        """;

    private const string ServerScope = """
        AND (@within IS NULL OR s.campaign_id IN (SELECT CAST(w.value AS BIGINT) FROM OPENJSON(@within) w))
        AND (@agents IS NULL OR s.agent_id IN (SELECT CAST(x.value AS BIGINT) FROM OPENJSON(@agents) x))
        """;

    private const string FilterTypes =
        "@campaign bigint, @card bigint, @coach nvarchar(200), @from bigint, @to bigint, @within nvarchar(max), @agents nvarchar(max)";

    private static readonly SqlStatement PageOfAll = Page("scores.page", "", "");
    private static readonly SqlStatement PageOfAgent = Page("scores.pageOfAgent", "s.agent_id = @agent AND ", ", @agent bigint");
    private static readonly SqlStatement PageOfCall = Page("scores.pageOfCall", "s.call_id = @call AND (@agent IS NULL OR s.agent_id = @agent) AND ", ", @call char(36), @agent bigint");

    private static readonly SqlStatement SelectOne = Sql.Define("scores.get", both: $"SELECT {Columns} FROM {Tables} WHERE s.id = @id", "@id char(36)");

    private static readonly SqlStatement SelectContent = Sql.Define("scores.content", both: "SELECT answers, comment, marks FROM scores WHERE id = @id", "@id char(36)");

    private static readonly SqlStatement SelectOwn = Sql.Define(
        "scores.own",
        both: "SELECT id FROM scores WHERE call_id = @call AND scorecard_id = @card AND coach_name = @coachName",
        "@call char(36), @card bigint, @coachName nvarchar(200)");

    private static readonly SqlStatement Insert = Sql.Define(
        "scores.create",
        both: """
            INSERT INTO scores (id, call_id, scorecard_id, scorecard_number, agent_id, campaign_id, coach_id, coach_name, state, result, failed, answers, comment,
                marks, created_at, updated_at, finished_at)
            VALUES (@id, @call, @card, @number, @agent, @campaign, @coach, @coachName, @state, @result, @failed, @answers, @comment, @marks, @now, @now, @finishedAt)
            """,
        "@id char(36), @call char(36), @card bigint, @number int, @agent bigint, @campaign bigint, @coach bigint, @coachName nvarchar(200), @state nvarchar(20), "
        + "@result float, @failed bit, @answers nvarchar(max), @comment nvarchar(max), @marks nvarchar(max), @now bigint, @finishedAt bigint");

    // A correction is news to the agent.
    private static readonly SqlStatement Change = Sql.Define(
        "scores.update",
        both: """
            UPDATE scores SET scorecard_number = @number, state = @state, result = @result, failed = @failed, answers = @answers, comment = @comment, marks = @marks,
                updated_at = @now, finished_at = @finishedAt, acknowledged_at = NULL, agent_comment = NULL, version = version + 1
            WHERE id = @id AND version = @version
            """,
        "@id char(36), @version int, @number int, @state nvarchar(20), @result float, @failed bit, @answers nvarchar(max), @comment nvarchar(max), "
        + "@marks nvarchar(max), @now bigint, @finishedAt bigint");

    private static readonly SqlStatement DeleteDraft = Sql.Define("scores.dropDraft", both: "DELETE FROM scores WHERE id = @id AND state = 'draft'", "@id char(36)");

    private static readonly SqlStatement Acknowledge = Sql.Define(
        "scores.acknowledge",
        both: """
            UPDATE scores SET acknowledged_at = @now, agent_comment = @comment, version = version + 1
            WHERE id = @id AND agent_id = @agent AND state = 'finished'
            """,
        "@id char(36), @agent bigint, @comment nvarchar(max), @now bigint");

    private static readonly SqlStatement ClearSections = Sql.Define("scores.clearSections", both: "DELETE FROM score_sections WHERE score_id = @id", "@id char(36)");

    private static readonly SqlStatement AddSection = Sql.Define(
        "scores.addSection",
        both: "INSERT INTO score_sections (score_id, section_id, result) VALUES (@id, @section, @result)",
        "@id char(36), @section nvarchar(40), @result float");

    private static readonly SqlStatement AddHistory = Sql.Define(
        "scores.addHistory",
        both: """
            INSERT INTO score_history (score_id, version, at, user_name, change, reason, result, snapshot)
            VALUES (@id, @version, @now, @userName, @change, @reason, @result, @snapshot)
            """,
        "@id char(36), @version int, @now bigint, @userName nvarchar(200), @change nvarchar(20), @reason nvarchar(1000), @result float, @snapshot nvarchar(max)");

    private static readonly SqlStatement SelectHistory = Sql.Define(
        "scores.history",
        both: "SELECT version, at, user_name, change, reason, result FROM score_history WHERE score_id = @id ORDER BY id",
        "@id char(36)");

    private static readonly SqlStatement MeanOfAll = Means(
        "scores.mean", "COUNT(*) AS count, AVG(s.result) AS mean, COALESCE(SUM(CASE WHEN s.failed = 1 THEN 1 ELSE 0 END), 0) AS failed", "scores s", "");

    private static readonly SqlStatement MeansByAgent = Means(
        "scores.meansByAgent",
        "s.agent_id AS [key], MAX(a.display_name) AS name, COUNT(*) AS count, AVG(s.result) AS mean, SUM(CASE WHEN s.failed = 1 THEN 1 ELSE 0 END) AS failed",
        "scores s LEFT JOIN users a ON a.id = s.agent_id",
        "GROUP BY s.agent_id ORDER BY mean DESC, count DESC");

    private static readonly SqlStatement MeansByCampaign = Means(
        "scores.meansByCampaign",
        "COALESCE(s.campaign_id, 0) AS [key], MAX(g.name) AS name, COUNT(*) AS count, AVG(s.result) AS mean, SUM(CASE WHEN s.failed = 1 THEN 1 ELSE 0 END) AS failed",
        "scores s LEFT JOIN campaigns g ON g.id = s.campaign_id",
        "GROUP BY s.campaign_id ORDER BY mean DESC, count DESC");

    private static readonly SqlStatement MeansBySection = Means(
        "scores.meansBySection",
        "s.scorecard_id, x.section_id, COUNT(*) AS count, AVG(x.result) AS mean",
        "scores s JOIN score_sections x ON x.score_id = s.id",
        "GROUP BY s.scorecard_id, x.section_id ORDER BY s.scorecard_id, x.section_id");

    private static readonly SqlStatement MeansByAgentAndSection = Means(
        "scores.meansByAgentAndSection",
        "s.scorecard_id, x.section_id, s.agent_id AS agent_key, COUNT(*) AS count, AVG(x.result) AS mean",
        "scores s JOIN score_sections x ON x.score_id = s.id",
        "GROUP BY s.scorecard_id, x.section_id, s.agent_id");

    private static SqlStatement Page(string name, string condition, string types)
    {
        string where = $"""
            {condition}s.id < @after AND (s.state = 'finished' OR (@from IS NULL AND @to IS NULL AND s.coach_name = @draftsOf)) AND {Filter}
            AND (@unseen IS NULL OR (@unseen = 1 AND s.acknowledged_at IS NULL) OR (@unseen = 0 AND s.acknowledged_at IS NOT NULL))
            """;
        return Sql.Define(
            name,
            sqlite: $"SELECT {Columns} FROM {Tables} WHERE {where} {SqliteScope} ORDER BY s.id DESC LIMIT @limit",
            sqlserver: $"SELECT TOP (@limit) {Columns} FROM {Tables} WHERE {where} {ServerScope} ORDER BY s.id DESC",
            $"{FilterTypes}, @after char(36), @draftsOf nvarchar(200), @unseen bit, @limit int{types}");
    }

    private static SqlStatement Means(string name, string columns, string tables, string group) => Sql.Define(
        name,
        sqlite: $"SELECT {columns} FROM {tables} WHERE s.state = 'finished' AND (@agent IS NULL OR s.agent_id = @agent) AND {Filter} {SqliteScope} {group}",
        sqlserver: $"SELECT {columns} FROM {tables} WHERE s.state = 'finished' AND (@agent IS NULL OR s.agent_id = @agent) AND {Filter} {ServerScope} {group}",
        FilterTypes + ", @agent bigint");
}
