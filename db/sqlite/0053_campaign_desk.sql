-- timetable: hours, holidays and period in the customer's own time (CampaignTimetable). caller_ids: further numbers to show, in rotation after caller_id.
ALTER TABLE campaigns ADD COLUMN archived_at INTEGER;
ALTER TABLE campaigns ADD COLUMN timetable TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(timetable));
ALTER TABLE campaigns ADD COLUMN caller_ids TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(caller_ids));
-- How many of a list's leads were tried; costs an import nothing.
CREATE INDEX ix_leads_tried ON leads (list_id) WHERE last_attempt_at IS NOT NULL;
-- A campaign's results by disposition.
CREATE INDEX ix_calls_verdicts ON calls (campaign_id, disposition) WHERE disposition IS NOT NULL;
