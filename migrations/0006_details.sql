-- What products write beside a status code, rebuilt from the YAML as the entries are.
BEGIN IMMEDIATE;

CREATE TABLE detail (
    position INTEGER PRIMARY KEY, -- the order of the file
    document TEXT NOT NULL CHECK (json_valid(document))
) STRICT;

PRAGMA user_version = 6;
COMMIT;
