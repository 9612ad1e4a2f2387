"""Which language a reply is in: one rule, for every command."""

from bot.model import Language
from bot.store import language as store
from bot.store.database import Database
from bot.store.language import Owner


class Languages:
    """What people and servers chose: in memory, since every reply asks; stored before it holds."""

    def __init__(self, database: Database, chosen: dict[tuple[Owner, int], Language]) -> None:
        self._database = database
        self._chosen = chosen

    @classmethod
    async def load(cls, database: Database) -> "Languages":
        return cls(database, await store.load_languages(database))

    def chosen(self, owner: Owner, owner_id: int) -> Language | None:
        return self._chosen.get((owner, owner_id))

    def of_guild(self, guild_id: int, preferred_locale: str) -> Language:
        """Return the language of a post to everybody in a server."""
        return self.chosen("guild", guild_id) or from_locale(preferred_locale)

    async def choose(self, owner: Owner, owner_id: int, language: Language | None) -> None:
        """None goes back to what Discord says."""
        await store.set_language(self._database, owner, owner_id, language)
        if language is None:
            self._chosen.pop((owner, owner_id), None)
        else:
            self._chosen[owner, owner_id] = language


def choose_language(
    *,
    private: bool,
    user_choice: Language | None,
    user_locale: str,
    guild_choice: Language | None,
    guild_locale: str | None,
) -> Language:
    """A `private` reply, which one person sees, or one that no server owns is in that person's
    language: their choice, else their Discord's. A post for everybody in a server is in the
    server's: its choice, else its preferred locale."""
    if private or (guild_choice is None and guild_locale is None):
        return user_choice or from_locale(user_locale)
    return guild_choice or from_locale(guild_locale or "")


def from_locale(locale: str) -> Language:
    """English stands in for every language that Teapot doesn't speak."""
    return "ko" if locale == "ko" or locale.startswith("ko-") else "en"
