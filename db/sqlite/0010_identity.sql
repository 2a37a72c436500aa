-- People, teams, sessions, keys, sign-in counters. Times are Unix milliseconds, UTC.
CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_name TEXT NOT NULL,
    normalized_name TEXT NOT NULL,
    display_name TEXT NOT NULL,
    password_hash TEXT NULL,
    must_change_password INTEGER NOT NULL DEFAULT 0,
    disabled INTEGER NOT NULL DEFAULT 0,
    sip_ha1_md5 TEXT NULL,
    sip_ha1_sha256 TEXT NULL,
    created_at INTEGER NOT NULL,
    last_sign_in_at INTEGER NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE UNIQUE INDEX ux_users_normalized_name ON users (normalized_name);

CREATE TABLE user_roles (
    user_id INTEGER NOT NULL REFERENCES users (id),
    role_name TEXT NOT NULL,
    PRIMARY KEY (user_id, role_name)
) STRICT;

CREATE TABLE teams (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    team_name TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX ux_teams_team_name ON teams (team_name);

CREATE TABLE team_members (
    team_id INTEGER NOT NULL REFERENCES teams (id),
    user_id INTEGER NOT NULL REFERENCES users (id),
    PRIMARY KEY (team_id, user_id)
) STRICT;

CREATE INDEX ix_team_members_user_id ON team_members (user_id);

-- Campaigns a person is limited to; none: not limited.
CREATE TABLE user_campaigns (
    user_id INTEGER NOT NULL REFERENCES users (id),
    campaign_id INTEGER NOT NULL,
    PRIMARY KEY (user_id, campaign_id)
) STRICT;

CREATE TABLE user_sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES users (id),
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    remote_address TEXT NULL
) STRICT;

CREATE UNIQUE INDEX ux_user_sessions_token_hash ON user_sessions (token_hash);

CREATE INDEX ix_user_sessions_user_id ON user_sessions (user_id);

CREATE TABLE api_keys (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    prefix TEXT NOT NULL,
    key_hash TEXT NOT NULL,
    key_name TEXT NOT NULL,
    user_id INTEGER NULL REFERENCES users (id),
    role_names TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER NULL,
    revoked_at INTEGER NULL
) STRICT;

CREATE UNIQUE INDEX ux_api_keys_prefix ON api_keys (prefix);

-- One row per account and per address that failed to sign in (H-A3).
CREATE TABLE sign_in_counters (
    subject TEXT NOT NULL PRIMARY KEY,
    tries INTEGER NOT NULL,
    window_ends_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_sign_in_counters_window_ends_at ON sign_in_counters (window_ends_at);

CREATE TABLE replays (
    replay_key TEXT NOT NULL PRIMARY KEY,
    request_hash TEXT NOT NULL,
    status INTEGER NULL,
    content_type TEXT NULL,
    location TEXT NULL,
    body BLOB NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_replays_created_at ON replays (created_at);

CREATE TABLE installation_facts (
    fact_name TEXT NOT NULL PRIMARY KEY,
    fact_value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
