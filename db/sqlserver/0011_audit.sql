-- Append-only and hash-chained (H-A4): row_hash = SHA-256(previous_hash and the row), previous_hash is the row_hash of seq - 1.
CREATE TABLE audit_log (
    seq BIGINT NOT NULL CONSTRAINT pk_audit_log PRIMARY KEY,
    happened_at BIGINT NOT NULL,
    actor NVARCHAR(200) NOT NULL,
    action_name VARCHAR(60) NOT NULL,
    subject NVARCHAR(200) NOT NULL,
    details NVARCHAR(MAX) NOT NULL,
    remote_address VARCHAR(64) NOT NULL,
    previous_hash VARCHAR(64) NOT NULL,
    row_hash VARCHAR(64) NOT NULL
);
GO
CREATE TRIGGER tr_audit_log_append_only ON audit_log AFTER UPDATE, DELETE AS
BEGIN
    THROW 50001, 'audit_log is append-only', 1;
END;
