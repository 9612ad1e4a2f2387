"""A person's data in every server."""

import asyncio

from bot.model.privacy import KeptOfPerson, ReadableRows
from bot.services.privacy.erasures import Erasures
from bot.services.privacy.readable_export import readable
from bot.store import erasure
from bot.store.database import Database


class People:
    """Exports and erases people."""

    def __init__(self, database: Database, erasures: Erasures) -> None:
        self._database = database
        self._erasures = erasures

    async def kept(self, user_id: int) -> KeptOfPerson:
        counts = await erasure.count_user(self._database.reader, user_id)
        return KeptOfPerson(
            sum(counts.values()),
            counts["answer"],
            hidden_in=counts["hidden"],
            is_hidden_everywhere=counts["hidden_everywhere"] > 0,
            is_unrecorded=counts["unrecorded"] > 0,
        )

    async def export(self, user_id: int) -> ReadableRows:
        """Return every row that names the person, by table."""
        rows = await erasure.export_user(self._database.reader, user_id)
        return await asyncio.to_thread(readable, rows)

    async def erase(self, user_id: int, *, keeps_choices: bool = False) -> int:
        """Erase the person everywhere, and return the number of erased rows.

        If `keeps_choices`, two earlier choices of the person stay: the choice to be hidden from
        others, and the choice to be unrecorded (without stored answers).
        """
        return await self._erasures.person(user_id, keeps_choices=keeps_choices)
