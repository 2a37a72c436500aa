-- caller_ids: numbers the carrier lets us show; none: any. last_test: how the last test call ended (TrunkTest).
ALTER TABLE trunks ADD
    caller_ids NVARCHAR(MAX) NOT NULL CONSTRAINT df_trunks_caller_ids DEFAULT '[]' CONSTRAINT ck_trunks_caller_ids CHECK (ISJSON(caller_ids) = 1),
    last_test NVARCHAR(MAX) NULL CONSTRAINT ck_trunks_last_test CHECK (last_test IS NULL OR ISJSON(last_test) = 1);
-- position: order on the agent's screen. An archived one is no longer offered; calls that have it keep it.
ALTER TABLE dispositions ADD
    position INT NOT NULL CONSTRAINT df_dispositions_position DEFAULT 0,
    archived_at BIGINT NULL,
    version INT NOT NULL CONSTRAINT df_dispositions_version DEFAULT 1;
