-- A card's questions live in its versions: a version that a score was given by is never changed.
CREATE TABLE scorecards (
    id BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_scorecards PRIMARY KEY,
    name NVARCHAR(200) NOT NULL,
    number INT NOT NULL,
    built_in BIT NOT NULL CONSTRAINT df_scorecards_built_in DEFAULT 0,
    archived_at BIGINT NULL,
    created_by BIGINT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version INT NOT NULL CONSTRAINT df_scorecards_version DEFAULT 1
);
CREATE UNIQUE INDEX ux_scorecards_name ON scorecards (name) WHERE archived_at IS NULL;

CREATE TABLE scorecard_versions (
    scorecard_id BIGINT NOT NULL CONSTRAINT fk_scorecard_versions_card REFERENCES scorecards (id),
    number INT NOT NULL,
    sections NVARCHAR(MAX) NOT NULL CONSTRAINT ck_scorecard_versions_sections CHECK (ISJSON(sections) = 1),
    created_by BIGINT NULL,
    created_at BIGINT NOT NULL,
    CONSTRAINT pk_scorecard_versions PRIMARY KEY (scorecard_id, number)
);

-- coach_name: the user name, or a program's; one coach judges a call by a card once.
CREATE TABLE scores (
    id CHAR(36) NOT NULL CONSTRAINT pk_scores PRIMARY KEY,
    call_id CHAR(36) NOT NULL CONSTRAINT fk_scores_call REFERENCES calls (id),
    scorecard_id BIGINT NOT NULL CONSTRAINT fk_scores_card REFERENCES scorecards (id),
    scorecard_number INT NOT NULL,
    agent_id BIGINT NOT NULL,
    campaign_id BIGINT NULL,
    coach_id BIGINT NULL,
    coach_name NVARCHAR(200) NOT NULL,
    state NVARCHAR(20) NOT NULL CONSTRAINT ck_scores_state CHECK (state IN (N'draft', N'finished')),
    result FLOAT NULL,
    failed BIT NOT NULL CONSTRAINT df_scores_failed DEFAULT 0,
    answers NVARCHAR(MAX) NOT NULL CONSTRAINT df_scores_answers DEFAULT N'[]' CONSTRAINT ck_scores_answers CHECK (ISJSON(answers) = 1),
    comment NVARCHAR(MAX) NULL,
    marks NVARCHAR(MAX) NOT NULL CONSTRAINT df_scores_marks DEFAULT N'[]' CONSTRAINT ck_scores_marks CHECK (ISJSON(marks) = 1),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    finished_at BIGINT NULL,
    acknowledged_at BIGINT NULL,
    agent_comment NVARCHAR(MAX) NULL,
    version INT NOT NULL CONSTRAINT df_scores_version DEFAULT 1,
    CONSTRAINT uq_scores_once UNIQUE (call_id, scorecard_id, coach_name)
);
CREATE INDEX ix_scores_agent ON scores (agent_id, id DESC);
CREATE INDEX ix_scores_finished ON scores (finished_at, scorecard_id, agent_id, campaign_id) INCLUDE (result) WHERE state = N'finished';
CREATE INDEX ix_scores_card ON scores (scorecard_id, scorecard_number);

-- What each section came to, for averages.
CREATE TABLE score_sections (
    score_id CHAR(36) NOT NULL CONSTRAINT fk_score_sections_score REFERENCES scores (id) ON DELETE CASCADE,
    section_id NVARCHAR(40) NOT NULL,
    result FLOAT NOT NULL,
    CONSTRAINT pk_score_sections PRIMARY KEY (score_id, section_id)
);

CREATE TABLE score_history (
    id BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_score_history PRIMARY KEY,
    score_id CHAR(36) NOT NULL CONSTRAINT fk_score_history_score REFERENCES scores (id) ON DELETE CASCADE,
    version INT NOT NULL,
    at BIGINT NOT NULL,
    user_name NVARCHAR(200) NOT NULL,
    change NVARCHAR(20) NOT NULL CONSTRAINT ck_score_history_change CHECK (change IN (N'finished', N'corrected', N'acknowledged')),
    reason NVARCHAR(1000) NULL,
    result FLOAT NULL,
    snapshot NVARCHAR(MAX) NOT NULL CONSTRAINT ck_score_history_snapshot CHECK (ISJSON(snapshot) = 1)
);
CREATE INDEX ix_score_history ON score_history (score_id, id);
