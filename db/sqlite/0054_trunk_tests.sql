-- caller_ids: numbers the carrier lets us show; none: any. last_test: how the last test call ended (TrunkTest).
ALTER TABLE trunks ADD COLUMN caller_ids TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(caller_ids));
ALTER TABLE trunks ADD COLUMN last_test TEXT CHECK (last_test IS NULL OR json_valid(last_test));
-- position: order on the agent's screen. An archived one is no longer offered; calls that have it keep it.
ALTER TABLE dispositions ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dispositions ADD COLUMN archived_at INTEGER;
ALTER TABLE dispositions ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
