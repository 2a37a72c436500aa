CREATE TABLE agent_sessions (
    id BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_agent_sessions PRIMARY KEY,
    user_id BIGINT NOT NULL,
    campaigns NVARCHAR(MAX) NOT NULL CONSTRAINT ck_agent_sessions_campaigns CHECK (ISJSON(campaigns) = 1),
    phone NVARCHAR(10) NOT NULL CONSTRAINT ck_agent_sessions_phone CHECK (phone IN ('browser', 'sip')),
    started_at BIGINT NOT NULL,
    ended_at BIGINT NULL
);
CREATE INDEX ix_agent_sessions_user ON agent_sessions (user_id, id);
CREATE INDEX ix_agent_sessions_open ON agent_sessions (user_id) WHERE ended_at IS NULL;
