-- A card's questions live in its versions: a version that a score was given by is never changed.
CREATE TABLE scorecards (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL COLLATE NOCASE,
    number INTEGER NOT NULL,
    built_in INTEGER NOT NULL DEFAULT 0 CHECK (built_in IN (0, 1)),
    archived_at INTEGER,
    created_by INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX ux_scorecards_name ON scorecards (name) WHERE archived_at IS NULL;

CREATE TABLE scorecard_versions (
    scorecard_id INTEGER NOT NULL REFERENCES scorecards (id),
    number INTEGER NOT NULL,
    sections TEXT NOT NULL CHECK (json_valid(sections)),
    created_by INTEGER,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (scorecard_id, number)
) STRICT, WITHOUT ROWID;

-- coach_name: the user name, or a program's; one coach judges a call by a card once.
CREATE TABLE scores (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    call_id TEXT NOT NULL REFERENCES calls (id),
    scorecard_id INTEGER NOT NULL REFERENCES scorecards (id),
    scorecard_number INTEGER NOT NULL,
    agent_id INTEGER NOT NULL,
    campaign_id INTEGER,
    coach_id INTEGER,
    coach_name TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'finished')),
    result REAL,
    failed INTEGER NOT NULL DEFAULT 0 CHECK (failed IN (0, 1)),
    answers TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(answers)),
    comment TEXT,
    marks TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(marks)),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    finished_at INTEGER,
    acknowledged_at INTEGER,
    agent_comment TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (call_id, scorecard_id, coach_name)
) STRICT;
CREATE INDEX ix_scores_agent ON scores (agent_id, id DESC);
CREATE INDEX ix_scores_finished ON scores (finished_at, scorecard_id, agent_id, campaign_id, result) WHERE state = 'finished';
CREATE INDEX ix_scores_card ON scores (scorecard_id, scorecard_number);

-- What each section came to, for averages.
CREATE TABLE score_sections (
    score_id TEXT NOT NULL REFERENCES scores (id) ON DELETE CASCADE,
    section_id TEXT NOT NULL,
    result REAL NOT NULL,
    PRIMARY KEY (score_id, section_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE score_history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    score_id TEXT NOT NULL REFERENCES scores (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    user_name TEXT NOT NULL,
    change TEXT NOT NULL CHECK (change IN ('finished', 'corrected', 'acknowledged')),
    reason TEXT,
    result REAL,
    snapshot TEXT NOT NULL CHECK (json_valid(snapshot))
) STRICT;
CREATE INDEX ix_score_history ON score_history (score_id, id);
