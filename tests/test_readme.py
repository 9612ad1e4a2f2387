"""README and the pages of docs/ promise what is there, and what CI runs."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SET_UP = "python3 -m venv .venv && .venv/bin/pip install -q -c constraints.txt -e"
PLAY = f"{SET_UP} '.[play]' && .venv/bin/teapot play"
TEST = f"{SET_UP} '.[dev]' && .venv/bin/pytest"

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def doc(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def test_both_set_up_lines_stand_in_the_readme() -> None:
    lines = README.splitlines()
    assert PLAY in lines
    assert TEST in lines


def test_the_pages_repeat_the_set_up_lines_as_they_are() -> None:
    assert PLAY in doc("try.md").splitlines()
    assert f"{PLAY} --language ko" in doc("try.ko.md").splitlines()
    assert TEST in doc("contributing.md").splitlines()


def test_the_readme_is_one_screen() -> None:
    assert len(README.splitlines()) <= 60


def test_the_readme_links_to_every_page() -> None:
    linked = set(re.findall(r"\]\(docs/([\w.-]+\.md)\)", README))
    assert linked == {path.name for path in PAGES} - {"README.md"}


def test_ci_runs_the_readmes_test_line_as_it_stands() -> None:
    assert TEST in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_the_package_takes_every_python_that_the_pages_promise() -> None:
    for text in (README, doc("try.md")):
        (oldest,) = re.findall(r"Python (3\.\d+) or later", text.replace("\n", " "))
        assert PROJECT["requires-python"] == f">={oldest}"
    tried = [name.rpartition(" ")[2] for name in PROJECT["classifiers"] if ":: Python ::" in name]
    assert tried[0] == oldest
    assert f"from {tried[0]} to {tried[-1]}" in doc("contributing.md").replace("\n", " ")


@each_page
def test_every_file_that_a_page_shows_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r'\]\(([^)#]+)\)|<img src="([^"]+)"', text):
        name = "".join(target)
        if not name.startswith("http"):
            assert (page.parent / name).exists(), name


@each_page
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    """A name with a capital N, a … or a * in it is a pattern."""
    text = page.read_text(encoding="utf-8")
    for name in re.findall(r"`((?:bot|tests|data|docs|migrations|\.ci|\.github)/[\w./-]+)`", text):
        if "000N" not in name:
            assert (ROOT / name).exists(), name


def test_every_command_of_the_pages_exists() -> None:
    source = (ROOT / "bot" / "terminal" / "arguments.py").read_text(encoding="utf-8")
    named = {
        command
        for path in PAGES
        for command in re.findall(
            r"(?:`|\.venv/bin/|… )teapot ([a-z][\w-]*)", path.read_text(encoding="utf-8")
        )
    }
    assert named >= {
        "run", "setup", "play", "lookup", "search", "explain", "check", "health", "rebuild-scores"
    }  # fmt: skip
    for command in named:
        assert re.search(rf'add_parser\(\s*"{command}"', source), command


def test_every_setting_is_documented_for_the_operator() -> None:
    source = (ROOT / "bot" / "config.py").read_text(encoding="utf-8")
    settings = set(re.findall(r"(?m)^\| `((?:TEAPOT|DISCORD)_[A-Z_]+)` \|", doc("operating.md")))
    assert settings
    assert settings == set(re.findall(r"\b(?:TEAPOT|DISCORD)_[A-Z_]+\b", source))


def test_the_changelog_begins_with_this_version_and_its_database() -> None:
    sections = re.split(r"(?m)^## ", doc("changelog.md"))[1:]
    assert sections[0].split()[0] == PROJECT["version"]
    migrations = len(list((ROOT / "migrations").glob("*.sql")))
    assert re.findall(r"### Database\n\nVersion (\d+)\.", sections[0]) == [str(migrations)]


def test_every_version_says_what_it_does_to_the_database() -> None:
    sections = re.split(r"(?m)^## ", doc("changelog.md"))[1:]
    versions = [section.split()[0] for section in sections]
    assert versions == sorted(versions, key=lambda name: [*map(int, name.split("."))], reverse=True)
    for section in sections:
        assert re.search(r"(?m)^### Database\n\nVersion \d+\.", section), section.split()[0]


def test_the_contributor_is_told_of_every_script() -> None:
    scripts = {path.name for path in (ROOT / ".ci").iterdir()}
    assert set(re.findall(r"(?m)^\| `\.ci/(\w+)` \|", doc("contributing.md"))) == scripts
    for script in scripts:
        assert (ROOT / ".ci" / script).stat().st_mode & 0o111, f"{script} can't be run"
