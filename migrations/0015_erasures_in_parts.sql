-- A large erasure is done in parts. A note is unfinished until the last part: the next start finishes it.
BEGIN IMMEDIATE;

ALTER TABLE erased_owner
ADD COLUMN is_unfinished INTEGER NOT NULL DEFAULT 0 CHECK (is_unfinished IN (0, 1));

PRAGMA user_version = 15;
COMMIT;
