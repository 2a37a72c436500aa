-- Times are UTC in Unix milliseconds, durations in milliseconds, words as in the API (camelCase), lists and fields as JSON.
-- Users live in a later script: columns that name one carry no foreign key. READ_COMMITTED_SNAPSHOT should be ON for the database.

CREATE TABLE customers (
    id BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_customers PRIMARY KEY,
    kind NVARCHAR(10) NOT NULL CONSTRAINT df_customers_kind DEFAULT N'person' CONSTRAINT ck_customers_kind CHECK (kind IN (N'person', N'company')),
    full_name NVARCHAR(400) NOT NULL CONSTRAINT df_customers_full_name DEFAULT N'',
    first_name NVARCHAR(200) NOT NULL CONSTRAINT df_customers_first_name DEFAULT N'',
    last_name NVARCHAR(200) NOT NULL CONSTRAINT df_customers_last_name DEFAULT N'',
    company NVARCHAR(400) NOT NULL CONSTRAINT df_customers_company DEFAULT N'',
    email NVARCHAR(320) NULL,
    language NVARCHAR(35) NULL,
    time_zone NVARCHAR(64) NULL,
    segment NVARCHAR(200) NULL,
    owner NVARCHAR(200) NULL,
    external_id NVARCHAR(200) NULL,
    note NVARCHAR(MAX) NULL,
    custom NVARCHAR(MAX) NOT NULL CONSTRAINT df_customers_custom DEFAULT N'{}' CONSTRAINT ck_customers_custom CHECK (ISJSON(custom) = 1),
    consent NVARCHAR(20) NOT NULL CONSTRAINT df_customers_consent DEFAULT N'unknown'
        CONSTRAINT ck_customers_consent CHECK (consent IN (N'unknown', N'given', N'withdrawn')),
    consent_source NVARCHAR(400) NULL,
    consent_at BIGINT NULL,
    created_by_upload BIGINT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version INT NOT NULL CONSTRAINT df_customers_version DEFAULT 1
);
CREATE INDEX ix_customers_external ON customers (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX ix_customers_upload ON customers (created_by_upload) WHERE created_by_upload IS NOT NULL;

CREATE TABLE customer_numbers (
    id BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_customer_numbers PRIMARY KEY,
    customer_id BIGINT NOT NULL CONSTRAINT fk_customer_numbers_customer REFERENCES customers (id) ON DELETE CASCADE,
    number NVARCHAR(16) NOT NULL CONSTRAINT ck_customer_numbers_number CHECK (LEN(number) >= 4),
    type NVARCHAR(20) NOT NULL CONSTRAINT df_customer_numbers_type DEFAULT N'unknown',
    position INT NOT NULL,
    country NVARCHAR(3) NULL,
    time_zones NVARCHAR(MAX) NOT NULL CONSTRAINT df_customer_numbers_zones DEFAULT N'[]' CONSTRAINT ck_customer_numbers_zones CHECK (ISJSON(time_zones) = 1),
    valid BIT NOT NULL CONSTRAINT df_customer_numbers_valid DEFAULT 1,
    created_at BIGINT NOT NULL,
    CONSTRAINT uq_customer_numbers_position UNIQUE (customer_id, position)
);
CREATE INDEX ix_customer_numbers_number ON customer_numbers (number, customer_id);

CREATE TABLE lists (
    id BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_lists PRIMARY KEY,
    name NVARCHAR(200) NOT NULL CONSTRAINT uq_lists_name UNIQUE,
    default_country NVARCHAR(3) NOT NULL,
    fields NVARCHAR(MAX) NOT NULL CONSTRAINT df_lists_fields DEFAULT N'[]' CONSTRAINT ck_lists_fields CHECK (ISJSON(fields) = 1),
    created_at BIGINT NOT NULL,
    created_by BIGINT NULL,
    version INT NOT NULL CONSTRAINT df_lists_version DEFAULT 1
);

CREATE TABLE uploads (
    id BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_uploads PRIMARY KEY,
    list_id BIGINT NOT NULL CONSTRAINT fk_uploads_list REFERENCES lists (id),
    state NVARCHAR(20) NOT NULL CONSTRAINT ck_uploads_state CHECK (state IN (N'queued', N'running', N'done', N'failed', N'cancelled', N'undone')),
    file_name NVARCHAR(400) NOT NULL,
    stored_path NVARCHAR(400) NULL,
    mapping NVARCHAR(MAX) NOT NULL CONSTRAINT df_uploads_mapping DEFAULT N'{}' CONSTRAINT ck_uploads_mapping CHECK (ISJSON(mapping) = 1),
    encoding NVARCHAR(30) NULL,
    separator NVARCHAR(10) NULL,
    duplicates NVARCHAR(10) NOT NULL CONSTRAINT df_uploads_duplicates DEFAULT N'skip'
        CONSTRAINT ck_uploads_duplicates CHECK (duplicates IN (N'skip', N'update', N'merge')),
    duplicate_scope NVARCHAR(10) NOT NULL CONSTRAINT df_uploads_scope DEFAULT N'list'
        CONSTRAINT ck_uploads_scope CHECK (duplicate_scope IN (N'file', N'list', N'campaign', N'all')),
    dry_run BIT NOT NULL CONSTRAINT df_uploads_dry_run DEFAULT 0,
    row_count BIGINT NOT NULL CONSTRAINT df_uploads_row_count DEFAULT 0,
    inserted_count BIGINT NOT NULL CONSTRAINT df_uploads_inserted DEFAULT 0,
    updated_count BIGINT NOT NULL CONSTRAINT df_uploads_updated DEFAULT 0,
    duplicate_count BIGINT NOT NULL CONSTRAINT df_uploads_duplicate_count DEFAULT 0,
    rejected_count BIGINT NOT NULL CONSTRAINT df_uploads_rejected DEFAULT 0,
    do_not_call_count BIGINT NOT NULL CONSTRAINT df_uploads_do_not_call DEFAULT 0,
    progress FLOAT NOT NULL CONSTRAINT df_uploads_progress DEFAULT 0,
    error NVARCHAR(MAX) NULL,
    cancel_asked BIT NOT NULL CONSTRAINT df_uploads_cancel DEFAULT 0,
    columns NVARCHAR(MAX) NOT NULL CONSTRAINT df_uploads_columns DEFAULT N'[]' CONSTRAINT ck_uploads_columns CHECK (ISJSON(columns) = 1),
    created_by BIGINT NULL,
    created_at BIGINT NOT NULL,
    started_at BIGINT NULL,
    finished_at BIGINT NULL
);
CREATE INDEX ix_uploads_list ON uploads (list_id, id);
CREATE INDEX ix_uploads_open ON uploads (state, id) WHERE state IN (N'queued', N'running');

CREATE TABLE upload_rejects (
    upload_id BIGINT NOT NULL CONSTRAINT fk_upload_rejects_upload REFERENCES uploads (id) ON DELETE CASCADE,
    row_number BIGINT NOT NULL,
    code NVARCHAR(50) NOT NULL,
    reason NVARCHAR(1000) NOT NULL,
    columns NVARCHAR(MAX) NOT NULL CONSTRAINT df_upload_rejects_columns DEFAULT N'[]',
    CONSTRAINT pk_upload_rejects PRIMARY KEY (upload_id, row_number)
);

-- staged = 1 while the lead's upload is not complete: it is not dialled. callback_owner: an agent's own call-back is not taken by the hopper.
CREATE TABLE leads (
    id BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_leads PRIMARY KEY,
    list_id BIGINT NOT NULL CONSTRAINT fk_leads_list REFERENCES lists (id),
    customer_id BIGINT NOT NULL CONSTRAINT fk_leads_customer REFERENCES customers (id),
    number_id BIGINT NOT NULL CONSTRAINT fk_leads_number REFERENCES customer_numbers (id),
    upload_id BIGINT NULL CONSTRAINT fk_leads_upload REFERENCES uploads (id),
    priority INT NOT NULL CONSTRAINT df_leads_priority DEFAULT 0,
    state NVARCHAR(30) NOT NULL CONSTRAINT df_leads_state DEFAULT N'dialable' CONSTRAINT ck_leads_state CHECK (state IN
        (N'dialable', N'dialing', N'awaitingDisposition', N'callback', N'done', N'badNumber', N'doNotCall', N'removed')),
    staged BIT NOT NULL CONSTRAINT df_leads_staged DEFAULT 0,
    next_at BIGINT NOT NULL,
    attempts INT NOT NULL CONSTRAINT df_leads_attempts DEFAULT 0,
    last_outcome NVARCHAR(30) NULL,
    last_disposition NVARCHAR(50) NULL,
    last_attempt_at BIGINT NULL,
    callback_owner BIGINT NULL,
    claimed_by NVARCHAR(100) NULL,
    claimed_until BIGINT NULL,
    custom NVARCHAR(MAX) NOT NULL CONSTRAINT df_leads_custom DEFAULT N'{}' CONSTRAINT ck_leads_custom CHECK (ISJSON(custom) = 1),
    created_at BIGINT NOT NULL,
    version INT NOT NULL CONSTRAINT df_leads_version DEFAULT 1,
    CONSTRAINT uq_leads_customer UNIQUE (list_id, customer_id)
);
-- The next lead of a list: holds only leads that can be claimed at all, in the order in which they are.
CREATE INDEX ix_leads_next ON leads (list_id, priority DESC, next_at, id) INCLUDE (claimed_until, state, staged, callback_owner)
    WHERE state IN (N'dialable', N'callback') AND staged = 0 AND callback_owner IS NULL;
CREATE INDEX ix_leads_counts ON leads (list_id, state, next_at, claimed_until) INCLUDE (staged, callback_owner);
CREATE INDEX ix_leads_customer ON leads (customer_id);
CREATE INDEX ix_leads_number ON leads (number_id);
CREATE INDEX ix_leads_upload ON leads (upload_id, id);
CREATE INDEX ix_leads_claimed ON leads (claimed_by) WHERE claimed_by IS NOT NULL;

CREATE TABLE prompts (
    id BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_prompts PRIMARY KEY,
    name NVARCHAR(200) NOT NULL,
    language NVARCHAR(20) NOT NULL,
    format NVARCHAR(20) NOT NULL CONSTRAINT ck_prompts_format CHECK (format IN (N'muLaw8k', N'wav')),
    audio VARBINARY(MAX) NOT NULL,
    duration_ms BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by BIGINT NULL
);

CREATE TABLE trunks (
    id BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_trunks PRIMARY KEY,
    name NVARCHAR(200) NOT NULL CONSTRAINT uq_trunks_name UNIQUE,
    host NVARCHAR(255) NOT NULL,
    port INT NOT NULL CONSTRAINT ck_trunks_port CHECK (port BETWEEN 1 AND 65535),
    transport NVARCHAR(10) NOT NULL CONSTRAINT ck_trunks_transport CHECK (transport IN (N'udp', N'tcp', N'tls')),
    user_name NVARCHAR(200) NULL,
    password VARBINARY(1000) NULL,
    register BIT NOT NULL CONSTRAINT df_trunks_register DEFAULT 0,
    max_channels INT NOT NULL CONSTRAINT ck_trunks_channels CHECK (max_channels BETWEEN 1 AND 5000),
    calls_per_second FLOAT NOT NULL CONSTRAINT ck_trunks_rate CHECK (calls_per_second BETWEEN 0.1 AND 500),
    codecs NVARCHAR(200) NOT NULL CONSTRAINT ck_trunks_codecs CHECK (ISJSON(codecs) = 1),
    priority INT NOT NULL CONSTRAINT df_trunks_priority DEFAULT 1,
    enabled BIT NOT NULL CONSTRAINT df_trunks_enabled DEFAULT 1,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version INT NOT NULL CONSTRAINT df_trunks_version DEFAULT 1
);

CREATE TABLE campaigns (
    id BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_campaigns PRIMARY KEY,
    name NVARCHAR(200) NOT NULL CONSTRAINT uq_campaigns_name UNIQUE,
    mode NVARCHAR(20) NOT NULL CONSTRAINT ck_campaigns_mode CHECK (mode IN (N'manual', N'preview', N'progressive', N'agentFirst', N'ratio', N'predictive')),
    ratio FLOAT NOT NULL CONSTRAINT ck_campaigns_ratio CHECK (ratio BETWEEN 1 AND 8),
    state NVARCHAR(20) NOT NULL CONSTRAINT df_campaigns_state DEFAULT N'stopped' CONSTRAINT ck_campaigns_state CHECK (state IN (N'stopped', N'running', N'paused')),
    state_changed_at BIGINT NULL,
    caller_id NVARCHAR(20) NOT NULL,
    ring_timeout_ms BIGINT NOT NULL CONSTRAINT ck_campaigns_ring CHECK (ring_timeout_ms BETWEEN 15000 AND 120000),
    rule_set NVARCHAR(20) NOT NULL,
    abandon_limit FLOAT NOT NULL CONSTRAINT ck_campaigns_abandon CHECK (abandon_limit BETWEEN 0 AND 0.05),
    amd NVARCHAR(10) NOT NULL CONSTRAINT ck_campaigns_amd CHECK (amd IN (N'off', N'shadow', N'on')),
    safe_harbour_prompt_id BIGINT NULL CONSTRAINT fk_campaigns_prompt REFERENCES prompts (id),
    wrap_up_ms BIGINT NOT NULL CONSTRAINT ck_campaigns_wrap_up CHECK (wrap_up_ms BETWEEN 0 AND 600000),
    max_attempts INT NOT NULL CONSTRAINT ck_campaigns_attempts CHECK (max_attempts BETWEEN 1 AND 50),
    connect_limit_ms BIGINT NOT NULL CONSTRAINT ck_campaigns_connect CHECK (connect_limit_ms BETWEEN 0 AND 60000),
    first_started_at BIGINT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version INT NOT NULL CONSTRAINT df_campaigns_version DEFAULT 1
);
CREATE INDEX ix_campaigns_state ON campaigns (state);

CREATE TABLE campaign_lists (
    campaign_id BIGINT NOT NULL CONSTRAINT fk_campaign_lists_campaign REFERENCES campaigns (id) ON DELETE CASCADE,
    list_id BIGINT NOT NULL CONSTRAINT fk_campaign_lists_list REFERENCES lists (id),
    position INT NOT NULL,
    CONSTRAINT pk_campaign_lists PRIMARY KEY (campaign_id, list_id)
);
CREATE INDEX ix_campaign_lists_list ON campaign_lists (list_id);

CREATE TABLE campaign_trunks (
    campaign_id BIGINT NOT NULL CONSTRAINT fk_campaign_trunks_campaign REFERENCES campaigns (id) ON DELETE CASCADE,
    trunk_id BIGINT NOT NULL CONSTRAINT fk_campaign_trunks_trunk REFERENCES trunks (id),
    position INT NOT NULL,
    CONSTRAINT pk_campaign_trunks PRIMARY KEY (campaign_id, trunk_id)
);

-- What a person changed, with the whole campaign as it was afterwards.
CREATE TABLE campaign_history (
    id BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_campaign_history PRIMARY KEY,
    campaign_id BIGINT NOT NULL,
    version INT NOT NULL,
    at BIGINT NOT NULL,
    user_id BIGINT NULL,
    change NVARCHAR(50) NOT NULL,
    snapshot NVARCHAR(MAX) NOT NULL CONSTRAINT ck_campaign_history_snapshot CHECK (ISJSON(snapshot) = 1)
);
CREATE INDEX ix_campaign_history ON campaign_history (campaign_id, id);

-- meaning: sum of contact 1, sale 2, refusal 4, callback 8, doNotCall 16, invalidNumber 32, final 64. campaign_key 0: every campaign.
CREATE TABLE dispositions (
    id BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_dispositions PRIMARY KEY,
    campaign_key BIGINT NOT NULL CONSTRAINT df_dispositions_campaign DEFAULT 0,
    code NVARCHAR(50) NOT NULL,
    name NVARCHAR(200) NOT NULL,
    meaning INT NOT NULL,
    hotkey NVARCHAR(1) NULL,
    retry_after_ms BIGINT NULL,
    created_at BIGINT NOT NULL,
    CONSTRAINT uq_dispositions_code UNIQUE (campaign_key, code)
);
INSERT INTO dispositions (campaign_key, code, name, meaning, hotkey, retry_after_ms, created_at) VALUES
    (0, N'sale', N'Sale', 67, N'1', NULL, 0),
    (0, N'interested', N'Interested', 1, N'2', 86400000, 0),
    (0, N'callback', N'Call back', 9, N'3', 86400000, 0),
    (0, N'notInterested', N'Not interested', 69, N'4', NULL, 0),
    (0, N'doNotCall', N'Do not call', 85, N'5', NULL, 0),
    (0, N'wrongNumber', N'Wrong number', 32, N'6', NULL, 0),
    (0, N'noDecisionMaker', N'Decision maker not there', 1, N'7', 14400000, 0),
    (0, N'language', N'No common language', 1, N'8', 86400000, 0),
    (0, N'voicemail', N'Voicemail', 0, N'9', 14400000, 0);

-- campaign_key 0: the whole company. A prefix blocks every number that begins with it.
CREATE TABLE do_not_call (
    id BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_do_not_call PRIMARY KEY,
    number NVARCHAR(16) NOT NULL CONSTRAINT ck_do_not_call_number CHECK (LEN(number) >= 2),
    kind NVARCHAR(10) NOT NULL CONSTRAINT ck_do_not_call_kind CHECK (kind IN (N'number', N'prefix')),
    campaign_key BIGINT NOT NULL CONSTRAINT df_do_not_call_campaign DEFAULT 0,
    source NVARCHAR(50) NOT NULL,
    reason NVARCHAR(400) NULL,
    call_id CHAR(36) NULL,
    created_by BIGINT NULL,
    created_at BIGINT NOT NULL,
    CONSTRAINT uq_do_not_call UNIQUE (number, kind, campaign_key)
);

CREATE TABLE calls (
    id CHAR(36) NOT NULL CONSTRAINT pk_calls PRIMARY KEY,
    direction NVARCHAR(20) NOT NULL CONSTRAINT ck_calls_direction CHECK (direction IN (N'outbound', N'inbound', N'manual')),
    campaign_id BIGINT NULL CONSTRAINT fk_calls_campaign REFERENCES campaigns (id),
    lead_id BIGINT NULL,
    customer_id BIGINT NULL,
    agent_id BIGINT NULL,
    attempt_id BIGINT NULL,
    number NVARCHAR(20) NOT NULL,
    caller_id NVARCHAR(20) NOT NULL CONSTRAINT df_calls_caller_id DEFAULT N'',
    trunk_id BIGINT NULL CONSTRAINT fk_calls_trunk REFERENCES trunks (id),
    node NVARCHAR(100) NOT NULL,
    started_at BIGINT NOT NULL,
    ringing_at BIGINT NULL,
    answered_at BIGINT NULL,
    connected_at BIGINT NULL,
    ended_at BIGINT NULL,
    ended_by NVARCHAR(20) NULL CONSTRAINT ck_calls_ended_by CHECK (ended_by IN (N'customer', N'agent', N'dialer', N'network')),
    outcome NVARCHAR(30) NULL,
    sip_status INT NULL,
    reason NVARCHAR(400) NULL,
    live_answer BIT NOT NULL CONSTRAINT df_calls_live DEFAULT 0,
    abandoned BIT NOT NULL CONSTRAINT df_calls_abandoned DEFAULT 0,
    wait_ms BIGINT NULL,
    disposition NVARCHAR(50) NULL,
    disposed_at BIGINT NULL,
    disposed_by BIGINT NULL,
    disposition_content NVARCHAR(MAX) NULL,
    notes NVARCHAR(MAX) NULL,
    notes_at BIGINT NULL,
    recording_id CHAR(36) NULL,
    mos FLOAT NULL,
    loss_percent FLOAT NULL,
    jitter_ms FLOAT NULL
);
CREATE INDEX ix_calls_started ON calls (started_at DESC, id DESC);
CREATE INDEX ix_calls_campaign ON calls (campaign_id, started_at DESC, id DESC);
CREATE INDEX ix_calls_agent ON calls (agent_id, started_at DESC, id DESC);
CREATE INDEX ix_calls_lead ON calls (lead_id, started_at DESC);
CREATE INDEX ix_calls_customer ON calls (customer_id, started_at DESC);
CREATE INDEX ix_calls_open ON calls (node) WHERE ended_at IS NULL;
-- The pacing counters of a block.
CREATE INDEX ix_calls_figures ON calls (campaign_id, answered_at) INCLUDE (live_answer, abandoned, connected_at) WHERE answered_at IS NOT NULL;

CREATE TABLE attempts (
    id BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_attempts PRIMARY KEY,
    call_id CHAR(36) NOT NULL CONSTRAINT fk_attempts_call REFERENCES calls (id),
    campaign_id BIGINT NULL,
    lead_id BIGINT NULL,
    customer_id BIGINT NULL,
    number NVARCHAR(20) NOT NULL,
    trunk_id BIGINT NULL,
    caller_id NVARCHAR(20) NOT NULL CONSTRAINT df_attempts_caller_id DEFAULT N'',
    gate_decision_id BIGINT NULL,
    node NVARCHAR(100) NOT NULL,
    opened_at BIGINT NOT NULL,
    invited_at BIGINT NULL,
    ringing_at BIGINT NULL,
    answered_at BIGINT NULL,
    ended_at BIGINT NULL,
    outcome NVARCHAR(30) NULL,
    sip_status INT NULL,
    reason NVARCHAR(400) NULL,
    ended_by NVARCHAR(20) NULL,
    charged BIT NOT NULL CONSTRAINT df_attempts_charged DEFAULT 0
);
CREATE INDEX ix_attempts_call ON attempts (call_id);
CREATE INDEX ix_attempts_lead ON attempts (lead_id, opened_at);
CREATE INDEX ix_attempts_campaign ON attempts (campaign_id, opened_at);
CREATE INDEX ix_attempts_number ON attempts (number, opened_at);
CREATE INDEX ix_attempts_open ON attempts (node) WHERE ended_at IS NULL;

CREATE TABLE call_legs (
    id BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_call_legs PRIMARY KEY,
    call_id CHAR(36) NOT NULL CONSTRAINT fk_call_legs_call REFERENCES calls (id),
    side NVARCHAR(20) NOT NULL CONSTRAINT ck_call_legs_side CHECK (side IN (N'customer', N'agent', N'consultation', N'supervisor')),
    user_id BIGINT NULL,
    remote NVARCHAR(100) NULL,
    local_port INT NULL,
    ssrc BIGINT NULL,
    codec NVARCHAR(30) NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT NULL,
    quality NVARCHAR(MAX) NULL CONSTRAINT ck_call_legs_quality CHECK (quality IS NULL OR ISJSON(quality) = 1)
);
CREATE INDEX ix_call_legs_call ON call_legs (call_id);

CREATE TABLE recordings (
    id CHAR(36) NOT NULL CONSTRAINT pk_recordings PRIMARY KEY,
    call_id CHAR(36) NOT NULL CONSTRAINT fk_recordings_call REFERENCES calls (id),
    path NVARCHAR(400) NOT NULL CONSTRAINT uq_recordings_path UNIQUE,
    state NVARCHAR(20) NOT NULL CONSTRAINT ck_recordings_state CHECK (state IN (N'open', N'closed', N'repaired', N'lost')),
    started_at BIGINT NOT NULL,
    closed_at BIGINT NULL,
    duration_ms BIGINT NULL,
    bytes BIGINT NULL,
    sha256 VARBINARY(32) NULL,
    format NVARCHAR(50) NOT NULL
);
CREATE INDEX ix_recordings_call ON recordings (call_id);
CREATE INDEX ix_recordings_open ON recordings (state, started_at) WHERE state = N'open';

CREATE TABLE callbacks (
    id BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_callbacks PRIMARY KEY,
    lead_id BIGINT NULL CONSTRAINT fk_callbacks_lead REFERENCES leads (id),
    customer_id BIGINT NOT NULL CONSTRAINT fk_callbacks_customer REFERENCES customers (id),
    campaign_id BIGINT NULL CONSTRAINT fk_callbacks_campaign REFERENCES campaigns (id),
    number NVARCHAR(20) NOT NULL,
    due_at BIGINT NOT NULL,
    owner_id BIGINT NULL,
    state NVARCHAR(20) NOT NULL CONSTRAINT ck_callbacks_state CHECK (state IN (N'open', N'done', N'cancelled')),
    call_id CHAR(36) NULL,
    done_call_id CHAR(36) NULL,
    created_by BIGINT NULL,
    created_at BIGINT NOT NULL,
    ended_at BIGINT NULL
);
CREATE INDEX ix_callbacks_due ON callbacks (due_at, id) WHERE state = N'open';
CREATE INDEX ix_callbacks_owner ON callbacks (owner_id, due_at) WHERE state = N'open';
CREATE INDEX ix_callbacks_lead ON callbacks (lead_id) WHERE state = N'open';
CREATE INDEX ix_callbacks_call ON callbacks (call_id);

-- Append-only: hash = SHA-256(previous hash || canonical row), see GateLog. The application's role gets INSERT and SELECT only.
CREATE TABLE gate_decisions (
    id BIGINT NOT NULL CONSTRAINT pk_gate_decisions PRIMARY KEY,
    at BIGINT NOT NULL,
    origin NVARCHAR(30) NOT NULL,
    campaign_id BIGINT NULL,
    lead_id BIGINT NULL,
    number NVARCHAR(20) NOT NULL,
    allowed BIT NOT NULL,
    reasons NVARCHAR(MAX) NOT NULL,
    facts NVARCHAR(MAX) NOT NULL,
    previous_hash VARBINARY(32) NOT NULL,
    hash VARBINARY(32) NOT NULL
);
CREATE INDEX ix_gate_decisions_lead ON gate_decisions (lead_id, id);

-- A node's name belongs to one running process at a time: closing what an earlier process left is safe only for its owner.
CREATE TABLE dialer_nodes (
    name NVARCHAR(100) NOT NULL CONSTRAINT pk_dialer_nodes PRIMARY KEY,
    holder CHAR(36) NOT NULL,
    held_until BIGINT NOT NULL,
    started_at BIGINT NOT NULL
);
GO
CREATE TRIGGER gate_decisions_append_only ON gate_decisions AFTER UPDATE, DELETE
AS
BEGIN
    SET NOCOUNT ON;
    THROW 50001, 'gate_decisions is append-only', 1;
END;
GO
