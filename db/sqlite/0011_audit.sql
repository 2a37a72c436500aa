-- Append-only and hash-chained (H-A4): row_hash = SHA-256(previous_hash and the row), previous_hash is the row_hash of seq - 1.
CREATE TABLE audit_log (
    seq INTEGER NOT NULL PRIMARY KEY,
    happened_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action_name TEXT NOT NULL,
    subject TEXT NOT NULL,
    details TEXT NOT NULL,
    remote_address TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    row_hash TEXT NOT NULL
) STRICT;

CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
BEGIN
    SELECT RAISE(ABORT, 'audit_log is append-only');
END;

CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
BEGIN
    SELECT RAISE(ABORT, 'audit_log is append-only');
END;
