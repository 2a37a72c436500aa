-- The foreign key of a promise, asked for each lead that an undone upload removes (ix_callbacks_lead holds open ones only).
CREATE INDEX ix_callbacks_of_lead ON callbacks (lead_id);
