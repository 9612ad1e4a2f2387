"""Histories from seeds: short ones with many faults, and a year of many servers."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from tests.simulation.faults import EFFECTS, Fault
from tests.simulation.history import CALM_END, DAY, HOUR, MINUTE, Action, History, Server

ZONES = (
    "Asia/Seoul", "UTC", "America/New_York", "America/Los_Angeles", "Europe/Berlin",
    "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu", "Pacific/Chatham",
    "America/Santiago",
)  # fmt: skip
TOPICS = ("all", "all", "4xx", "1xx", "redirects", "caching", "webdav")
# The kinds of calls, each with how often a short history makes it.
CALLS = {
    "sqlite BEGIN": 150, "sqlite commit": 150, "sqlite rollback": 4, "sqlite SELECT": 3000,
    "sqlite INSERT answer": 40, "sqlite INSERT question": 30, "sqlite INSERT game": 6,
    "sqlite INSERT game_question": 30, "sqlite INSERT daily_post": 8, "sqlite INSERT daily": 10,
    "sqlite INSERT score": 20, "sqlite UPDATE daily_post": 8, "sqlite UPDATE game": 60,
    "sqlite UPDATE game_question": 60, "sqlite UPDATE question": 30, "sqlite INSERT practice": 20,
    "sqlite open": 12, "sqlite fetchone": 400, "sqlite fetchmany": 3000,
    "discord POST message": 10, "discord POST message daily": 6, "discord POST message quiz": 40,
    "discord PATCH edit": 40, "discord POST reply": 100,
    "discord GET history": 4, "discord POST followup": 2, "discord PUT commands": 1,
    "discord GET me": 4, "discord GET gateway": 4,
}  # fmt: skip


def short(seed: int) -> History:
    """A day of a few servers, in which much goes wrong."""
    chance = random.Random(f"short {seed}")
    days = 1.25 * DAY
    servers = tuple(_server(chance) for _ in range(chance.randint(1, 3)))
    actions: list[Action] = []
    for number in range(len(servers)):
        actions += _settings(chance, number, days)
        actions += _some(chance, number, days, chance.randint(2, 5), _game)
        actions += _some(chance, number, days, chance.randint(0, 4), _change)
    actions += _some(chance, 0, days, chance.randint(1, 6), _trouble)
    return History(
        seed,
        days + CALM_END,
        servers,
        tuple(sorted(actions, key=lambda each: each.at)),
        tuple(_fault(chance) for _ in range(chance.choice((2, 4, 8, 16)))),
        latency=chance.choice((0.02, 0.1, 0.4)),
        jitter=chance.choice((0.0, 0.02, 0.2)),
        nonce_seconds=chance.choice((150.0, 300.0, 600.0)),
    )


def swept() -> History:
    """Half an hour in which everything happens once, for a sweep of faults over all its calls."""
    actions = (
        Action(60.0, "set_daily", 0, (1, "00:10", "UTC")),
        Action(300.0, "play", 0, (2, 2, 3, 10, "all")),
        Action(900.0, "practise", 0, (1,)),
        Action(950.0, "daily", 0, ("pause",)),
        Action(1000.0, "daily", 0, ("resume",)),
        Action(1100.0, "restart", 0, (20,)),
        Action(1200.0, "play", 0, (1, 1, 3, 10, "4xx")),
        Action(1220.0, "stop_game", 0, (1, 1)),
    )
    return History(1, 1800.0 + CALM_END, (Server(keenness=1.0, hours=0.05),), actions)


def sweep(calls: Mapping[str, int]) -> Iterator[History]:
    """Yield the swept history with each effect at each of its calls."""
    for kind, count in sorted(calls.items()):
        for number in range(1, count + 1):
            for effect in EFFECTS:
                seconds = 30.0 if effect == "late" else 0.0
                yield replace(swept(), faults=(Fault(kind, number, effect, seconds),))


def year(seed: int, servers: int = 50, days: int = 365) -> History:
    """A year of many servers, with a restart, a kill or an outage each few days."""
    chance = random.Random(f"year {seed}")
    seconds = days * DAY
    actions: list[Action] = []
    for number in range(servers):
        at = f"{chance.randint(0, 23):02}:{chance.choice((0, 0, 30, 59)):02}"
        values = (1, at, ZONES[number % len(ZONES)], number % 7 == 0)
        actions.append(Action(60.0 + number, "set_daily", number, values))
        actions += _some(chance, number, seconds, days // 20, _game)
        actions += _some(chance, number, seconds, days // 30, _change)
        actions += _some(chance, number, seconds, days // 20, _practice)
    actions += _some(chance, 0, seconds, days // 4, _trouble)
    actions += _some(chance, 0, seconds, days // 60, _update)
    people = tuple(
        Server(chance.choice(("en-US", "ko")), chance.randint(3, 6), 4, chance.uniform(0.1, 0.5))
        for _ in range(servers)
    )
    ordered = sorted(actions, key=lambda each: each.at)
    return History(seed, seconds + CALM_END, people, tuple(ordered))


def _practice(chance: random.Random, server: int, at: float) -> list[Action]:
    return [Action(at, "practise", server, (chance.randint(0, 5),))]


def _update(_: random.Random, server: int, at: float) -> list[Action]:
    return [Action(at, "update_data", server, (30,))]


def _server(chance: random.Random) -> Server:
    locale = chance.choice(("en-US", "ko"))
    return Server(locale, chance.randint(2, 5), chance.randint(3, 4), chance.uniform(0.3, 0.9))


def _settings(chance: random.Random, server: int, days: float) -> list[Action]:
    """Set up daily posts at the start, so that some come soon."""
    values = (1, f"{chance.randint(0, 23):02}:{chance.randint(0, 59):02}", chance.choice(ZONES))
    return [Action(chance.uniform(10, 600), "set_daily", server, (*values, chance.random() < 0.1))]


def _some(
    chance: random.Random,
    server: int,
    seconds: float,
    number: int,
    make: Callable[[random.Random, int, float], list[Action]],
) -> list[Action]:
    return [
        action
        for _ in range(number)
        for action in make(chance, server, chance.uniform(MINUTE, seconds - HOUR))
    ]


def _game(chance: random.Random, server: int, at: float) -> list[Action]:
    channel = chance.choice((1, 1, 2))
    values = (
        channel, chance.randint(0, 4), chance.randint(3, 6), chance.choice((10, 20)),
        chance.choice(TOPICS),
    )  # fmt: skip
    game = [Action(at, "play", server, values)]
    if chance.random() < 0.3:
        # Near a game, a kill, a restart or an administrator hits it.
        game += _trouble(chance, server, at + chance.uniform(0, 90))
    if chance.random() < 0.2:
        late = at + chance.uniform(1, 90)
        game.append(Action(late, "stop_game", server, (channel, chance.randint(0, 3))))
    if chance.random() < 0.2:
        game += _change(chance, server, at + chance.uniform(1, 90))
    return game


def _trouble(chance: random.Random, server: int, at: float) -> list[Action]:
    down = chance.choice((2, 20, 130, 200, 400, 1200, 5 * 3600, 9 * 3600))
    name = chance.choice(("kill", "kill", "kill", "restart", "outage", "drop", "drop"))
    return [Action(at, name, server, (chance.random() < 0.5,) if name == "drop" else (down,))]


def _change(chance: random.Random, server: int, at: float) -> list[Action]:
    channel = chance.randint(1, 3)
    later = at + chance.choice((5.0, 60.0, 600.0, 3 * HOUR))
    name = chance.choice((
        "daily", "daily", "set_daily", "permit", "delete_channel", "delete_message", "leave",
        "practise", "member_leaves", "create_channel", "hide",
    ))  # fmt: skip
    match name:
        case "daily":
            command = chance.choice(("pause", "resume", "skip", "off", "status", "preview"))
            found = [Action(at, name, server, (command,))]
            return [*found, Action(later, name, server, ("resume",))]
        case "set_daily":
            when = f"{chance.randint(0, 23):02}:{chance.randint(0, 59):02}"
            return [Action(at, name, server, (channel, when, chance.choice(ZONES)))]
        case "permit":
            back = Action(later, name, server, (channel, True))
            return [
                Action(at, name, server, (channel, False)), back,
                Action(later + MINUTE, "daily", server, ("resume",)),
            ]  # fmt: skip
        case "leave":
            return [
                Action(at, name, server), Action(later, "join", server),
                Action(later + MINUTE, "daily", server, ("resume",)),
            ]  # fmt: skip
        case "create_channel":
            return [Action(at, name, server)]
        case _:
            return [Action(at, name, server, (channel,))]


def _fault(chance: random.Random) -> Fault:
    kind = chance.choice(sorted(CALLS) + 3 * [each for each in sorted(CALLS) if "daily" in each])
    number = max(1, int(CALLS[kind] ** chance.random()))
    effect = chance.choice(EFFECTS)
    seconds = chance.choice((0.5, 3.0, 10.0, 30.0, 90.0)) if effect == "late" else 0.0
    return Fault(kind, number, effect, seconds)
