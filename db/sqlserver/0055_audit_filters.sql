-- The audit log by who, what and to what, newest first.
CREATE INDEX ix_audit_log_actor ON audit_log (actor, seq);
CREATE INDEX ix_audit_log_action ON audit_log (action_name, seq);
CREATE INDEX ix_audit_log_subject ON audit_log (subject, seq);
