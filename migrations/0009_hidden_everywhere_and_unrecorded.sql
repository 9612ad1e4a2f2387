-- What people choose for every server: not to be shown to others, and not to be recorded.
BEGIN IMMEDIATE;

CREATE TABLE hidden_everywhere (
    user_id INTEGER PRIMARY KEY
) STRICT;

-- No answer of theirs is kept: a trigger would be silent, so each INSERT into `answer` and
-- `practice` looks here.
CREATE TABLE unrecorded (
    user_id INTEGER PRIMARY KEY
) STRICT;

-- A server's boards look at `hidden` alone, which is indexed by server. So who hides everywhere is
-- in it for each server with an answer of theirs.
CREATE TRIGGER answer_of_hidden AFTER INSERT ON answer
WHEN EXISTS (SELECT 1 FROM hidden_everywhere WHERE user_id = new.user_id) BEGIN
    INSERT INTO hidden (guild_id, user_id) VALUES (new.guild_id, new.user_id)
    ON CONFLICT DO NOTHING;
END;

PRAGMA user_version = 9;
COMMIT;
