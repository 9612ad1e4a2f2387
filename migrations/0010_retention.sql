-- What is needed to delete rows that no longer serve.
-- Moments (…_at) are seconds of UTC since 1970.
BEGIN IMMEDIATE;

-- What the deck has shown in its current cycle on dates that the ledger no longer has.
CREATE TABLE dealt (
    guild_id INTEGER NOT NULL,
    cycle INTEGER NOT NULL,
    code INTEGER NOT NULL,
    vendor TEXT NOT NULL,
    PRIMARY KEY (guild_id, cycle, code, vendor)
) STRICT, WITHOUT ROWID;

-- When the channel was last asked about the subject.
ALTER TABLE asked ADD COLUMN asked_at INTEGER NOT NULL DEFAULT 0;
UPDATE asked SET asked_at = last.asked_at FROM (
    SELECT channel_id, subject, max(question.asked_at) AS asked_at
    FROM game JOIN game_question ON game_id = game.id JOIN question ON question.id = question_id
    GROUP BY 1, 2
) AS last
WHERE asked.channel_id = last.channel_id AND asked.subject = last.subject;
UPDATE asked SET asked_at = CAST(strftime('%s', 'now') AS INTEGER) WHERE asked_at = 0;

CREATE INDEX asked_age ON asked (asked_at);
CREATE INDEX practice_age ON practice (due_on);

PRAGMA user_version = 10;
COMMIT;
