"""One rule decides the language."""

from bot.model import Language
from bot.services.language import from_locale, reply_language


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
