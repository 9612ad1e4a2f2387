"""The names of a server's members. Discord is asked for unknown names."""

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.logs import described
from bot.services.known_names import KnownNames

log = logging.getLogger("teapot")

# How long a leaderboard waits for names. Discord wants the leaderboard within three seconds. The
# gateway usually answers a request for names at once.
MEMBERS_TIMEOUT_SECONDS = 0.8
# discord.py sends at most 110 gateway messages a minute for a shard, and delays the rest.
MAX_REQUESTS_A_MINUTE = 100
# How long a request may run, even if the leaderboard has stopped waiting. After a timeout, the next
# leaderboard asks again.
REQUEST_TIMEOUT_SECONDS = 5.0
MINUTE = timedelta(minutes=1)


class MemberNames:
    """Keeps members' names, and asks Discord for the unknown ones.

    A request for members by ID needs no privileged intent.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._known = KnownNames()
        # By server and person: the request that will bring the name.
        self._asking: dict[tuple[int, int], asyncio.Task[None]] = {}
        # By shard: the times of its last requests.
        self._asked: defaultdict[int, deque[datetime]] = defaultdict(
            lambda: deque(maxlen=MAX_REQUESTS_A_MINUTE)
        )

    def note(self, interaction: discord.Interaction[Any]) -> None:
        """Keep the name of the person who acts in a server."""
        person = interaction.user
        if isinstance(person, discord.Member):
            self._known.note(person.guild.id, person.id, person.display_name, self._clock())

    async def of(self, guild: discord.Guild, user_ids: Collection[int]) -> dict[int, str | None]:
        """Return the display name of each user, or None for a user who has left the server.

        A user with an unknown name is left out if the limit of requests is reached, or if Discord
        doesn't answer in time.
        """
        names = self._known.of(guild.id, user_ids, self._clock())
        missing = [user_id for user_id in user_ids if user_id not in names]
        if not missing:
            return names
        self._ask(guild, [each for each in missing if (guild.id, each) not in self._asking])
        keys = ((guild.id, each) for each in missing)
        if tasks := {self._asking[key] for key in keys if key in self._asking}:
            await asyncio.wait(tasks, timeout=MEMBERS_TIMEOUT_SECONDS)
        return self._known.of(guild.id, user_ids, self._clock())

    def forget_server(self, guild_id: int) -> None:
        self._known.forget_server(guild_id)
        self._ask_no_more([key for key in self._asking if key[0] == guild_id])

    def forget_person(self, user_id: int) -> None:
        self._known.forget_person(user_id)
        self._ask_no_more([key for key in self._asking if key[1] == user_id])

    def forget_old(self) -> None:
        self._known.forget_old(self._clock())

    def _ask_no_more(self, keys: Collection[tuple[int, int]]) -> None:
        """Make the running requests ignore these keys.

        A request keeps a name only if the name's key is still in `_asking`.
        """
        for key in keys:
            del self._asking[key]

    def _ask(self, guild: discord.Guild, user_ids: list[int]) -> None:
        """Start a request, unless the shard has sent MAX_REQUESTS_A_MINUTE in the last minute."""
        now, asked = self._clock(), self._asked[guild.shard_id]
        is_full = len(asked) == MAX_REQUESTS_A_MINUTE
        if not user_ids or (is_full and timedelta() <= now - asked[0] < MINUTE):
            return
        asked.append(now)
        # The task goes on when the board stops waiting: a late answer serves the next board.
        task = asyncio.create_task(self._request(guild, user_ids))
        for user_id in user_ids:
            self._asking[guild.id, user_id] = task

    async def _request(self, guild: discord.Guild, user_ids: list[int]) -> None:
        try:
            async with asyncio.timeout(REQUEST_TIMEOUT_SECONDS):
                found = await guild.query_members(user_ids=user_ids, limit=100, cache=False)
        except Exception as error:  # The board shows mentions instead.
            log.warning("Discord told no names: %s", described(error))
            return
        finally:
            mine = asyncio.current_task()
            asked = [each for each in user_ids if self._asking.get((guild.id, each)) is mine]
            for user_id in asked:
                del self._asking[guild.id, user_id]
        names = {member.id: member.display_name for member in found}
        for user_id in asked:
            self._known.note(guild.id, user_id, names.get(user_id), self._clock())
