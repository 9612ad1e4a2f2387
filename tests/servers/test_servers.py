"""Real servers on loopback: what they log is what their clients saw, and Teapot reads it."""

from functools import cache
from typing import Any

import pytest

from tests.servers.catalogue import EVERY, observations
from tests.servers.corpus import entry, shape, version
from tests.servers.observe import Observation
from tests.servers.processes import lacking, where_installed
from tests.servers.recipe import Client, Recipe, Server
from tests.services.extract.test_servers import load, misread

pytestmark = [
    pytest.mark.slow,
    pytest.mark.parametrize(
        "of",
        [where_installed(each, lacking(each), group=each.name) for each in EVERY],
    ),
]


@cache
def observed(of: Server | Client) -> list[Observation]:
    return observations(of)


@cache
def fresh(of: Server | Client) -> dict[str, dict[str, Any]]:
    """Return what the corpus would keep of this machine's server, by its kind."""
    kept = [entry(of, version(of), each) for each in observed(of)]
    return {each["kind"]: each for each in reversed(kept)}


def kept(of: Server | Client) -> dict[str, dict[str, Any]]:
    """Return what the corpus has of a server, if it is of this machine's version."""
    program = f"{of.name} {version(of)}"
    entries = {each["kind"]: each for each in load() if each["program"] == program}
    if not entries:
        pytest.skip(f"the corpus has no lines of {program}")
    return entries


def test_a_server_logs_the_code_that_its_client_saw(of: Server | Client) -> None:
    for each in observed(of):
        recipe, about = each.recipe, f"{each.source}, {each.recipe.title}: {each.text}"
        is_answered = not isinstance(recipe, Recipe) or recipe.is_answered
        assert each.seen == (recipe.code if is_answered else None), about
        if each.codes and recipe.code is not None:
            assert recipe.code in each.codes, about
        elif each.source != "error log":
            # A log in JSON has a 0 for 000.
            assert recipe.code is None or (recipe.code == 0 and each.source == "JSON"), about
        if recipe.flag and each.source not in ("response", "error log"):
            assert recipe.flag in each.text, about


def test_a_server_of_the_corpus_still_writes_its_lines(of: Server | Client) -> None:
    old = {kind: (each["who"], shape(each["text"])) for kind, each in kept(of).items()}
    assert {kind: (each["who"], shape(each["text"])) for kind, each in fresh(of).items()} == old


def test_a_servers_new_lines_are_read_as_those_of_the_corpus(of: Server | Client) -> None:
    lines, old = fresh(of), dict(misread(kept(of).values()))
    new = dict(misread(lines.values()))
    assert new.keys() == old.keys()
    different = [kind for kind, faults in new.items() if faults != old[kind]]
    assert not different, [(kind, new[kind], lines[kind]["text"]) for kind in different]


def test_a_servers_codes_are_found_in_its_lines(of: Server | Client) -> None:
    """A page may give a code its own words: nginx heads its 401 "Authorization Required"."""
    faults = dict(misread(fresh(of).values()))
    wrong = {kind: each for kind, each in faults.items() if each and ", response: " not in kind}
    assert len(wrong) <= 0.03 * len(faults), wrong
    assert not any("alarm" in each for each in faults.values()), faults
