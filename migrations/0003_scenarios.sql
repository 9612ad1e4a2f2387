-- The quiz's situations, rebuilt from the YAML as the entries are. No score refers to them: a
-- question is kept as it was asked.
BEGIN IMMEDIATE;

CREATE TABLE scenario (
    position INTEGER PRIMARY KEY, -- the order of the file
    document TEXT NOT NULL CHECK (json_valid(document))
) STRICT;

PRAGMA user_version = 3;
COMMIT;
