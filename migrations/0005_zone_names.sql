-- What people call time zones, rebuilt from the YAML as the entries are.
BEGIN IMMEDIATE;

CREATE TABLE zone_names (
    id INTEGER PRIMARY KEY CHECK (id = 1), -- one row: the whole file
    document TEXT NOT NULL CHECK (json_valid(document))
) STRICT;

PRAGMA user_version = 5;
COMMIT;
