-- The time zone of each server's dates, so that a change of its language moves none of them.
BEGIN IMMEDIATE;

CREATE TABLE server_zone (
    guild_id INTEGER PRIMARY KEY,
    timezone TEXT NOT NULL
) STRICT;

INSERT INTO server_zone SELECT guild_id, timezone FROM daily;
-- Elsewhere the zone of the last game, whose answers have its dates.
INSERT OR IGNORE INTO server_zone
SELECT guild_id, timezone FROM game WHERE id IN (SELECT max(id) FROM game GROUP BY guild_id);

PRAGMA user_version = 12;
COMMIT;
