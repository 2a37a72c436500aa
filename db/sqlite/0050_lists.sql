-- An archived list is kept and shown, and not dialled.
ALTER TABLE lists ADD COLUMN archived_at INTEGER;

-- A file that arrived and waits for its mapping. stored_path: the text that is read, original_path: as it came, of a workbook only.
CREATE TABLE staged_files (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    list_id INTEGER NOT NULL REFERENCES lists (id) ON DELETE CASCADE,
    file_name TEXT NOT NULL,
    stored_path TEXT NOT NULL,
    original_path TEXT,
    bytes INTEGER NOT NULL,
    sheet TEXT,
    sheets TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(sheets)),
    created_by INTEGER,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX ix_staged_files_created ON staged_files (created_at);
CREATE INDEX ix_staged_files_list ON staged_files (list_id);

-- How the columns of files with these headings were mapped last; heading_key is a hash of the headings.
CREATE TABLE mapping_templates (
    heading_key TEXT NOT NULL PRIMARY KEY,
    mapping TEXT NOT NULL CHECK (json_valid(mapping)),
    used_by INTEGER,
    used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Lists of leads page by key within a state; names are looked up by their beginning.
CREATE INDEX ix_leads_state ON leads (list_id, state, id);
CREATE INDEX ix_customers_name ON customers (full_name COLLATE NOCASE, id) WHERE full_name <> '';
CREATE INDEX ix_customers_last_name ON customers (last_name COLLATE NOCASE, id) WHERE last_name <> '';
CREATE INDEX ix_customers_company ON customers (company COLLATE NOCASE, id) WHERE company <> '';

-- The few prefixes are read whole by every batch of an import.
CREATE INDEX ix_do_not_call_prefix ON do_not_call (campaign_key, number) WHERE kind = 'prefix';
