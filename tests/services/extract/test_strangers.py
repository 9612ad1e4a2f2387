"""How well status codes are found in what strangers paste."""

import re
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest

from bot.services.extract.vendor_codes import VENDORS
from tests.services.extract.test_extract import found, unmarked
from tests.yaml_file import read_yaml

HERE = Path(__file__).parent
PARTS = [
    "strangers.tuning", "strangers.opened", "strangers2.aside",
    "strangers3.opened", "strangers3.aside", "strangers4.opened", "strangers4.aside",
    "strangers5.opened", "strangers5.aside",
    "strangers6.opened", "strangers6.aside", "strangers7.opened", "strangers7.aside",
    "strangers8.opened", "strangers8.aside", "strangers9.aside", "strangers10.aside",
    "strangers11.aside", "strangers12.aside", "strangers13.aside",
]  # fmt: skip
# Exact, and false alarms among the snippets without a code: a little below what was measured.
# Wanted aside: 96 %, and none. When the code first read the third part, 81.6 % of what was opened
# later were exact, with one false alarm, and 87.2 % of the rest, with none; of the fourth part,
# 91.3 % with 1 of 32, and 93.8 % with 2 of 32; of the fifth part, 81.8 % with 2 of 20, and 83.3 %
# with 1 of 22; of the sixth part, 89.7 % with none of 24 (92.6 % once the vendor of two labels was
# mended), and 92.6 % with 1 of 23; of the seventh part, 86.7 % and 84.4 %, each with 1 of 15; of
# the eighth part, 86.9 % with 5 of 160, and 89.2 % with none of 80. The classifier came then. Of
# the ninth part, 96.7 % with 1 of 60, as the rules alone do; of the tenth part, 93.6 % with 1 of
# 87; of the eleventh part, 97.3 % with 1 of 117. The classifier then learned from more than twice
# the snippets. Of the twelfth part, 98.3 % with 1 of 117, before and after it learned from 3,100
# more. Of the thirteenth part, 97.3 % with 2 of 117.
FLOORS = {
    "strangers.tuning": (0.98, 0.0),
    "strangers.opened": (0.98, 0.0),
    "strangers2.aside": (0.92, 0.05),
    "strangers3.opened": (0.98, 0.0),
    "strangers3.aside": (0.93, 0.036),
    "strangers4.opened": (0.98, 0.0),
    "strangers4.aside": (0.96, 0.0),
    "strangers5.opened": (0.96, 0.0),
    "strangers5.aside": (0.92, 0.0),
    "strangers6.opened": (0.96, 0.0),
    "strangers6.aside": (0.94, 0.0),
    "strangers7.opened": (0.98, 0.0),
    "strangers7.aside": (0.84, 0.134),
    "strangers8.opened": (0.97, 0.0),
    "strangers8.aside": (0.96, 0.0),
    "strangers9.aside": (0.97, 0.0),
    "strangers10.aside": (0.93, 0.012),
    "strangers11.aside": (0.95, 0.018),
    "strangers12.aside": (0.97, 0.009),
    "strangers13.aside": (0.96, 0.018),
}
ORIGINS = {
    "blog", "chat", "ci", "code", "console", "docs", "issue", "log", "page", "thread",
}  # fmt: skip
ADDRESS = re.compile(r"(?<![\w.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![\w.])")
ALLOWED_NETWORKS = [
    ip_network(each)
    for each in (
        "0.0.0.0/8", "10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.2.0/24", "192.168.0.0/16", "198.51.100.0/24", "203.0.113.0/24",
    )
]  # fmt: skip


def load(part: str) -> list[dict[str, Any]]:
    snippets: list[dict[str, Any]] = read_yaml(HERE / f"{part}.yaml")
    return snippets


@pytest.mark.parametrize("part", PARTS)
def test_strangers_snippets_are_read_at_least_this_well(
    part: str, say: Callable[[str], None]
) -> None:
    snippets = [(each["kind"], *unmarked(each["text"])) for each in load(part)]
    wrong = [kind for kind, text, places in snippets if found(text) != places]
    silent = [(kind, text) for kind, text, places in snippets if not places]
    alarms = [kind for kind, text in silent if found(text)]
    exact = 1 - len(wrong) / len(snippets)
    say(
        f"{part}: {exact:.1%} of {len(snippets)} exact, {len(alarms)} false alarms in {len(silent)}"
    )
    assert exact >= FLOORS[part][0], wrong
    assert len(alarms) <= FLOORS[part][1] * len(silent), alarms


@pytest.mark.parametrize("part", PARTS)
def test_strangers_snippets_are_marked_as_their_rules_say(part: str) -> None:
    for each in load(part):
        text, places = unmarked(each["text"])
        assert "⟦" not in text, text
        assert "⟧" not in text, text
        assert {pair["code"] for pair in each["who"]} == {code for code, _, _ in places}, text
        for code, _, vendor in places:
            assert vendor is None or vendor in VENDORS[code], text
        assert all(pair["sender"] for pair in each["who"]), text
        assert each["origin"] in ORIGINS, text
        assert each["lang"] in {"en", "ja", "ko", "none", "zh"}, text


@pytest.mark.parametrize("part", PARTS)
def test_strangers_snippets_name_no_real_address(part: str) -> None:
    for each in load(part):
        for match in ADDRESS.findall(each["text"]):
            if all(int(octet) < 256 for octet in match.split(".")):
                address = ip_address(match)
                assert any(address in network for network in ALLOWED_NETWORKS), match


def test_a_third_of_the_strangers_snippets_is_korean_and_holds_no_code() -> None:
    snippets = [each for part in PARTS for each in load(part)]
    assert sum(each["lang"] == "ko" for each in snippets) * 3 >= len(snippets)
    assert sum(not each["who"] for each in snippets) * 10 >= 3 * len(snippets)
    assert abs(len(load("strangers.tuning")) - len(load("strangers.opened"))) <= 1
