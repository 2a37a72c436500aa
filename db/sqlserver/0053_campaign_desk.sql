-- timetable: hours, holidays and period in the customer's own time (CampaignTimetable). caller_ids: further numbers to show, in rotation after caller_id.
ALTER TABLE campaigns ADD
    archived_at BIGINT NULL,
    timetable NVARCHAR(MAX) NOT NULL CONSTRAINT df_campaigns_timetable DEFAULT '{}' CONSTRAINT ck_campaigns_timetable CHECK (ISJSON(timetable) = 1),
    caller_ids NVARCHAR(MAX) NOT NULL CONSTRAINT df_campaigns_caller_ids DEFAULT '[]' CONSTRAINT ck_campaigns_caller_ids CHECK (ISJSON(caller_ids) = 1);
-- How many of a list's leads were tried; costs an import nothing.
CREATE INDEX ix_leads_tried ON leads (list_id) WHERE last_attempt_at IS NOT NULL;
-- A campaign's results by disposition.
CREATE INDEX ix_calls_verdicts ON calls (campaign_id, disposition) WHERE disposition IS NOT NULL;
