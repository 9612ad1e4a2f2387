"""Sets up the server that the playground opens on: its members, and their first messages."""

import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from simcord import Env

from bot.commands.app import App
from bot.errors import UserError
from bot.model import LOCALES, Language
from bot.playground.last_week import play_last_week
from bot.services.daily.zones import Zones
from bot.store.database import Database
from bot.texts import Voice

# The first two people are the owner and a member. The page shows the channel as one of them sees
# it. The others are the players of last week, the best first. The first two have not played, so
# their statistics hold only the answers that are given in the page.
_PEOPLE: dict[Language, tuple[str, ...]] = {
    "en": ("Ada", "Grace", "Maya", "Tom", "Priya", "Jonas", "Lena", "Omar"),
    "ko": ("지우", "하늘", "서연", "민준", "도윤", "유나", "수아", "현우"),
}
_VIEWERS = 2
# Each message: its author's index, its text's key, and its age in minutes.
SAID = ((1, "first", 11), (0, "second", 8), (1, "third", 5), (0, "hint", 0))
OLDEST_MESSAGE_AGE = timedelta(minutes=11)
_UTC = ("UTC", "Etc/UTC")


@dataclass(frozen=True, slots=True)
class Scene:
    """The server and the channel that the page opens on.

    `viewers` are the owner and a member; the page shows the channel as one of them sees it. The
    page shows times in `timezone`. `people` maps each member's name to their ID.
    """

    guild: Any
    channel: Any
    viewers: tuple[Any, Any]
    timezone: str
    people: dict[str, str]


async def set_scene(
    env: Env, app: App, database: Database, voice: Voice, *, has_past: bool
) -> Scene:
    """Build the server and send its first messages.

    `has_past` says whether the members other than the viewers played last week. The simulated
    clock must be behind the real time by OLDEST_MESSAGE_AGE. Only then does each message get the
    age that SAID gives it.
    """
    users = [env.create_user(name) for name in _PEOPLE[voice.language]]
    guild = env.create_guild(
        voice.say("playground.server"),
        owner=users[0],
        preferred_locale=LOCALES[voice.language],
    )
    channel = guild.create_text_channel(voice.say("playground.channel"))
    # Last week's games are in another channel. Within a channel, the quiz repeats a subject only
    # after all others. If the channels were the same, the page's first games would lack the
    # subjects of last week.
    lounge = guild.create_text_channel(voice.say("playground.lounge"))
    members = [guild.add_member(user) for user in users]
    now = env.now() + OLDEST_MESSAGE_AGE
    servers = await app.local_time.timezone(guild.id, voice.language)
    zone = local_zone(app.zones) or servers
    values = {
        "channel": str(channel.name),
        "other": users[1].name,
        "zone": "서울" if (voice.language, zone) == ("ko", "Asia/Seoul") else zone,
    }
    for person, key, minutes in SAID:
        at = now - timedelta(minutes=minutes)
        await env.advance_time(max(0.0, (at - env.now()).total_seconds()))
        said = voice.say(f"playground.said.{key}", **values)
        await members[person].send(channel, said)
    if has_past:
        players = [user.id for user in users[_VIEWERS:]]
        await play_last_week(app, database, guild.id, lounge.id, players, servers)
    people = {user.name: str(user.id) for user in users}
    return Scene(guild, channel, (members[0], members[1]), zone, people)


def local_zone(zones: Zones, localtime: Path = Path("/etc/localtime")) -> str | None:
    """Return the machine's time zone, or None if it is unknown or UTC."""
    name = os.environ.get("TZ") or localtime.resolve().as_posix().partition("/zoneinfo/")[2]
    try:
        return name if zones.find(name) == name not in _UTC else None
    except UserError:
        return None
