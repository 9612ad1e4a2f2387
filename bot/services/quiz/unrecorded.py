"""The people who asked Teapot not to store their answers."""

from bot.store import unrecorded as store
from bot.store.database import Database


class UnrecordedPeople:
    """Sets who is unrecorded.

    Unrecorded people may play, for no points. Their earlier answers stay until deleted.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def set_unrecorded(self, user_id: int, *, is_unrecorded: bool) -> None:
        async with self._database.transaction() as connection:
            if is_unrecorded:
                await store.put(connection, user_id)
            else:
                await store.remove(connection, user_id)
