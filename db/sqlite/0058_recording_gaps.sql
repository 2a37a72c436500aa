-- Stretches without sound on purpose or for want of disk: [{"fromMs", "toMs", "reason"}], milliseconds from the recording's beginning.
ALTER TABLE recordings ADD COLUMN gaps TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(gaps));
