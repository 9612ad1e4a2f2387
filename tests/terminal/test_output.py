"""What the command line says is for a terminal: it names no command of Discord's, has no markup."""

import json
import re
import sys
from pathlib import Path

import pytest

from bot.model import LANGUAGES, Knowledge, Language, Match
from bot.services.extract.explain import explain
from bot.services.extract.summary.summarise import summarise
from bot.services.lookup.lookup import Lookup
from bot.terminal.command_line import main
from bot.terminal.explained_text import explained_text
from bot.terminal.lookup_text import answer_text
from bot.texts import Texts
from tests.test_texts import written

ROOT = Path(__file__).parents[2]
COMMANDS = sorted(
    {
        name
        for language in LANGUAGES
        for key, name in written(language).items()
        if re.fullmatch(r"command\.\w+\.name", key)
    }
)
# A path in an entry, such as /login, is no command.
FOR_DISCORD = re.compile(rf"`|</[^>]+:\d+>|\*\*|(?<![\w/.]) ?/(?:{'|'.join(COMMANDS)})\b")
# What each refusal of a query is the answer to.
REFUSED = {
    "lookup.empty": " ",
    "lookup.no_code": "42",
    "lookup.no_class": "7xx",
    "lookup.no_words": "!?",
}


def for_discord(said: str) -> list[str]:
    return [line for line in said.splitlines() if FOR_DISCORD.search(line)]


def test_what_is_for_discord_is_seen() -> None:
    for line in ("Try `418`.", "/http 418", "(/오늘의코드 설정)", "</http:1>", "**bold**"):
        assert for_discord(line) == [line]
    assert for_discord("GET /login HTTP/1.1, https://x.org/http, text/http") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_refusal_is_worded_for_discord(
    capsys: pytest.CaptureFixture[str], config: object, tmp_path: Path, language: Language,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("TEAPOT_DATABASE", str(tmp_path / "teapot.sqlite3"))
    raised = re.findall(
        r'UserError\("([\w.]+)"',
        (ROOT / "bot/services/lookup/lookup.py").read_text(encoding="utf-8"),
    )
    assert set(raised) == set(REFUSED)
    said = set()
    for query in (*REFUSED.values(), "zebra crossing saxophone", "qzxv"):
        assert main(["lookup", query, "--lang", language]) == 1
        said.add("".join(capsys.readouterr()))
    assert len(said) == len(REFUSED) + 2
    (tmp_path / "empty.log").write_text("listening on port 503", encoding="utf-8")
    assert main(["explain", str(tmp_path / "empty.log"), "--lang", language]) == 1
    said.add("".join(capsys.readouterr()))
    assert "" not in said
    assert for_discord("\n".join(said)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_answer_is_worded_for_discord(
    lookup: Lookup, knowledge: Knowledge, texts: Texts, language: Language
) -> None:
    here = texts.in_terminal().voice(language)
    answers = [lookup.find(query) for query in ("1xx", "2xx", "3xx", "4xx", "5xx", "427", "599")]
    answers += [
        Match(entry, tuple(other for other in knowledge.entries if other is not entry)[:2])
        for entry in knowledge.entries
    ]
    answers += [lookup.detail(detail, knowledge.details[:2]) for detail in knowledge.details]
    for answer in answers:
        assert for_discord(answer_text(answer, here)) == []
    log = "\n".join(f"HTTP/1.1 {code}" for code in range(100, 600))
    summary = summarise(log)
    explained = explain(summary, lookup)
    assert len(explained) > 400
    assert for_discord(explained_text(explained, summary.lines, here)) == []
    for each in explained:
        assert for_discord(explained_text([each], 1, here)) == []


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Check first: "), ("ko", "먼저 확인할 것: ")]
)
def test_a_products_own_code_is_looked_up(
    capsys: pytest.CaptureFixture[str], language: str, said: str
) -> None:
    assert main(["lookup", "iis", "404.13", "--lang", language]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("IIS 404.13 · Content length too large\n")
    assert said in printed
    assert "404 Not Found" in printed
    assert "https://learn.microsoft.com/" in printed
    assert main(["lookup", "websocket 1006", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["entries"] == []
    assert [(each["product"], each["code"]) for each in answer["details"]] == [
        ("WebSocket", "1006")
    ]
    assert main(["search", "404.13"]) == 0
    assert "404 Not Found" in capsys.readouterr().out


@pytest.mark.parametrize(
    "command", ["", "run", "play", "lookup", "search", "explain", "check", "rebuild-scores"]
)
def test_no_help_is_worded_for_discord(capsys: pytest.CaptureFixture[str], command: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*command.split(), "--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert "usage: teapot" in said
    assert for_discord(said) == []


@pytest.mark.parametrize(
    ("arguments", "settings"),
    [
        (["run"], {}),
        (["run"], {"DISCORD_TOKEN": "a token"}),
        (["lookup", "418"], {"TEAPOT_LOG_LEVEL": "LOUD"}),
        (["lookup", "418"], {"TEAPOT_DATABASE": "."}),
        (["rebuild-scores"], {"TEAPOT_DATABASE": "missing"}),
        (["explain", "missing"], {}),
        (["check", "--data", "missing"], {}),
    ],
)
def test_no_failure_is_worded_for_discord(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
    arguments: list[str], settings: dict[str, str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert main(arguments) == (78 if arguments == ["run"] else 2)
    said = "".join(capsys.readouterr())
    assert said
    assert for_discord(said) == []


def test_a_playground_that_is_not_installed_says_what_to_run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "simcord", None)
    for name in [each for each in sys.modules if each.startswith("bot.playground")]:
        monkeypatch.delitem(sys.modules, name)
    assert main(["play"]) == 2
    said = capsys.readouterr().err
    assert "pip install 'teapot[play]'" in said
    assert for_discord(said) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_query_is_quoted_and_can_not_colour_the_terminal(
    lookup: Lookup, texts: Texts, language: Language
) -> None:
    answer = lookup.find("zebra \x1b[31mcrossing saxophone")
    said = answer_text(answer, texts.in_terminal().voice(language))
    assert '"zebra  [31mcrossing saxophone"' in said
