-- Calls found by the end of a number ("555 0142"), by its beginning, by customer's name, by result.
ALTER TABLE calls ADD number_tail AS REVERSE(number) PERSISTED;
GO
CREATE INDEX ix_calls_tail ON calls (number_tail);
CREATE INDEX ix_calls_number ON calls (number);
CREATE INDEX ix_calls_disposition ON calls (disposition, started_at DESC, id DESC) WHERE disposition IS NOT NULL;
CREATE INDEX ix_calls_outcome ON calls (outcome, started_at DESC, id DESC) WHERE outcome IS NOT NULL;
