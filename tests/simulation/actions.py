"""What administrators, players and the network do, by the names that a history uses."""

from typing import TYPE_CHECKING, Any

from tests.simulation import payloads
from tests.simulation.records import Channel, Guild

if TYPE_CHECKING:
    from tests.simulation.world import World


def act(world: "World", name: str, guild: Guild, values: tuple[Any, ...]) -> None:
    _ACTIONS[name](world, guild, *values)


def _channel(guild: Guild, number: int) -> Channel:
    return guild.channels[number % len(guild.channels)]


def _person(guild: Guild, number: int) -> int:
    people = sorted(guild.members)
    return people[number % len(people)]


def _set_daily(
    world: "World",
    guild: Guild,
    channel: int,
    time: str,
    timezone: str,
    weekdays_only: bool = False,
) -> None:
    where = _channel(guild, channel)
    if where.is_gone:
        return
    options = [
        {"name": "channel", "type": 7, "value": str(where.id)},
        {"name": "time", "type": 3, "value": time},
        {"name": "timezone", "type": 3, "value": timezone},
        {"name": "weekdays-only", "type": 5, "value": weekdays_only},
    ]
    described = payloads.channel(where.id, guild.id, is_allowed=where.is_allowed)
    resolved = {"channels": {str(where.id): described | {"permissions": "0"}}}
    world.command(guild, guild.admin, "daily set", options, resolved)


def _daily(world: "World", guild: Guild, command: str) -> None:
    """Pause, resume, skip, off or status."""
    world.command(guild, guild.admin, f"daily {command}")


def _play(
    world: "World",
    guild: Guild,
    channel: int,
    people: int,
    questions: int,
    seconds: int,
    topic: str,
) -> None:
    """Start a game in which so many people take part."""
    options = [
        {"name": "topic", "type": 3, "value": topic},
        {"name": "questions", "type": 4, "value": questions},
        {"name": "seconds", "type": 4, "value": seconds},
    ]
    where = _channel(guild, channel)
    world.players[where.id] = sorted(guild.members)[:people]
    world.command(guild, _person(guild, channel), "quiz start", options, channel=where)


def _stop_game(world: "World", guild: Guild, channel: int, person: int) -> None:
    where = _channel(guild, channel)
    world.command(guild, _person(guild, person), "quiz stop", channel=where)


def _practise(world: "World", guild: Guild, person: int) -> None:
    world.command(guild, _person(guild, person), "quiz practice")


def _hide(world: "World", guild: Guild, person: int) -> None:
    world.command(guild, _person(guild, person), "quiz hide-me")


def _look_up(world: "World", guild: Guild, person: int, code: str) -> None:
    options = [{"name": "code", "type": 3, "value": code}]
    world.command(guild, _person(guild, person), "http", options)


def _create_channel(world: "World", guild: Guild) -> None:
    world.discord.create_channel(guild)


def _delete_channel(world: "World", guild: Guild, channel: int) -> None:
    where = _channel(guild, channel)
    if where is not guild.system_channel and not where.is_gone:
        world.promises.disturbed(guild.id)
        world.discord.delete_channel(where)


def _permit(world: "World", guild: Guild, channel: int, is_allowed: bool) -> None:
    where = _channel(guild, channel)
    if where is not guild.system_channel:
        world.promises.disturbed(guild.id)
        world.discord.permit(where, is_allowed=is_allowed)


def _delete_message(world: "World", guild: Guild, channel: int) -> None:
    """Delete the newest message of a channel."""
    where = _channel(guild, channel)
    seen = [each for each in where.messages if each.is_seen]
    if seen:
        world.promises.disturbed(guild.id)
        seen[-1].is_deleted = True


def _leave(world: "World", guild: Guild) -> None:
    world.promises.disturbed(guild.id)
    world.discord.leave(guild)


def _join(world: "World", guild: Guild) -> None:
    world.promises.disturbed(guild.id)
    if not guild.is_joined:
        is_pending = world.discord.is_pending("GUILD_DELETE", guild.id)
        world.promises.invited_again(guild.id, may_be_unknown=is_pending)
    world.discord.join(guild)


def _member_leaves(_: "World", guild: Guild, person: int) -> None:
    others = sorted(guild.members)[1:]
    if len(others) > 1:
        guild.members.discard(others[person % len(others)])


def _restart(world: "World", _: Guild, seconds: int) -> None:
    """Stop the process as a signal does, and start it after so many seconds."""
    world.end_life(seconds, kill=False)


def _update_data(world: "World", _: Guild, seconds: int) -> None:
    """Restart with other data: a situation less, or again with it."""
    world.has_less_data = not world.has_less_data
    world.end_life(seconds, kill=False)


def _kill(world: "World", _: Guild, seconds: int) -> None:
    world.end_life(seconds, kill=True)


def _outage(world: "World", _: Guild, seconds: int) -> None:
    world.outage(seconds)


def _drop(world: "World", _: Guild, can_resume: bool) -> None:
    """Discord closes the gateway's connection."""
    world.promises.disturbed(None)
    world.discord.drop(can_resume=can_resume)


_ACTIONS: dict[str, Any] = {
    each.__name__.removeprefix("_"): each
    for each in (
        _set_daily, _daily, _play, _stop_game, _practise, _hide, _look_up, _create_channel,
        _delete_channel, _permit, _delete_message, _leave, _join, _member_leaves, _restart,
        _update_data, _kill, _outage, _drop,
    )
}  # fmt: skip
