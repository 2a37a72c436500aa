-- Calls found by the end of a number ("555 0142"), by its beginning, by customer's name, by result. SQLite has no REVERSE: the digits are turned by hand.
ALTER TABLE calls ADD COLUMN number_tail TEXT GENERATED ALWAYS AS (
    substr(number, 16, 1) || substr(number, 15, 1) || substr(number, 14, 1) || substr(number, 13, 1)
    || substr(number, 12, 1) || substr(number, 11, 1) || substr(number, 10, 1) || substr(number, 9, 1)
    || substr(number, 8, 1) || substr(number, 7, 1) || substr(number, 6, 1) || substr(number, 5, 1)
    || substr(number, 4, 1) || substr(number, 3, 1) || substr(number, 2, 1) || substr(number, 1, 1)) VIRTUAL;
CREATE INDEX ix_calls_tail ON calls (number_tail);
CREATE INDEX ix_calls_number ON calls (number);
CREATE INDEX ix_calls_disposition ON calls (disposition, started_at DESC, id DESC) WHERE disposition IS NOT NULL;
CREATE INDEX ix_calls_outcome ON calls (outcome, started_at DESC, id DESC) WHERE outcome IS NOT NULL;
