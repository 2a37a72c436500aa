-- note_times: for each line of the notes the milliseconds since the answer at which it first appeared, as a JSON array. notes_revision rises with every save.
ALTER TABLE calls ADD
    note_times NVARCHAR(MAX) NOT NULL CONSTRAINT df_calls_note_times DEFAULT '[]' CONSTRAINT ck_calls_note_times CHECK (ISJSON(note_times) = 1),
    notes_revision INT NOT NULL CONSTRAINT df_calls_notes_revision DEFAULT 0;
-- Which promise a call kept: asked for every screen and for an agent's figures of the day.
CREATE INDEX ix_callbacks_done ON callbacks (done_call_id);
