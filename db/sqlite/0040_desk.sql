-- note_times: for each line of the notes the milliseconds since the answer at which it first appeared, as a JSON array. notes_revision rises with every save.
ALTER TABLE calls ADD COLUMN note_times TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(note_times));
ALTER TABLE calls ADD COLUMN notes_revision INTEGER NOT NULL DEFAULT 0;
-- Which promise a call kept: asked for every screen and for an agent's figures of the day.
CREATE INDEX ix_callbacks_done ON callbacks (done_call_id);
