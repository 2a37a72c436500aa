-- The live board counts the day by agents every few seconds: from this index alone.
CREATE INDEX ix_calls_day ON calls (connected_at) INCLUDE (agent_id, campaign_id, ended_at, disposition, disposed_at, mos) WHERE connected_at IS NOT NULL;
