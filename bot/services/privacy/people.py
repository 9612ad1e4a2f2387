"""A person's data in every server."""

from bot.services.language import Languages
from bot.services.quiz.games import Games
from bot.store import erasure
from bot.store.database import Database
from bot.store.erasure import Rows


class People:
    """Exports and erases people."""

    def __init__(self, database: Database, languages: Languages, games: Games) -> None:
        self._database = database
        self._languages = languages
        self._games = games

    async def export(self, user_id: int) -> Rows:
        """Return every row that names the person, by table."""
        return await erasure.export_user(self._database.reader, user_id)

    async def erase(self, user_id: int) -> int:
        """Erase the person everywhere, and return the number of rows that named them."""
        async with self._database.transaction() as connection:
            erased = await erasure.erase_user(connection, user_id)
        self._languages.forget("user", user_id)
        self._games.forget(user_id)
        return erased
