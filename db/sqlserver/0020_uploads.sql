-- Which row of its upload made a customer; maps the keys of a batch that is inserted as one statement.
ALTER TABLE customers ADD upload_row BIGINT NULL;

-- Rows that went in without a cell that could not be used.
ALTER TABLE uploads ADD warning_count BIGINT NOT NULL CONSTRAINT df_uploads_warning_count DEFAULT 0;

-- What an upload changed in customers and leads that were there before, so that it can be undone.
-- version_after: the customer is put back only while nobody changed it since.
CREATE TABLE upload_changes (
    id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT pk_upload_changes PRIMARY KEY,
    upload_id BIGINT NOT NULL,
    customer_id BIGINT NOT NULL,
    lead_id BIGINT NULL,
    version_after BIGINT NOT NULL,
    customer_before NVARCHAR(MAX) NOT NULL,
    lead_custom_before NVARCHAR(MAX) NULL,
    lead_custom_after NVARCHAR(MAX) NULL,
    added_numbers NVARCHAR(MAX) NOT NULL CONSTRAINT df_upload_changes_numbers DEFAULT '[]',
    CONSTRAINT fk_upload_changes_upload FOREIGN KEY (upload_id) REFERENCES uploads (id)
);
CREATE INDEX ix_upload_changes_upload ON upload_changes (upload_id, id);
