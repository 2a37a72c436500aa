-- Times are UTC in Unix milliseconds, durations in milliseconds, flags 0 or 1, words as in the API (camelCase), lists and fields as JSON.
-- Users live in a later script: columns that name one carry no foreign key.

CREATE TABLE customers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'company')),
    full_name TEXT NOT NULL DEFAULT '',
    first_name TEXT NOT NULL DEFAULT '',
    last_name TEXT NOT NULL DEFAULT '',
    company TEXT NOT NULL DEFAULT '',
    email TEXT,
    language TEXT,
    time_zone TEXT,
    segment TEXT,
    owner TEXT,
    external_id TEXT,
    note TEXT,
    custom TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(custom)),
    consent TEXT NOT NULL DEFAULT 'unknown' CHECK (consent IN ('unknown', 'given', 'withdrawn')),
    consent_source TEXT,
    consent_at INTEGER,
    created_by_upload INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX ix_customers_external ON customers (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX ix_customers_upload ON customers (created_by_upload) WHERE created_by_upload IS NOT NULL;

CREATE TABLE customer_numbers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    number TEXT NOT NULL CHECK (length(number) BETWEEN 4 AND 16),
    type TEXT NOT NULL DEFAULT 'unknown',
    position INTEGER NOT NULL,
    country TEXT,
    time_zones TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(time_zones)),
    valid INTEGER NOT NULL DEFAULT 1 CHECK (valid IN (0, 1)),
    created_at INTEGER NOT NULL,
    UNIQUE (customer_id, position)
) STRICT;
CREATE INDEX ix_customer_numbers_number ON customer_numbers (number, customer_id);

CREATE TABLE lists (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    default_country TEXT NOT NULL,
    fields TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(fields)),
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE uploads (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    list_id INTEGER NOT NULL REFERENCES lists (id),
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled', 'undone')),
    file_name TEXT NOT NULL,
    stored_path TEXT,
    mapping TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(mapping)),
    encoding TEXT,
    separator TEXT,
    duplicates TEXT NOT NULL DEFAULT 'skip' CHECK (duplicates IN ('skip', 'update', 'merge')),
    duplicate_scope TEXT NOT NULL DEFAULT 'list' CHECK (duplicate_scope IN ('file', 'list', 'campaign', 'all')),
    dry_run INTEGER NOT NULL DEFAULT 0 CHECK (dry_run IN (0, 1)),
    row_count INTEGER NOT NULL DEFAULT 0,
    inserted_count INTEGER NOT NULL DEFAULT 0,
    updated_count INTEGER NOT NULL DEFAULT 0,
    duplicate_count INTEGER NOT NULL DEFAULT 0,
    rejected_count INTEGER NOT NULL DEFAULT 0,
    do_not_call_count INTEGER NOT NULL DEFAULT 0,
    progress REAL NOT NULL DEFAULT 0,
    error TEXT,
    cancel_asked INTEGER NOT NULL DEFAULT 0 CHECK (cancel_asked IN (0, 1)),
    columns TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(columns)),
    created_by INTEGER,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    finished_at INTEGER
) STRICT;
CREATE INDEX ix_uploads_list ON uploads (list_id, id);
CREATE INDEX ix_uploads_open ON uploads (state, id) WHERE state IN ('queued', 'running');

CREATE TABLE upload_rejects (
    upload_id INTEGER NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
    row_number INTEGER NOT NULL,
    code TEXT NOT NULL,
    reason TEXT NOT NULL,
    columns TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (upload_id, row_number)
) STRICT, WITHOUT ROWID;

-- staged = 1 while the lead's upload is not complete: it is not dialled. callback_owner: an agent's own call-back is not taken by the hopper.
CREATE TABLE leads (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    list_id INTEGER NOT NULL REFERENCES lists (id),
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    number_id INTEGER NOT NULL REFERENCES customer_numbers (id),
    upload_id INTEGER REFERENCES uploads (id),
    priority INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'dialable' CHECK (state IN
        ('dialable', 'dialing', 'awaitingDisposition', 'callback', 'done', 'badNumber', 'doNotCall', 'removed')),
    staged INTEGER NOT NULL DEFAULT 0 CHECK (staged IN (0, 1)),
    next_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    last_outcome TEXT,
    last_disposition TEXT,
    last_attempt_at INTEGER,
    callback_owner INTEGER,
    claimed_by TEXT,
    claimed_until INTEGER,
    custom TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(custom)),
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (list_id, customer_id)
) STRICT;
-- The next lead of a list: holds only leads that can be claimed at all, in the order in which they are; a claim does not change it.
CREATE INDEX ix_leads_next ON leads (list_id, priority DESC, next_at, id)
    WHERE state IN ('dialable', 'callback') AND staged = 0 AND callback_owner IS NULL;
CREATE INDEX ix_leads_counts ON leads (list_id, state, next_at, claimed_until);
CREATE INDEX ix_leads_customer ON leads (customer_id);
CREATE INDEX ix_leads_number ON leads (number_id);
CREATE INDEX ix_leads_upload ON leads (upload_id, id);
CREATE INDEX ix_leads_claimed ON leads (claimed_by) WHERE claimed_by IS NOT NULL;

CREATE TABLE prompts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    format TEXT NOT NULL CHECK (format IN ('muLaw8k', 'wav')),
    audio BLOB NOT NULL,
    duration_ms INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER
) STRICT;

CREATE TABLE trunks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    host TEXT NOT NULL,
    port INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),
    transport TEXT NOT NULL CHECK (transport IN ('udp', 'tcp', 'tls')),
    user_name TEXT,
    password BLOB,
    register INTEGER NOT NULL DEFAULT 0 CHECK (register IN (0, 1)),
    max_channels INTEGER NOT NULL CHECK (max_channels BETWEEN 1 AND 5000),
    calls_per_second REAL NOT NULL CHECK (calls_per_second BETWEEN 0.1 AND 500),
    codecs TEXT NOT NULL CHECK (json_valid(codecs)),
    priority INTEGER NOT NULL DEFAULT 1,
    enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE campaigns (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    mode TEXT NOT NULL CHECK (mode IN ('manual', 'preview', 'progressive', 'agentFirst', 'ratio', 'predictive')),
    ratio REAL NOT NULL CHECK (ratio BETWEEN 1 AND 8),
    state TEXT NOT NULL DEFAULT 'stopped' CHECK (state IN ('stopped', 'running', 'paused')),
    state_changed_at INTEGER,
    caller_id TEXT NOT NULL,
    ring_timeout_ms INTEGER NOT NULL CHECK (ring_timeout_ms BETWEEN 15000 AND 120000),
    rule_set TEXT NOT NULL,
    abandon_limit REAL NOT NULL CHECK (abandon_limit BETWEEN 0 AND 0.05),
    amd TEXT NOT NULL CHECK (amd IN ('off', 'shadow', 'on')),
    safe_harbour_prompt_id INTEGER REFERENCES prompts (id),
    wrap_up_ms INTEGER NOT NULL CHECK (wrap_up_ms BETWEEN 0 AND 600000),
    max_attempts INTEGER NOT NULL CHECK (max_attempts BETWEEN 1 AND 50),
    connect_limit_ms INTEGER NOT NULL CHECK (connect_limit_ms BETWEEN 0 AND 60000),
    first_started_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX ix_campaigns_state ON campaigns (state);

CREATE TABLE campaign_lists (
    campaign_id INTEGER NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
    list_id INTEGER NOT NULL REFERENCES lists (id),
    position INTEGER NOT NULL,
    PRIMARY KEY (campaign_id, list_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ix_campaign_lists_list ON campaign_lists (list_id);

CREATE TABLE campaign_trunks (
    campaign_id INTEGER NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
    trunk_id INTEGER NOT NULL REFERENCES trunks (id),
    position INTEGER NOT NULL,
    PRIMARY KEY (campaign_id, trunk_id)
) STRICT, WITHOUT ROWID;

-- What a person changed, with the whole campaign as it was afterwards.
CREATE TABLE campaign_history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    campaign_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    user_id INTEGER,
    change TEXT NOT NULL,
    snapshot TEXT NOT NULL CHECK (json_valid(snapshot))
) STRICT;
CREATE INDEX ix_campaign_history ON campaign_history (campaign_id, id);

-- meaning: sum of contact 1, sale 2, refusal 4, callback 8, doNotCall 16, invalidNumber 32, final 64. campaign_key 0: every campaign.
CREATE TABLE dispositions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    campaign_key INTEGER NOT NULL DEFAULT 0,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    meaning INTEGER NOT NULL,
    hotkey TEXT,
    retry_after_ms INTEGER,
    created_at INTEGER NOT NULL,
    UNIQUE (campaign_key, code)
) STRICT;
INSERT INTO dispositions (campaign_key, code, name, meaning, hotkey, retry_after_ms, created_at) VALUES
    (0, 'sale', 'Sale', 67, '1', NULL, 0),
    (0, 'interested', 'Interested', 1, '2', 86400000, 0),
    (0, 'callback', 'Call back', 9, '3', 86400000, 0),
    (0, 'notInterested', 'Not interested', 69, '4', NULL, 0),
    (0, 'doNotCall', 'Do not call', 85, '5', NULL, 0),
    (0, 'wrongNumber', 'Wrong number', 32, '6', NULL, 0),
    (0, 'noDecisionMaker', 'Decision maker not there', 1, '7', 14400000, 0),
    (0, 'language', 'No common language', 1, '8', 86400000, 0),
    (0, 'voicemail', 'Voicemail', 0, '9', 14400000, 0);

-- campaign_key 0: the whole company. A prefix blocks every number that begins with it.
CREATE TABLE do_not_call (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number TEXT NOT NULL CHECK (length(number) BETWEEN 2 AND 16),
    kind TEXT NOT NULL CHECK (kind IN ('number', 'prefix')),
    campaign_key INTEGER NOT NULL DEFAULT 0,
    source TEXT NOT NULL,
    reason TEXT,
    call_id TEXT,
    created_by INTEGER,
    created_at INTEGER NOT NULL,
    UNIQUE (number, kind, campaign_key)
) STRICT;

CREATE TABLE calls (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    direction TEXT NOT NULL CHECK (direction IN ('outbound', 'inbound', 'manual')),
    campaign_id INTEGER REFERENCES campaigns (id),
    lead_id INTEGER,
    customer_id INTEGER,
    agent_id INTEGER,
    attempt_id INTEGER,
    number TEXT NOT NULL,
    caller_id TEXT NOT NULL DEFAULT '',
    trunk_id INTEGER REFERENCES trunks (id),
    node TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ringing_at INTEGER,
    answered_at INTEGER,
    connected_at INTEGER,
    ended_at INTEGER,
    ended_by TEXT CHECK (ended_by IN ('customer', 'agent', 'dialer', 'network')),
    outcome TEXT,
    sip_status INTEGER,
    reason TEXT,
    live_answer INTEGER NOT NULL DEFAULT 0 CHECK (live_answer IN (0, 1)),
    abandoned INTEGER NOT NULL DEFAULT 0 CHECK (abandoned IN (0, 1)),
    wait_ms INTEGER,
    disposition TEXT,
    disposed_at INTEGER,
    disposed_by INTEGER,
    disposition_content TEXT,
    notes TEXT,
    notes_at INTEGER,
    recording_id TEXT,
    mos REAL,
    loss_percent REAL,
    jitter_ms REAL
) STRICT;
CREATE INDEX ix_calls_started ON calls (started_at DESC, id DESC);
CREATE INDEX ix_calls_campaign ON calls (campaign_id, started_at DESC, id DESC);
CREATE INDEX ix_calls_agent ON calls (agent_id, started_at DESC, id DESC);
CREATE INDEX ix_calls_lead ON calls (lead_id, started_at DESC);
CREATE INDEX ix_calls_customer ON calls (customer_id, started_at DESC);
CREATE INDEX ix_calls_open ON calls (node) WHERE ended_at IS NULL;
-- The pacing counters of a block.
CREATE INDEX ix_calls_figures ON calls (campaign_id, answered_at, live_answer, abandoned, connected_at) WHERE answered_at IS NOT NULL;

CREATE TABLE attempts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    call_id TEXT NOT NULL REFERENCES calls (id),
    campaign_id INTEGER,
    lead_id INTEGER,
    customer_id INTEGER,
    number TEXT NOT NULL,
    trunk_id INTEGER,
    caller_id TEXT NOT NULL DEFAULT '',
    gate_decision_id INTEGER,
    node TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    invited_at INTEGER,
    ringing_at INTEGER,
    answered_at INTEGER,
    ended_at INTEGER,
    outcome TEXT,
    sip_status INTEGER,
    reason TEXT,
    ended_by TEXT,
    charged INTEGER NOT NULL DEFAULT 0 CHECK (charged IN (0, 1))
) STRICT;
CREATE INDEX ix_attempts_call ON attempts (call_id);
CREATE INDEX ix_attempts_lead ON attempts (lead_id, opened_at);
CREATE INDEX ix_attempts_campaign ON attempts (campaign_id, opened_at);
CREATE INDEX ix_attempts_number ON attempts (number, opened_at);
CREATE INDEX ix_attempts_open ON attempts (node) WHERE ended_at IS NULL;

CREATE TABLE call_legs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    call_id TEXT NOT NULL REFERENCES calls (id),
    side TEXT NOT NULL CHECK (side IN ('customer', 'agent', 'consultation', 'supervisor')),
    user_id INTEGER,
    remote TEXT,
    local_port INTEGER,
    ssrc INTEGER,
    codec TEXT,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    quality TEXT CHECK (quality IS NULL OR json_valid(quality))
) STRICT;
CREATE INDEX ix_call_legs_call ON call_legs (call_id);

CREATE TABLE recordings (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    call_id TEXT NOT NULL REFERENCES calls (id),
    path TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'repaired', 'lost')),
    started_at INTEGER NOT NULL,
    closed_at INTEGER,
    duration_ms INTEGER,
    bytes INTEGER,
    sha256 BLOB CHECK (sha256 IS NULL OR length(sha256) = 32),
    format TEXT NOT NULL
) STRICT;
CREATE INDEX ix_recordings_call ON recordings (call_id);
CREATE INDEX ix_recordings_open ON recordings (state, started_at) WHERE state = 'open';

CREATE TABLE callbacks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    lead_id INTEGER REFERENCES leads (id),
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    campaign_id INTEGER REFERENCES campaigns (id),
    number TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    owner_id INTEGER,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'cancelled')),
    call_id TEXT,
    done_call_id TEXT,
    created_by INTEGER,
    created_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE INDEX ix_callbacks_due ON callbacks (due_at, id) WHERE state = 'open';
CREATE INDEX ix_callbacks_owner ON callbacks (owner_id, due_at) WHERE state = 'open';
CREATE INDEX ix_callbacks_lead ON callbacks (lead_id) WHERE state = 'open';
CREATE INDEX ix_callbacks_call ON callbacks (call_id);

-- Append-only: hash = SHA-256(previous hash || canonical row), see GateLog.
CREATE TABLE gate_decisions (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    origin TEXT NOT NULL,
    campaign_id INTEGER,
    lead_id INTEGER,
    number TEXT NOT NULL,
    allowed INTEGER NOT NULL CHECK (allowed IN (0, 1)),
    reasons TEXT NOT NULL,
    facts TEXT NOT NULL,
    previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX ix_gate_decisions_lead ON gate_decisions (lead_id, id);
CREATE TRIGGER gate_decisions_no_update BEFORE UPDATE ON gate_decisions
BEGIN
    SELECT RAISE(ABORT, 'gate_decisions is append-only');
END;
CREATE TRIGGER gate_decisions_no_delete BEFORE DELETE ON gate_decisions
BEGIN
    SELECT RAISE(ABORT, 'gate_decisions is append-only');
END;

-- A node's name belongs to one running process at a time: closing what an earlier process left is safe only for its owner.
CREATE TABLE dialer_nodes (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    held_until INTEGER NOT NULL,
    started_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
