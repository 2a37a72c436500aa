-- Look-ups that the first months' tables would make slow: a correction's do-not-call entry, a customer's promises. (The counts' index covers
-- its query here since 0001.)
CREATE INDEX ix_do_not_call_call ON do_not_call (call_id) WHERE call_id IS NOT NULL;
CREATE INDEX ix_callbacks_customer ON callbacks (customer_id);
