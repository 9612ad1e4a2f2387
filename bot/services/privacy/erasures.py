"""Erases people and servers: their rows, what the process remembers, their traces in files."""

import logging
from collections.abc import Awaitable, Callable, Collection
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bot.log_events import ServerDataEvent, tell
from bot.services.failures import log_unexpected
from bot.services.language import Languages
from bot.services.privacy.erasure_in_parts import Done, Owner, erase, finish
from bot.services.quiz.games import Games
from bot.store import erased_owner
from bot.store.database import Connection, Database
from bot.store.erased_copies import erase_in_copies
from bot.store.erased_remains import Remains, clear_remains

log = logging.getLogger("teapot")

# Rewriting a larger file takes more than half a second.
MAX_SOON_REWRITTEN_BYTES = 50_000_000
REWRITES_EVERY = timedelta(days=1)


class Cleared(NamedTuple):
    """The traces left in the database's files, and the database's copies that can't be opened."""

    remains: Remains
    unreadable: list[Path]

    @property
    def is_done(self) -> bool:
        return self.remains is Remains.NONE


async def clear_traces(
    database: Database, known: Collection[int] = (), *, may_rewrite: bool = True
) -> Cleared:
    """Clear the traces of committed erasures from the database's files and the copies beside it.

    `known` are the erased IDs that the caller knows. The store has only the hash of an erased ID,
    so the traces of an unknown ID can't be searched for. If an ID is unknown and `may_rewrite` is
    true, all pages are rewritten, and other writes wait.
    """
    reader = database.reader
    path, (last, uncleared) = await database.path(), await erased_owner.last_and_uncleared(reader)
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
    """Erases people and servers in a running bot. Also notices the erasures of `teapot erase`."""

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
        # How many erasures run in this process.
        self._running = 0
        # The note number of the last noticed erasure, and the note numbers of this process's later
        # erasures.
        self._noticed = 0
        self._own: set[int] = set()
        # When a large file may be rewritten again, and the note number of the last erasure that
        # waits for the rewrite.
        self._rewrites_at = datetime.min.replace(tzinfo=UTC)
        self._postponed = 0

    async def load(self) -> None:
        """Finish the erasures that a killed process left unfinished.

        An erasure that was complete before the start is taken as noticed: a new process remembers
        nothing of the erased people and servers.
        """
        self._noticed = await erased_owner.newest(self._database.reader)
        await self._finish()
        await self._notice()

    async def person(self, user_id: int, *, keeps_choices: bool = False) -> int:
        """Erase a person everywhere, and return the number of erased rows."""
        owner = Owner("person", user_id, keeps_choices)
        done = await self._erase(owner, partial(self._forget_person, user_id))
        return 0 if done is None else done.rows

    async def server(
        self, guild_id: int, unless: Callable[[Connection], Awaitable[bool]] | None = None
    ) -> int:
        """Erase a server, stop its games, and return the number of erased rows.

        Does nothing if `unless` is true in the first transaction.
        """
        owner = Owner("server", guild_id)
        done = await self._erase(owner, partial(self._forget_server, guild_id), unless)
        if done is None:
            return 0
        tell(ServerDataEvent(server=guild_id, result="erased", rows=done.rows))
        return done.rows

    async def _erase(
        self,
        owner: Owner,
        forget: Callable[[], None],
        unless: Callable[[Connection], Awaitable[bool]] | None = None,
    ) -> Done | None:
        self._running += 1
        try:
            done = await erase(self._database, owner, self._clock(), unless=unless, on_first=forget)
        finally:
            self._running -= 1
        # Nothing is awaited between the last commit and `forget`, so no other task runs in between.
        if done is not None:
            forget()
            if done.rows:
                self._erased.add(owner.id)
                self._own.add(done.note_number)
        return done

    async def tick(self) -> None:
        """Forget what another process erased, and clear traces from the files. Never raises."""
        await self._finish()
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
        """Clear traces from the files, but rewrite a large file at most once in REWRITES_EVERY.

        Other writes wait for a rewrite, and a person whose write waits too long is refused.
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

    async def _finish(self) -> None:
        """Finish the erasures of killed processes. Never raises.

        Does nothing while this process erases: its own erasure is stored as unfinished, too.
        """
        try:
            if not self._running:
                await finish(self._database, self._clock())
        except Exception as error:
            log_unexpected("an unfinished erasure", error)

    async def _notice(self) -> None:
        reader = self._database.reader
        newest = await erased_owner.newest(reader)
        if newest == self._noticed:
            return
        found = await erased_owner.noted_between(reader, self._noticed, newest)
        # Skip this process's own erasures: it has forgotten those people and servers already, and
        # they may have come back since.
        by_others = [each for number, each in found.items() if number not in self._own]
        servers = self._languages.known("guild") | self._games.servers()
        for user_id in erased_owner.among(self._languages.known("user"), "person", by_others):
            self._forget_person(user_id)
        for guild_id in erased_owner.among(servers, "server", by_others):
            self._forget_server(guild_id)
        self._noticed = newest
        self._own = {number for number in self._own if number > newest}

    def _forget_person(self, user_id: int) -> None:
        self._languages.forget("user", user_id)
        self._games.forget(user_id)

    def _forget_server(self, guild_id: int) -> None:
        self._games.forget_server(guild_id)
        self._languages.forget("guild", guild_id)
