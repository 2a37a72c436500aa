-- An archived list is kept and shown, and not dialled.
ALTER TABLE lists ADD archived_at BIGINT NULL;

-- A file that arrived and waits for its mapping. stored_path: the text that is read, original_path: as it came, of a workbook only.
CREATE TABLE staged_files (
    id BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_staged_files PRIMARY KEY,
    list_id BIGINT NOT NULL CONSTRAINT fk_staged_files_list REFERENCES lists (id) ON DELETE CASCADE,
    file_name NVARCHAR(260) NOT NULL,
    stored_path NVARCHAR(260) NOT NULL,
    original_path NVARCHAR(260) NULL,
    bytes BIGINT NOT NULL,
    sheet NVARCHAR(200) NULL,
    sheets NVARCHAR(MAX) NOT NULL CONSTRAINT df_staged_files_sheets DEFAULT N'[]' CONSTRAINT ck_staged_files_sheets CHECK (ISJSON(sheets) = 1),
    created_by BIGINT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX ix_staged_files_created ON staged_files (created_at);
CREATE INDEX ix_staged_files_list ON staged_files (list_id);

-- How the columns of files with these headings were mapped last; heading_key is a hash of the headings.
CREATE TABLE mapping_templates (
    heading_key NVARCHAR(64) NOT NULL CONSTRAINT pk_mapping_templates PRIMARY KEY,
    mapping NVARCHAR(MAX) NOT NULL CONSTRAINT ck_mapping_templates_mapping CHECK (ISJSON(mapping) = 1),
    used_by BIGINT NULL,
    used_at BIGINT NOT NULL
);

-- Lists of leads page by key within a state; names are looked up by their beginning.
CREATE INDEX ix_leads_state ON leads (list_id, state, id);
CREATE INDEX ix_customers_name ON customers (full_name, id) WHERE full_name <> N'';
CREATE INDEX ix_customers_last_name ON customers (last_name, id) WHERE last_name <> N'';
CREATE INDEX ix_customers_company ON customers (company, id) WHERE company <> N'';

-- The few prefixes are read whole by every batch of an import.
CREATE INDEX ix_do_not_call_prefix ON do_not_call (campaign_key, number) WHERE kind = N'prefix';
