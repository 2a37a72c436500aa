-- People, teams, sessions, keys, sign-in counters. Times are Unix milliseconds, UTC.
CREATE TABLE users (
    id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT pk_users PRIMARY KEY,
    user_name NVARCHAR(64) NOT NULL,
    normalized_name NVARCHAR(64) NOT NULL,
    display_name NVARCHAR(200) NOT NULL,
    password_hash NVARCHAR(400) NULL,
    must_change_password BIT NOT NULL CONSTRAINT df_users_must_change DEFAULT 0,
    disabled BIT NOT NULL CONSTRAINT df_users_disabled DEFAULT 0,
    sip_ha1_md5 VARCHAR(32) NULL,
    sip_ha1_sha256 VARCHAR(64) NULL,
    created_at BIGINT NOT NULL,
    last_sign_in_at BIGINT NULL,
    version INT NOT NULL CONSTRAINT df_users_version DEFAULT 1
);

CREATE UNIQUE INDEX ux_users_normalized_name ON users (normalized_name);

CREATE TABLE user_roles (
    user_id BIGINT NOT NULL CONSTRAINT fk_user_roles_users REFERENCES users (id),
    role_name VARCHAR(40) NOT NULL,
    CONSTRAINT pk_user_roles PRIMARY KEY (user_id, role_name)
);

CREATE TABLE teams (
    id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT pk_teams PRIMARY KEY,
    team_name NVARCHAR(100) NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX ux_teams_team_name ON teams (team_name);

CREATE TABLE team_members (
    team_id BIGINT NOT NULL CONSTRAINT fk_team_members_teams REFERENCES teams (id),
    user_id BIGINT NOT NULL CONSTRAINT fk_team_members_users REFERENCES users (id),
    CONSTRAINT pk_team_members PRIMARY KEY (team_id, user_id)
);

CREATE INDEX ix_team_members_user_id ON team_members (user_id);

-- Campaigns a person is limited to; none: not limited.
CREATE TABLE user_campaigns (
    user_id BIGINT NOT NULL CONSTRAINT fk_user_campaigns_users REFERENCES users (id),
    campaign_id BIGINT NOT NULL,
    CONSTRAINT pk_user_campaigns PRIMARY KEY (user_id, campaign_id)
);

CREATE TABLE user_sessions (
    id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT pk_user_sessions PRIMARY KEY,
    token_hash VARCHAR(64) NOT NULL,
    user_id BIGINT NOT NULL CONSTRAINT fk_user_sessions_users REFERENCES users (id),
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    remote_address VARCHAR(64) NULL
);

CREATE UNIQUE INDEX ux_user_sessions_token_hash ON user_sessions (token_hash);

CREATE INDEX ix_user_sessions_user_id ON user_sessions (user_id);

CREATE TABLE api_keys (
    id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT pk_api_keys PRIMARY KEY,
    prefix VARCHAR(16) NOT NULL,
    key_hash VARCHAR(64) NOT NULL,
    key_name NVARCHAR(100) NOT NULL,
    user_id BIGINT NULL CONSTRAINT fk_api_keys_users REFERENCES users (id),
    role_names VARCHAR(400) NOT NULL,
    created_by NVARCHAR(200) NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT NULL,
    revoked_at BIGINT NULL
);

CREATE UNIQUE INDEX ux_api_keys_prefix ON api_keys (prefix);

-- One row per account and per address that failed to sign in (H-A3).
CREATE TABLE sign_in_counters (
    subject VARCHAR(100) NOT NULL CONSTRAINT pk_sign_in_counters PRIMARY KEY,
    tries INT NOT NULL,
    window_ends_at BIGINT NOT NULL
);

CREATE INDEX ix_sign_in_counters_window_ends_at ON sign_in_counters (window_ends_at);

CREATE TABLE replays (
    replay_key VARCHAR(64) NOT NULL CONSTRAINT pk_replays PRIMARY KEY,
    request_hash VARCHAR(64) NOT NULL,
    status INT NULL,
    content_type VARCHAR(200) NULL,
    location NVARCHAR(400) NULL,
    body VARBINARY(MAX) NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX ix_replays_created_at ON replays (created_at);

CREATE TABLE installation_facts (
    fact_name VARCHAR(60) NOT NULL CONSTRAINT pk_installation_facts PRIMARY KEY,
    fact_value NVARCHAR(400) NOT NULL
);
