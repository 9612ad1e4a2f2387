-- What a person's erasure leaves: numbers that others have seen, without the person.
BEGIN IMMEDIATE;

-- How many answers to a question were erased with their people, and how many of them were right.
ALTER TABLE question ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;
ALTER TABLE question ADD COLUMN erased_right INTEGER NOT NULL DEFAULT 0;
-- How many players were erased while the game was running; `players` includes them at its end.
ALTER TABLE game ADD COLUMN erased_players INTEGER NOT NULL DEFAULT 0;

-- A person's rows in every server.
CREATE INDEX answer_author ON answer (user_id);
CREATE INDEX score_person ON score (user_id);
CREATE INDEX game_starter ON game (started_by);

PRAGMA user_version = 7;
COMMIT;
