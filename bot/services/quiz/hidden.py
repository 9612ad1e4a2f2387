"""People who are not shown to others, in one server or everywhere."""

from bot.errors import UserError
from bot.store import hidden as store
from bot.store.database import Database


class HiddenPeople:
    """Hides people from others, or shows them again.

    Hidden people keep their points. Leaderboards, podiums and revealed answers don't name them, and
    ranks leave them out.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def is_hidden(self, guild_id: int, user_id: int) -> bool:
        return await store.contains(self._database.reader, guild_id, user_id)

    async def set_hidden(self, guild_id: int, user_id: int, *, is_hidden: bool) -> None:
        """Hide or show a person in one server.

        Raises UserError if a person who hides everywhere is to be shown.
        """
        async with self._database.transaction() as connection:
            if is_hidden:
                await store.put(connection, guild_id, user_id)
            elif await store.is_everywhere(connection, user_id):
                raise UserError("quiz.hidden_everywhere")
            else:
                await store.remove(connection, guild_id, user_id)

    async def set_hidden_everywhere(self, user_id: int, *, is_hidden: bool) -> None:
        async with self._database.transaction() as connection:
            if is_hidden:
                await store.put_everywhere(connection, user_id)
            else:
                await store.remove_everywhere(connection, user_id)
