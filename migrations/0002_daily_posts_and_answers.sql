-- The code of the day, and answers to its question: facts from which every score is derived.
-- Moments (…_at) are seconds of UTC since 1970; local dates are a server's own, as YYYY-MM-DD.
BEGIN IMMEDIATE;

CREATE TABLE question (
    id INTEGER PRIMARY KEY,
    guild_id INTEGER NOT NULL,
    document TEXT NOT NULL CHECK (json_valid(document)), -- as it was asked: the data may change
    asked_at INTEGER NOT NULL,
    closed_at INTEGER
) STRICT;

-- One row an answer; written before it is acknowledged, and never changed.
CREATE TABLE answer (
    question_id INTEGER NOT NULL REFERENCES question (id),
    user_id INTEGER NOT NULL,
    guild_id INTEGER NOT NULL,
    local_date TEXT NOT NULL,
    choice INTEGER NOT NULL,
    is_right INTEGER NOT NULL CHECK (is_right IN (0, 1)),
    points INTEGER NOT NULL,
    answered_at INTEGER NOT NULL,
    PRIMARY KEY (question_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX answer_person ON answer (guild_id, user_id, local_date);

-- A server's wish; next_… are empty while it is paused.
CREATE TABLE daily (
    guild_id INTEGER PRIMARY KEY,
    channel_id INTEGER NOT NULL,
    role_id INTEGER,
    time TEXT NOT NULL CHECK (time GLOB '[0-2][0-9]:[0-5][0-9]'),
    timezone TEXT NOT NULL,
    weekdays_only INTEGER NOT NULL CHECK (weekdays_only IN (0, 1)),
    paused TEXT CHECK (paused IN ('asked', 'channel_gone', 'no_access', 'left')),
    next_date TEXT,
    next_due_at INTEGER,
    CHECK ((paused IS NULL) = (next_due_at IS NOT NULL)),
    CHECK ((paused IS NULL) = (next_date IS NOT NULL))
) STRICT;

CREATE INDEX daily_due ON daily (next_due_at, guild_id) WHERE next_due_at IS NOT NULL;

-- The ledger: what became of each date of a server. A date in here is never posted again, whatever
-- the server's wish becomes; so the rows outlive it.
CREATE TABLE daily_post (
    guild_id INTEGER NOT NULL,
    local_date TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('claimed', 'sent', 'missed', 'skipped')),
    reason TEXT, -- why it was missed
    timezone TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    role_id INTEGER,
    cycle INTEGER, -- of the deck, with the code that it showed
    code INTEGER,
    vendor TEXT,
    question_id INTEGER REFERENCES question (id),
    claimed_at INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    retry_at INTEGER, -- when a claimed one is to be sent, unless somebody is at it
    message_id INTEGER,
    PRIMARY KEY (guild_id, local_date),
    CHECK (state IN ('missed', 'skipped') OR question_id IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX daily_post_unfinished ON daily_post (retry_at, guild_id) WHERE state = 'claimed';
CREATE INDEX daily_post_question ON daily_post (question_id);

PRAGMA user_version = 2;
COMMIT;
