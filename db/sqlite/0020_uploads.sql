-- Which row of its upload made a customer; maps the keys of a batch that is inserted as one statement.
ALTER TABLE customers ADD COLUMN upload_row INTEGER;

-- Rows that went in without a cell that could not be used.
ALTER TABLE uploads ADD COLUMN warning_count INTEGER NOT NULL DEFAULT 0;

-- What an upload changed in customers and leads that were there before, so that it can be undone.
-- version_after: the customer is put back only while nobody changed it since.
CREATE TABLE upload_changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    upload_id INTEGER NOT NULL REFERENCES uploads (id),
    customer_id INTEGER NOT NULL,
    lead_id INTEGER,
    version_after INTEGER NOT NULL,
    customer_before TEXT NOT NULL CHECK (json_valid(customer_before)),
    lead_custom_before TEXT,
    lead_custom_after TEXT,
    added_numbers TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(added_numbers))
) STRICT;
CREATE INDEX ix_upload_changes_upload ON upload_changes (upload_id, id);
