-- The gate asks for each batch whether one of its numbers was abandoned lately (US, UK: no call for 72 hours).
CREATE INDEX ix_calls_abandoned ON calls (number, answered_at) WHERE abandoned = 1;
