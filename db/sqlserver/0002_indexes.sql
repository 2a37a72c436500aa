-- Look-ups that the first months' tables would make slow: a correction's do-not-call entry, a customer's promises. (The counts' index covers
-- its query here since 0001.)
CREATE INDEX ix_do_not_call_call ON do_not_call (call_id) WHERE call_id IS NOT NULL;
CREATE INDEX ix_callbacks_customer ON callbacks (customer_id);
-- The foreign key of a promise, asked for each lead that an undone upload removes (ix_callbacks_lead holds open ones only).
CREATE INDEX ix_callbacks_of_lead ON callbacks (lead_id);
