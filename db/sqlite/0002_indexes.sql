-- Look-ups that the first months' tables would make slow: a correction's do-not-call entry, a customer's promises, the figures of the "why" panel
-- (covering, so that counting a list of a million leads reads the index alone).
CREATE INDEX ix_do_not_call_call ON do_not_call (call_id) WHERE call_id IS NOT NULL;
CREATE INDEX ix_callbacks_customer ON callbacks (customer_id);
DROP INDEX ix_leads_counts;
CREATE INDEX ix_leads_counts ON leads (list_id, state, next_at, claimed_until, staged, callback_owner);
