-- Which row of its upload made a customer; maps the keys of a batch that is inserted as one statement.
ALTER TABLE customers ADD upload_row bigint NULL;

-- Rows that went in without a cell that could not be used.
ALTER TABLE uploads ADD warning_count bigint NOT NULL CONSTRAINT df_uploads_warning_count DEFAULT 0;

-- What an upload changed in customers and leads that were there before, so that it can be undone.
-- version_after: the customer is put back only while nobody changed it since.
CREATE TABLE upload_changes (
    id bigint IDENTITY(1,1) NOT NULL CONSTRAINT pk_upload_changes PRIMARY KEY,
    upload_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    lead_id bigint NULL,
    version_after bigint NOT NULL,
    customer_before nvarchar(max) NOT NULL,
    lead_custom_before nvarchar(max) NULL,
    lead_custom_after nvarchar(max) NULL,
    added_numbers nvarchar(max) NOT NULL CONSTRAINT df_upload_changes_numbers DEFAULT '[]',
    CONSTRAINT fk_upload_changes_upload FOREIGN KEY (upload_id) REFERENCES uploads (id)
);
CREATE INDEX ix_upload_changes_upload ON upload_changes (upload_id, id);
