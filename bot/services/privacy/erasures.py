"""Erases people and servers: their rows, what the process remembers, and what is left in files."""

import logging
from collections.abc import Awaitable, Callable, Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from bot.events import SERVER_DATA, tell
from bot.model.retention import POSTED_DATE
from bot.services.failures import log_unexpected
from bot.services.language import Languages
from bot.services.quiz.games import Games
from bot.store import erased_owner, posted_date
from bot.store.data_owners import OWNED, kept_by
from bot.store.database import Connection, Database
from bot.store.erased_copies import erase_in_copies
from bot.store.erasure import erase_guild, erase_user
from bot.store.remains import Remains, clear_remains

log = logging.getLogger("teapot")

# A larger file takes over half a second to be rewritten.
MAX_SOON_REWRITTEN_BYTES = 50_000_000
REWRITES_EVERY = timedelta(days=1)
# A date that began this long ago is over in every time zone.
_OVER = timedelta(days=2)


async def erase_person(
    connection: Connection, user_id: int, now: datetime, *, keeps_choices: bool = False
) -> int:
    """Erase a person everywhere, and return the number of rows. Call it in a transaction.

    With `keeps_choices` they stay hidden and unrecorded, if they are. An erasure of nothing isn't
    noted: a person may press the button as often as they like.
    """
    erased = await erase_user(connection, user_id, kept_by(keeps_choices=keeps_choices))
    if erased:
        await erased_owner.note(connection, "person", user_id, now, keeps_choices=keeps_choices)
    return erased


async def erase_server(connection: Connection, guild_id: int, now: datetime) -> int:
    """Erase everything of a server, and return the number of rows. Call it in a transaction.

    The dates that may still be posted today stay as hashes: if the server sets daily posts up
    again, none is posted twice. An erasure of nothing isn't noted, as with a person.
    """
    await posted_date.keep(connection, guild_id, (now - _OVER).date(), now + POSTED_DATE)
    erased = await erase_guild(connection, guild_id)
    if erased:
        await erased_owner.note(connection, "server", guild_id, now)
    return erased


async def erase_all(connection: Connection, now: datetime) -> int:
    """Erase all people and servers, and return the number of rows. Call it in a transaction."""
    for user_id in await erased_owner.owners(connection, "person"):
        await erased_owner.note(connection, "person", user_id, now)
    for guild_id in await erased_owner.owners(connection, "server"):
        await erased_owner.note(connection, "server", guild_id, now)
    erased = 0
    for table in OWNED:
        erased += (await connection.execute(f"DELETE FROM {table.name}")).rowcount
    return erased


class Cleared(NamedTuple):
    """What is left in the database's files, and the copies of it that can't be opened."""

    remains: Remains
    unreadable: list[Path]

    @property
    def is_done(self) -> bool:
        return self.remains is Remains.NONE


async def clear_traces(
    database: Database, known: Collection[int] = (), *, may_rewrite: bool = True
) -> Cleared:
    """Clear all that was erased and committed from the database's files and the copies beside it.

    `known` are the erased IDs that the caller knows. If there are others, all pages must be
    rewritten, and other writes wait meanwhile.
    """
    reader = database.reader
    path, (last, uncleared) = await database.path(), await erased_owner.uncleared(reader)
    if not uncleared or path is None:
        return Cleared(Remains.NONE, [])
    unreadable = await erase_in_copies(path, await erased_owner.noted(reader))
    ids = erased_owner.ids_of(uncleared, known)
    remains = await clear_remains(database, ids, may_rewrite=may_rewrite)
    if remains is Remains.NONE:
        async with database.transaction() as connection:
            await erased_owner.set_cleared(connection, last)
            await erased_owner.forget_repeated(connection)
    return Cleared(remains, unreadable)


class Erasures:
    """Erases in a running bot, and notices what `teapot erase` has erased beside it."""

    def __init__(
        self,
        database: Database,
        languages: Languages,
        games: Games,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._languages = languages
        self._games = games
        self._clock = clock
        # The IDs that this process has erased and not yet cleared from the files.
        self._erased: set[int] = set()
        # The number of the last erasure that this process knows, and its own after that.
        self._noticed = 0
        self._own: set[int] = set()
        # When a large file may be rewritten, and the last erasure that waits for that.
        self._rewrites_at = datetime.min.replace(tzinfo=UTC)
        self._postponed = 0

    async def load(self) -> None:
        """Count the erasures before the start as noticed: this process holds nothing older."""
        self._noticed = await erased_owner.newest(self._database.reader)

    async def person(self, user_id: int, *, keeps_choices: bool = False) -> int:
        """Erase a person everywhere, and return the number of erased rows."""
        async with self._database.transaction() as connection:
            now = self._clock()
            erased = await erase_person(connection, user_id, now, keeps_choices=keeps_choices)
            number = await erased_owner.newest(connection)
        self._forget_person(user_id)
        if erased:
            self._note(user_id, number)
        return erased

    async def server(
        self, guild_id: int, unless: Callable[[Connection], Awaitable[bool]] | None = None
    ) -> int:
        """Erase a server, unless the transaction finds a reason not to. Its games stop.

        Return the number of erased rows.
        """
        async with self._database.transaction() as connection:
            if unless is not None and await unless(connection):
                return 0
            erased = await erase_server(connection, guild_id, self._clock())
            number = await erased_owner.newest(connection)
        self._forget_server(guild_id)
        if erased:
            self._note(guild_id, number)
        tell(SERVER_DATA, server=guild_id, result="erased", rows=erased)
        return erased

    async def tick(self) -> None:
        """Forget what another process erased, and clear files. Never raises."""
        try:
            await self._notice()
            known = tuple(self._erased)
            cleared = await self._clear(known)
        except Exception as error:
            log_unexpected("an erasure", error)
            return
        for file in cleared.unreadable:
            log.warning("%s can't be opened, and may still hold what was erased; delete it", file)
        if cleared.is_done:
            self._erased.difference_update(known)

    async def _clear(self, known: Collection[int]) -> Cleared:
        """Clear the files, but rewrite a large one at most once in REWRITES_EVERY.

        Other writes wait for a rewrite, and a person who waits too long is refused.
        """
        path = await self._database.path()
        if path is None or path.stat().st_size <= MAX_SOON_REWRITTEN_BYTES:
            return await clear_traces(self._database, known)
        now, newest = self._clock(), await erased_owner.newest(self._database.reader)
        may_rewrite = now >= self._rewrites_at
        if newest == self._postponed and not may_rewrite:
            return Cleared(Remains.IN_PAGES, [])
        cleared = await clear_traces(self._database, known, may_rewrite=False)
        if cleared.remains is Remains.IN_PAGES and may_rewrite:
            self._rewrites_at = now + REWRITES_EVERY
            cleared = await clear_traces(self._database, known)
        self._postponed = newest if cleared.remains is Remains.IN_PAGES else 0
        return cleared

    async def _notice(self) -> None:
        reader = self._database.reader
        newest = await erased_owner.newest(reader)
        if newest == self._noticed:
            return
        found = await erased_owner.noted_between(reader, self._noticed, newest)
        # Those that this process erased are forgotten, and may have come back.
        by_others = [each for number, each in found.items() if number not in self._own]
        servers = self._languages.known("guild") | self._games.servers()
        for user_id in erased_owner.among(self._languages.known("user"), "person", by_others):
            self._forget_person(user_id)
        for guild_id in erased_owner.among(servers, "server", by_others):
            self._forget_server(guild_id)
        self._noticed = newest
        self._own = {number for number in self._own if number > newest}

    def _note(self, owner_id: int, number: int) -> None:
        self._erased.add(owner_id)
        self._own.add(number)

    def _forget_person(self, user_id: int) -> None:
        # `person` awaits nothing between the commit and this.
        self._languages.forget("user", user_id)
        self._games.forget(user_id)

    def _forget_server(self, guild_id: int) -> None:
        self._games.forget_server(guild_id)
        self._languages.forget("guild", guild_id)
