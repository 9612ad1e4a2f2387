"""Real servers do what an entry's cause says, and show the code, its owner and its example."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest

from bot.config import shipped
from bot.knowledge.seed import read_knowledge
from bot.model import Detail, Entry
from bot.model.explanation import CodeCount
from bot.services.extract.senders.text_senders import sender_of
from bot.services.extract.summary.summarise import summarise
from tests.proof.catalogue import PROVED, missing, seen_of
from tests.proof.example import differences
from tests.proof.proof import Seen
from tests.servers.processes import where_installed
from tests.servers.recipe import Client, Recipe, Server

# A log has the status of the last response, and that of the whole.
INSIDE = {100, 103, 424}
# Squid keeps these to itself, as their entries say, and sends another code.
NEVER_SENT = {"600/Squid", "601/Squid"}
# Whose code it is can't be read from what the server writes …
OWNERLESS = {
    ("408", "nginx"): "the access log alone has a line",
    ("417", "Varnish"): "the response names no server",
    ("424", "Apache"): "the response names no server",
    ("505", "Caddy"): "Go writes the response, and names no server",
    ("curl 22", "app"): "curl prints the code alone",
}
# … and Explain says nothing of these: exit codes after a response or before a request, and Squid's
# results, of which most say nothing about the status.
UNREAD = {f"curl {code}" for code in (3, 18, 22, 23, 26, 47)} | {
    f"Squid TCP_{result}"
    for result in (
        "DENIED",
        "HIT",
        "MISS",
        "MISS_ABORTED",
        "TUNNEL",
        "REFRESH_FAIL_ERR",
        "REFRESH_FAIL_OLD",
    )
}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.parametrize(
        "of",
        [where_installed(each, missing(each), group="proof") for each in PROVED],
    ),
]


@cache
def seen_everywhere() -> dict[Server | Client, list[Seen]]:
    """Run all servers at once: each mostly waits for a timeout."""
    present = [each for each in PROVED if missing(each) is None]
    with ThreadPoolExecutor(len(present)) as threads:
        return dict(zip(present, threads.map(seen_of, present), strict=True))


@cache
def meanings() -> dict[str, Entry | Detail]:
    known = read_knowledge(shipped("data"), None)
    entries = {str(each.key): each for each in known.entries}
    return {**entries, **{each.key: each for each in known.details}}


def read(seen: Seen) -> Iterator[tuple[str, tuple[CodeCount, ...]]]:
    """Yield what Explain reads in each text that a person would paste."""
    texts = {"response": seen.response, "line": seen.line, "logs": f"{seen.errors}{seen.line}"}
    for name, text in texts.items():
        if text:
            yield name, summarise(text).codes


def faults_in_code(seen: Seen) -> Iterator[str]:
    proof, recipe = seen.proof, seen.proof.recipe
    sent = {int(code) for code in re.findall(r"HTTP/[0-9.]+ ([0-9]{3})\b", seen.response)}
    if isinstance(recipe, Recipe) and (recipe.code in sent) != recipe.is_answered:
        yield f"sends {sent}"
    if seen.logged != recipe.code and not (
        recipe.code in INSIDE or (isinstance(recipe, Recipe) and not recipe.is_logged)
    ):
        yield f"logs {seen.logged}"
    if seen.line and (recipe.flag or "") not in seen.line:
        yield f"doesn't flag {recipe.flag}"
    if proof.says not in seen.everything:
        yield f"doesn't say {proof.says}"
    detail = meanings()[proof.of]
    statuses = detail.statuses if isinstance(detail, Detail) else ()
    if statuses and recipe.code is not None and recipe.code not in statuses:
        yield f"comes with {recipe.code}"


def faults_in_explain(seen: Seen) -> Iterator[str]:
    proof, recipe, meaning = seen.proof, seen.proof.recipe, meanings()[seen.proof.of]
    senders, flags, vendors = set(), set(), set()
    for name, codes in read(seen):
        own = [each for each in codes if each.code == recipe.code]
        is_shown = {"response": recipe.code is not None, "line": recipe.code == seen.logged}
        if not own and recipe.code is not None and is_shown.get(name):
            yield f"{name}: code unread"
        senders |= {sender_of(each).name for each in own}
        vendors |= {each.vendor for each in own}
        flags |= {
            (each.flag.product, code) for each in codes if each.flag for code in each.flag.codes
        }
    if wrong := senders - {None, recipe.sender}:
        yield f"sender {wrong}"
    is_named = recipe.sender in senders or (proof.of, recipe.sender) in OWNERLESS
    if (recipe.code or 0) >= 400 and not is_named:
        yield "no sender"
    vendor = meaning.vendor if isinstance(meaning, Entry) and recipe.code == meaning.code else ""
    if vendor and vendors != {vendor}:
        yield f"vendor {vendors}"
    is_read = isinstance(meaning, Entry) or (meaning.product, meaning.code) in flags
    if recipe.flag and not is_read and proof.of not in UNREAD:
        yield f"flags {flags}"


def test_a_cause_makes_the_code_that_its_entry_has(of: Server | Client) -> None:
    assert not [
        (each.proof.title, fault)
        for each in seen_everywhere()[of]
        for fault in faults_in_code(each)
    ]
    codes: dict[str, set[int | None]] = {}
    for each in seen_everywhere()[of]:
        codes.setdefault(each.proof.of, set()).add(each.proof.recipe.code)
    for key in codes.keys() - NEVER_SENT:
        meaning = meanings()[key]
        assert isinstance(meaning, Detail) or meaning.code in codes[key], key


def test_an_example_differs_from_a_server_only_where_its_proof_says(of: Server | Client) -> None:
    wrong = []
    for each in seen_everywhere()[of]:
        meaning, recipe = meanings()[each.proof.of], each.proof.recipe
        if isinstance(meaning, Entry) and each.proof.differs is not None:
            sent = recipe.sends.decode("latin-1") if isinstance(recipe, Recipe) else ""
            found = differences(meaning.example, sent, each.everything)
            if found != each.proof.differs:
                wrong.append((each.proof.title, found))
    assert not wrong


def test_explain_reads_the_code_and_its_owner(of: Server | Client) -> None:
    assert not [
        (each.proof.title, fault)
        for each in seen_everywhere()[of]
        for fault in faults_in_explain(each)
    ]
