-- Whether a trunk was ever used: asked when it is deleted.
CREATE INDEX ix_calls_trunk ON calls (trunk_id);
