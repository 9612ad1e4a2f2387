"""How well the lines are read that real servers write; `tests/servers` makes them."""

import socket
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.services.extract import find_codes
from bot.services.extract.senders.text_senders import TextSenders
from tests.services.extract.test_extract import found, unmarked
from tests.services.extract.test_strangers import ADDRESS
from tests.yaml_file import read_yaml

PATH = Path(__file__).parent / "servers.yaml"


def load() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = read_yaml(PATH)
    return entries


def misread(entries: Iterable[dict[str, Any]]) -> Iterator[tuple[str, list[str]]]:
    """Yield the kind of each entry, with what is read wrongly in it."""
    for each in entries:
        text, places = unmarked(each["text"])
        faults = []
        if found(text) != places:
            faults.append("places" if places else "alarm")
        real = {pair["code"]: pair["sender"] for pair in each["who"]}
        mentions = find_codes(text)
        senders = TextSenders(text, mentions)
        for mention in mentions:
            sender = senders.sender(mention)
            if sender.name not in (None, real.get(mention.code)):
                faults.append(f"sender {sender.name}")
            if sender.flag and sender.flag.code != each.get("flag", "----"):
                faults.append(f"flag {sender.flag.code}")
        yield each["kind"], faults


def test_lines_of_real_servers_are_read_at_least_this_well(say: Callable[[str], None]) -> None:
    faults = dict(misread(load()))
    servers = Counter(kind.partition(",")[0] for kind in faults)
    wrong = Counter(kind.partition(",")[0] for kind, each in faults.items() if each)
    exact = 1 - sum("places" in each for each in faults.values()) / len(faults)
    senders = sum(any("sender" in fault for fault in each) for each in faults.values())
    say(
        f"servers: {exact:.1%} of {len(faults)} exact, {senders} wrong senders; wrong of each: "
        + ", ".join(f"{name} {wrong[name]} of {count}" for name, count in servers.items())
    )
    assert not [kind for kind, each in faults.items() if "alarm" in each]
    assert not [kind for kind, each in faults.items() if any("flag" in fault for fault in each)]
    assert exact >= 0.99, [kind for kind, each in faults.items() if "places" in each]
    assert not senders, {kind: each for kind, each in faults.items() if each}


def test_lines_of_real_servers_tell_nothing_of_the_machine() -> None:
    text = PATH.read_text(encoding="utf-8")
    addresses = {each for each in ADDRESS.findall(text) if each not in ("127.0.0.1", "0.0.0.0")}
    assert not {each for each in addresses if len(each) > 8}, addresses
    assert "/tmp/" not in text
    assert "/home/" not in text
    assert socket.gethostname() not in text.split()
