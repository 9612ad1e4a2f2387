"""What docs/operating.md says of commands, settings, exit codes and cases is so, also in Korean."""

import re
import shlex
import subprocess

import pytest

from bot.config import SETTINGS
from bot.exit_codes import ExitCode
from bot.terminal.command_line import COMMANDS
from tests.operating_page import ROOT

FOLDER = ROOT / "docs"
ENGLISH = (FOLDER / "operating.md").read_text(encoding="utf-8")
KOREAN = (FOLDER / "operating.ko.md").read_text(encoding="utf-8")

each_page = pytest.mark.parametrize("page", [ENGLISH, KOREAN], ids=["en", "ko"])


def sections(page: str) -> dict[str, str]:
    parts = re.split(r"(?m)^## (.*)$", page)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def place(heading: str) -> str:
    """Return the anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def steps(page: str) -> str:
    return next(text for text in sections(page).values() if re.search(r"(?m)^10\. ", text))


def lines_to_type(section: str) -> list[str]:
    found: list[str] = re.findall(r"(?ms)^ *```sh\n(.*?)^ *```$", section)
    return found


def cases(page: str) -> dict[str, str]:
    """Return the rows of the last table: the case, and what to do."""
    table = list(sections(page).values())[-1].rpartition("\n| --- | --- |\n")[2]
    return dict(re.findall(r"(?m)^\| (.+?) \| (.+) \|$", table))


def what_to_type(said: str) -> list[str]:
    typed = re.findall(r"`((?:sudo|teapot|df|pgrep|https:)[^`]*)`", said)
    return [line.replace(r"\|", "|") for line in typed]  # a table's cell escapes a pipe


def test_the_page_explains_every_command() -> None:
    first_columns = " ".join(re.findall(r"(?m)^\| (`.*?) \| ", sections(ENGLISH)["Commands"]))
    assert set(re.findall(r"`teapot ([\w-]+)`", first_columns)) == COMMANDS.keys()


@each_page
def test_the_page_explains_every_exit_code(page: str) -> None:
    assert [int(code) for code in re.findall(r"(?m)^\| (\d+) \| ", page)] == sorted(ExitCode)


@each_page
def test_the_page_names_only_commands_and_settings_that_exist(page: str) -> None:
    assert set(re.findall(r"\b(?:TEAPOT|DISCORD)_[A-Z_]+\b", page)) <= set(SETTINGS) | {
        "TEAPOT_SERVICE_HOST"  # a variable that Kubernetes adds
    }
    named = set(re.findall(r"(?:`|bin/)teapot ([a-z][\w-]*)", page))
    assert len(named) >= 5
    assert named <= COMMANDS.keys()


@each_page
def test_each_case_begins_with_what_to_type(page: str) -> None:
    assert len(cases(page)) >= 13
    for when, said in cases(page).items():
        begun = said.replace(r"\|", "|")
        assert begun.startswith(tuple(f"`{line}`" for line in what_to_type(said))), when


@each_page
def test_a_shell_can_read_what_the_cases_say_to_type(page: str) -> None:
    lines = [line for said in cases(page).values() for line in what_to_type(said)]
    done = subprocess.run(
        ["bash", "-n"], input="\n".join(lines), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@each_page
def test_the_cases_call_teapot_as_the_ten_steps_do(page: str) -> None:
    (line,) = lines_to_type(list(sections(page).values())[-1])
    word, definition = shlex.split(line)
    command = definition.removeprefix("teapot=")
    assert word == "alias"
    assert f"{command} health\n" in steps(page)


def test_the_korean_page_says_to_type_the_same() -> None:
    assert lines_to_type(steps(KOREAN)) == lines_to_type(steps(ENGLISH))
    english, korean = (
        [sorted(what_to_type(said)) for said in cases(page).values()] for page in (ENGLISH, KOREAN)
    )
    assert korean == english
    (restored,) = lines_to_type(sections(KOREAN)["복원"])
    assert restored in lines_to_type(sections(ENGLISH)["Restore"])


@each_page
def test_each_place_that_the_page_points_to_is_there(page: str) -> None:
    own, english = ({place(heading) for heading in sections(text)} for text in (page, ENGLISH))
    pointed = re.findall(r"\]\((operating\.md)?#([\w-]+)\)", page)
    assert pointed
    for elsewhere, name in pointed:
        assert name in (english if elsewhere else own), name
