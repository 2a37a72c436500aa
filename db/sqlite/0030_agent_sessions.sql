CREATE TABLE agent_sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL,
    campaigns TEXT NOT NULL CHECK (json_valid(campaigns)),
    phone TEXT NOT NULL CHECK (phone IN ('browser', 'sip')),
    started_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE INDEX ix_agent_sessions_user ON agent_sessions (user_id, id);
CREATE INDEX ix_agent_sessions_open ON agent_sessions (user_id) WHERE ended_at IS NULL;
