-- Live games of the quiz, what answers add up to, and what people practise.
-- Moments (…_at) are seconds of UTC since 1970; local dates are a server's own, as YYYY-MM-DD.
BEGIN IMMEDIATE;

-- What it asks about, as `asked` and `practice` name it, and the topics on which its answers count.
ALTER TABLE question ADD COLUMN subject TEXT NOT NULL DEFAULT '';
ALTER TABLE question ADD COLUMN topics TEXT NOT NULL DEFAULT '["all"]' CHECK (json_valid(topics));
-- For speed, in a game; `points` is what the answer is worth by its level alone.
ALTER TABLE answer ADD COLUMN bonus INTEGER NOT NULL DEFAULT 0;

CREATE TABLE game (
    id INTEGER PRIMARY KEY,
    guild_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    started_by INTEGER NOT NULL,
    topic TEXT NOT NULL,
    level INTEGER CHECK (level IN (1, 2, 3)),
    questions INTEGER NOT NULL,
    seconds INTEGER NOT NULL, -- to answer a question
    timezone TEXT NOT NULL, -- whose dates its answers have
    started_at INTEGER NOT NULL,
    due_at INTEGER, -- when its next step is due: a question asked, or closed; NULL once it has ended
    ending TEXT CHECK (ending IN ('finished', 'stopped', 'quiet', 'away', 'lost')),
    players INTEGER, -- how many answered anything, once it has ended
    settled INTEGER UNIQUE, -- 1, 2, …: the order in which games ended, and their answers came to count
    CHECK ((due_at IS NULL) = (settled IS NOT NULL)),
    CHECK ((due_at IS NULL) = (players IS NOT NULL)),
    CHECK (due_at IS NOT NULL OR ending IS NOT NULL)
) STRICT;

CREATE UNIQUE INDEX game_running ON game (channel_id) WHERE due_at IS NOT NULL;
CREATE INDEX game_due ON game (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE game_question (
    game_id INTEGER NOT NULL REFERENCES game (id),
    number INTEGER NOT NULL, -- from 1
    question_id INTEGER NOT NULL UNIQUE REFERENCES question (id),
    closes_at INTEGER NOT NULL,
    message_id INTEGER, -- NULL until Discord has taken it
    is_revealed INTEGER NOT NULL DEFAULT 0 CHECK (is_revealed IN (0, 1)),
    PRIMARY KEY (game_id, number)
) STRICT, WITHOUT ROWID;

-- In which round a channel was last asked about a subject: none comes again before the others of
-- its pool have come in that round.
CREATE TABLE asked (
    channel_id INTEGER NOT NULL,
    subject TEXT NOT NULL,
    round INTEGER NOT NULL,
    PRIMARY KEY (channel_id, subject)
) STRICT, WITHOUT ROWID;

-- What somebody got wrong, to be asked again in private; `step` counts the right answers since.
CREATE TABLE practice (
    user_id INTEGER NOT NULL,
    subject TEXT NOT NULL,
    step INTEGER NOT NULL,
    due_on TEXT NOT NULL,
    PRIMARY KEY (user_id, subject)
) STRICT, WITHOUT ROWID;

CREATE INDEX practice_due ON practice (user_id, due_on);

-- Who is not to be shown to others, in which server.
CREATE TABLE hidden (
    guild_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    PRIMARY KEY (guild_id, user_id)
) STRICT, WITHOUT ROWID;

-- Derived from the answers, and rebuilt from them: what each person has in a server, by period
-- ('all', a month as YYYY-MM, a week as its Monday) and topic.
CREATE TABLE score (
    guild_id INTEGER NOT NULL,
    period TEXT NOT NULL,
    topic TEXT NOT NULL,
    user_id INTEGER NOT NULL,
    points INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    right INTEGER NOT NULL,
    PRIMARY KEY (guild_id, period, topic, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX score_rank ON score (guild_id, period, topic, points DESC, user_id DESC);

-- How many people have so many points, where anybody has: a rank is a sum of these, which are no
-- more than people, and fewer by far where there are many.
CREATE TABLE score_count (
    guild_id INTEGER NOT NULL,
    period TEXT NOT NULL,
    topic TEXT NOT NULL,
    points INTEGER NOT NULL,
    people INTEGER NOT NULL,
    PRIMARY KEY (guild_id, period, topic, points)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER score_added AFTER INSERT ON score BEGIN
    INSERT INTO score_count VALUES (new.guild_id, new.period, new.topic, new.points, 1)
    ON CONFLICT (guild_id, period, topic, points) DO UPDATE SET people = people + 1;
END;

CREATE TRIGGER score_removed AFTER DELETE ON score BEGIN
    UPDATE score_count SET people = people - 1
    WHERE (guild_id, period, topic, points) = (old.guild_id, old.period, old.topic, old.points);
END;

CREATE TRIGGER score_changed AFTER UPDATE ON score WHEN new.points <> old.points BEGIN
    UPDATE score_count SET people = people - 1
    WHERE (guild_id, period, topic, points) = (old.guild_id, old.period, old.topic, old.points);
    INSERT INTO score_count VALUES (new.guild_id, new.period, new.topic, new.points, 1)
    ON CONFLICT (guild_id, period, topic, points) DO UPDATE SET people = people + 1;
END;

-- Else there would be a row for all points that anybody ever had.
CREATE TRIGGER score_count_left AFTER UPDATE ON score_count WHEN new.people = 0 BEGIN
    DELETE FROM score_count
    WHERE (guild_id, period, topic, points) = (new.guild_id, new.period, new.topic, new.points);
END;

-- Answers to questions of the day from before this count, too.
INSERT INTO score
SELECT guild_id, period.value, 'all', user_id, sum(points), count(*), sum(is_right)
FROM answer, json_each(json_array(
    'all', substr(local_date, 1, 7), date(local_date, 'weekday 0', '-6 days')
)) AS period
GROUP BY 1, 2, 4;

PRAGMA user_version = 4;
COMMIT;
