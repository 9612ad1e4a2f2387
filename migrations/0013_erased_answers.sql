-- Who answered a question and was erased while it was open or its game was running, as salted hashes:
-- an erased answer stays in the numbers that others see, so the same person must not give another.
BEGIN IMMEDIATE;

-- The key's columns are first: of other orders without a rowid, integrity_check of SQLite 3.40 complains.
CREATE TABLE erased_answer (
    question INTEGER NOT NULL REFERENCES question (id) ON DELETE CASCADE,
    hash BLOB NOT NULL,
    salt BLOB NOT NULL,
    PRIMARY KEY (question, hash)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 13;
COMMIT;
