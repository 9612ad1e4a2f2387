"""Which language a reply is in: one rule, for every command."""

from bot.model import Language


def choose_language(
    *,
    only_for: bool,
    user_choice: Language | None,
    user_locale: str,
    guild_choice: Language | None,
    guild_locale: str | None,
) -> Language:
    """A reply that one person sees (`only_for`), or that no server owns, is in that person's
    language: their choice, else their Discord's. A post for everybody in a server is in the
    server's: its choice, else its preferred locale."""
    if only_for or guild_locale is None:
        return user_choice or from_locale(user_locale)
    return guild_choice or from_locale(guild_locale)


def from_locale(locale: str) -> Language:
    """English stands in for every language that Teapot doesn't speak."""
    return "ko" if locale == "ko" or locale.startswith("ko-") else "en"
