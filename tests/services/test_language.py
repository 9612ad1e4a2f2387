"""One rule decides the language, and a choice is stored before it is remembered."""

import pytest

from bot.config import IN_MEMORY
from bot.model import Language
from bot.services.language import Languages, from_locale, reply_language
from bot.store.database import DatabaseError, open_database


def test_a_private_reply_is_in_the_persons_language() -> None:
    assert _choose(private=True, user_locale="ko", guild_locale="en-US") == "ko"
    assert _choose(private=True, user_choice="en", user_locale="ko") == "en"
    assert _choose(private=True, guild_choice="ko", guild_locale="ko") == "en"


def test_a_post_for_everybody_is_in_the_servers_language() -> None:
    assert _choose(user_choice="en", user_locale="en-US", guild_locale="ko") == "ko"
    assert _choose(guild_choice="en", guild_locale="ko") == "en"


def test_where_there_is_no_server_the_person_decides() -> None:
    assert _choose(user_locale="ko", guild_locale=None) == "ko"


def test_other_languages_read_english() -> None:
    assert from_locale("ja") == "en"
    assert from_locale("kok") == "en"
    assert from_locale("ko") == "ko"


@pytest.mark.parametrize(
    "fault",
    [
        "BEGIN SELECT RAISE(ABORT, 'the disk is full'); END",
        # Found only when the transaction is committed.
        "BEGIN INSERT INTO broken VALUES (1); END",
    ],
)
async def test_a_choice_that_could_not_be_stored_is_not_remembered(fault: str) -> None:
    """A restart would forget it."""
    database = await open_database(IN_MEMORY)
    try:
        languages = await Languages.load(database)
        await languages.set_choice("user", 7, "ko")
        async with database.transaction() as connection:
            await connection.execute(
                "CREATE TABLE broken"
                " (id INTEGER REFERENCES question (id) DEFERRABLE INITIALLY DEFERRED)"
            )
            for event in ("INSERT", "UPDATE", "DELETE"):
                await connection.execute(
                    f"CREATE TRIGGER fails_{event} AFTER {event} ON user_setting {fault}"
                )
        choices: tuple[tuple[int, Language | None], ...] = ((7, "en"), (7, None), (8, "ko"))
        for user_id, language in choices:
            with pytest.raises(DatabaseError):
                await languages.set_choice("user", user_id, language)
        assert languages.chosen("user", 7) == "ko"
        assert languages.chosen("user", 8) is None
        assert (await Languages.load(database)).chosen("user", 7) == "ko"
    finally:
        await database.close()


def _choose(
    *,
    private: bool = False,
    user_choice: Language | None = None,
    user_locale: str = "en-US",
    guild_choice: Language | None = None,
    guild_locale: str | None = "en-US",
) -> Language:
    return reply_language(
        private=private,
        user_choice=user_choice,
        user_locale=user_locale,
        guild_choice=guild_choice,
        guild_locale=guild_locale,
    )
