-- Servers that Teapot was removed from, and what an erased server leaves.
-- Moments (…_at) are seconds of UTC since 1970.
BEGIN IMMEDIATE;

-- A server that has data and was left at that moment, or left before that and noticed then.
CREATE TABLE departure (
    guild_id INTEGER PRIMARY KEY,
    left_at INTEGER NOT NULL
) STRICT;

CREATE INDEX departure_left ON departure (left_at);

-- Dates that erased servers had a post on: salted hashes of server and date.
CREATE TABLE posted_date (
    hash BLOB PRIMARY KEY,
    kept_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX posted_date_age ON posted_date (kept_until);

-- A server's rows, to find and erase them.
CREATE INDEX question_server ON question (guild_id);
CREATE INDEX game_server ON game (guild_id);

PRAGMA user_version = 8;
COMMIT;
