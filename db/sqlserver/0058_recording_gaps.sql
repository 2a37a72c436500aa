-- Stretches without sound on purpose or for want of disk: [{"fromMs", "toMs", "reason"}], milliseconds from the recording's beginning.
ALTER TABLE recordings ADD gaps NVARCHAR(MAX) NOT NULL CONSTRAINT df_recordings_gaps DEFAULT N'[]' CONSTRAINT ck_recordings_gaps CHECK (ISJSON(gaps) = 1);
