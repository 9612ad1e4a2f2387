"""Logs of any size for benchmarks: generated, and never stored in the repository."""

import json
import random
from collections.abc import Callable, Iterator
from typing import Final

STATUSES: Final = [200] * 80 + [304] * 10 + [404] * 5 + [502] * 3 + [499, 503]


def _clock(number: int) -> str:
    return f"{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}"


def combined(number: int, chance: random.Random) -> str:
    return (
        f"203.0.113.{number % 250} - - [24/Nov/2026:{_clock(number)} +0000]"
        f' "GET /api/v1/orders/{chance.randrange(5_000)}?page={number % 90} HTTP/1.1"'
        f' {chance.choice(STATUSES)} {chance.randrange(90_000)} "https://shop.example.com/cart"'
        ' "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"'
    )


def haproxy(number: int, chance: random.Random) -> str:
    status = chance.choice(STATUSES)
    flags, server = ("SC--", "<NOSRV>") if status == 503 else ("----", "srv1")
    return (
        f"Nov 24 {_clock(number)} lb1 haproxy[1180]: 203.0.113.{number % 250}:33317"
        f" [24/Nov/2026:{_clock(number)}.655] web~ app/{server} 0/0/1/{number % 90}/109 {status}"
        f' 2750 - - {flags} 120/110/20/5/0 0/0 "GET /api/{chance.randrange(3_000)} HTTP/1.1"'
    )


def json_line(number: int, chance: random.Random) -> str:
    line = {
        "time": f"2026-11-24T{_clock(number)}Z",
        "level": "info",
        "method": "GET",
        "path": f"/api/v1/orders/{chance.randrange(5_000)}",
        "status": chance.choice(STATUSES),
        "duration_ms": number % 900 / 7,
    }
    return json.dumps(line)


def in_docker(number: int, chance: random.Random) -> str:
    line = {
        "log": f"{json_line(number, chance)}\n",
        "stream": "stdout",
        "time": f"2026-11-24T{_clock(number)}.404500Z",
    }
    return json.dumps(line, separators=(",", ":"))


def application(number: int, chance: random.Random) -> str:
    said = (
        "Completed initialization in 12 ms",
        f"order {chance.randrange(100_000)} saved in {chance.randrange(900)} ms",
        f"upstream answered 502 for GET /api/{chance.randrange(900)}",
        "\tat com.example.shop.OrderService.find(OrderService.java:404)",
        f"user id={chance.randrange(999)} logged in",
    )
    return (
        f"2026-11-24T{_clock(number)}.{number % 1_000:03}+09:00  INFO 1 --- [exec-{number % 200}]"
        f" c.e.shop.OrderService : {said[number % len(said)]}"
    )


def log(line: Callable[[int, random.Random], str], size: int) -> Iterator[str]:
    """Yield whole lines, a thousand at a time, until there are `size` characters."""
    chance, number, written = random.Random(12), 0, 0
    while written < size:
        lines = "".join(f"{line(each, chance)}\n" for each in range(number, number + 1_000))
        yield lines
        written += len(lines)
        number += 1_000
