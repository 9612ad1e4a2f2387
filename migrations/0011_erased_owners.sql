-- Whose data was erased, as salted hashes, so that a restored backup can be erased of them, too.
BEGIN IMMEDIATE;

-- `erased_at` is in seconds of UTC since 1970. `keeps_choices`: a person has stayed hidden or unrecorded.
-- `is_cleared`: old pages and copies of the database are cleared, too.
CREATE TABLE erased_owner (
    id INTEGER PRIMARY KEY,
    scope TEXT NOT NULL CHECK (scope IN ('person', 'server')),
    salt BLOB NOT NULL,
    hash BLOB NOT NULL,
    erased_at INTEGER NOT NULL,
    keeps_choices INTEGER NOT NULL CHECK (keeps_choices IN (0, 1)),
    is_cleared INTEGER NOT NULL DEFAULT 0 CHECK (is_cleared IN (0, 1))
) STRICT;

PRAGMA user_version = 11;
COMMIT;
