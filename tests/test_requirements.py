"""constraints.txt and requirements.lock pin all that pyproject.toml asks for, and name no index."""

import importlib.metadata
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CONSTRAINTS = (ROOT / "constraints.txt").read_text(encoding="utf-8")
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
RUNTIME = [Requirement(text) for text in PROJECT["dependencies"]]
EXTRAS = [
    Requirement(text) for texts in PROJECT["optional-dependencies"].values() for text in texts
]
HERE = f"{sys.version_info.major}.{sys.version_info.minor}"
PYTHONS = [
    text.rpartition(" ")[2] for text in PROJECT["classifiers"] if text.startswith("Programming")
]


def pins(text: str, python: str) -> dict[NormalizedName, Version]:
    """Return the version of each package that `python` gets on this system."""
    lines = [
        Requirement(line.partition(" --hash")[0])
        for line in text.replace("\\\n", " ").splitlines()
        if line and not line.startswith("#")
    ]
    environment = {"python_version": python, "python_full_version": f"{python}.0"}
    meant = [line for line in lines if line.marker is None or line.marker.evaluate(environment)]
    names = Counter(canonicalize_name(line.name) for line in meant)
    assert set(names.values()) == {1}, names.most_common(1)
    return {canonicalize_name(line.name): exact_version(line) for line in meant}


def exact_version(line: Requirement) -> Version:
    (specifier,) = line.specifier
    assert specifier.operator == "=="
    assert "*" not in specifier.version
    return Version(specifier.version)


def everything_behind(requirements: list[Requirement]) -> set[NormalizedName]:
    """Return the names of the packages and of their own requirements, as installed here."""
    found: set[NormalizedName] = set()
    seen: set[tuple[str, str]] = set()
    waiting = list(requirements)
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        found.add(name)
        for extra in {"", *requirement.extras}:
            if (name, extra) not in seen:
                seen.add((name, extra))
                waiting += needed_by(name, extra)
    return found - {"teapot"}


def needed_by(name: str, extra: str) -> Iterator[Requirement]:
    for text in importlib.metadata.requires(name) or []:
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            yield requirement


@pytest.mark.parametrize("python", PYTHONS)
def test_what_pyproject_asks_for_is_pinned_within_its_range(python: str) -> None:
    constraints, lock = pins(CONSTRAINTS, python), pins(LOCK, python)
    for requirement in RUNTIME + EXTRAS:
        name = canonicalize_name(requirement.name)
        if name != "teapot":
            assert constraints[name] in requirement.specifier, requirement
    for requirement in RUNTIME:
        assert lock[canonicalize_name(requirement.name)] in requirement.specifier, requirement


@pytest.mark.parametrize("python", PYTHONS)
def test_the_lock_pins_what_the_constraints_pin(python: str) -> None:
    assert pins(LOCK, python).items() <= pins(CONSTRAINTS, python).items()


def test_what_the_packages_need_themselves_is_pinned_too() -> None:
    assert everything_behind(RUNTIME) == set(pins(LOCK, HERE))
    assert everything_behind(RUNTIME + EXTRAS) == set(pins(CONSTRAINTS, HERE))


def test_every_line_of_the_lock_has_a_hash() -> None:
    lines = [line for line in LOCK.replace("\\\n", " ").splitlines() if not line.startswith("#")]
    assert lines
    for line in lines:
        assert re.search(r" --hash=sha256:[0-9a-f]{64}\b", line), line


@pytest.mark.parametrize("text", [CONSTRAINTS, LOCK], ids=["constraints", "lock"])
def test_no_line_names_an_index(text: str) -> None:
    assert "://" not in text
    assert " @ " not in text
    options = set(re.findall(r"(?<!\S)--?[a-z][a-z-]*", text.replace("--hash=", "")))
    assert options == set()
