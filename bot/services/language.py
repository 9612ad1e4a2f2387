"""Which language a reply is in: one rule, for every command."""

from bot.model import Language
from bot.store import language as store
from bot.store.database import Database
from bot.store.language import Scope


class Languages:
    """The languages that people and servers chose. They are kept in memory, because every reply
    asks for them. A new choice goes to the store first, and then to memory."""

    def __init__(self, database: Database, choices: dict[tuple[Scope, int], Language]) -> None:
        self._database = database
        self._choices = choices

    @classmethod
    async def load(cls, database: Database) -> "Languages":
        return cls(database, await store.choices(database.reader))

    def chosen(self, scope: Scope, scope_id: int) -> Language | None:
        return self._choices.get((scope, scope_id))

    def known(self, scope: Scope) -> set[int]:
        """Return the people or servers with a choice."""
        return {scope_id for each, scope_id in self._choices if each == scope}

    def of_guild(self, guild_id: int, preferred_locale: str) -> Language:
        """Return the language of a post to everybody in a server."""
        return self.chosen("guild", guild_id) or from_locale(preferred_locale)

    def forget(self, scope: Scope, scope_id: int) -> None:
        """Forget a choice that was erased from the store."""
        self._choices.pop((scope, scope_id), None)

    async def set_choice(self, scope: Scope, scope_id: int, language: Language | None) -> None:
        """Store a choice. If `language` is None, remove the choice.

        The language that Discord reports then applies again.
        """
        async with self._database.transaction() as connection:
            if language is None:
                await store.remove(connection, scope, scope_id)
            else:
                await store.put(connection, scope, scope_id, language)
        if language is None:
            self._choices.pop((scope, scope_id), None)
        else:
            self._choices[scope, scope_id] = language


def reply_language(
    *,
    private: bool,
    user_choice: Language | None,
    user_locale: str,
    guild_choice: Language | None,
    guild_locale: str | None,
) -> Language:
    """Return the language of a reply.

    A `private` reply, or a reply outside servers, is in the person's language: their choice, or
    else their Discord locale. A reply for everybody in a server is in the server's language: the
    server's choice, or else its preferred locale.
    """
    if private or (guild_choice is None and guild_locale is None):
        return user_choice or from_locale(user_locale)
    return guild_choice or from_locale(guild_locale or "")


def from_locale(locale: str) -> Language:
    """Return Korean for a Korean locale, and English for every other locale."""
    return "ko" if locale == "ko" or locale.startswith("ko-") else "en"
