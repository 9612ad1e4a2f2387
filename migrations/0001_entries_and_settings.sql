-- The first tables: what Teapot knows (rebuilt from the YAML, keyed by number and owner, because
-- numbers collide between vendors), what people and servers chose, and what Teapot remembers of itself.
BEGIN IMMEDIATE;

CREATE TABLE entry (
    code INTEGER NOT NULL CHECK (code BETWEEN 0 AND 999),
    vendor TEXT NOT NULL, -- '' is the registry's own
    position INTEGER NOT NULL, -- the order of the files
    document TEXT NOT NULL CHECK (json_valid(document)),
    PRIMARY KEY (code, vendor)
) STRICT;

CREATE TABLE synonym (
    position INTEGER PRIMARY KEY,
    members TEXT NOT NULL CHECK (json_valid(members)) -- a list of words that mean the same
) STRICT;

CREATE TABLE search_index (
    version TEXT PRIMARY KEY, -- of the code that made it
    document BLOB NOT NULL
) STRICT;

CREATE TABLE user_setting (
    user_id INTEGER PRIMARY KEY,
    language TEXT NOT NULL CHECK (language IN ('en', 'ko'))
) STRICT;

CREATE TABLE guild_setting (
    guild_id INTEGER PRIMARY KEY,
    language TEXT NOT NULL CHECK (language IN ('en', 'ko'))
) STRICT;

CREATE TABLE state (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

PRAGMA user_version = 1;
COMMIT;
