-- Since when a server's administrators are to be told that its posts are paused; empty once they are.
BEGIN IMMEDIATE;

ALTER TABLE daily ADD COLUMN untold_since INTEGER;
CREATE INDEX daily_untold ON daily (untold_since) WHERE untold_since IS NOT NULL;

PRAGMA user_version = 14;
COMMIT;
