"""The command line: what it prints, its exit code, and what it leaves behind."""

import asyncio
import contextlib
import errno
import importlib.metadata
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
import venv
import zipfile
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple, cast

import pytest

from bot.model import Knowledge, NoMatch
from bot.services.lookup.lookup import Lookup
from bot.services.quiz.daily_answers import DailyAnswers
from bot.services.quiz.questions import Questions
from bot.services.quiz.streak import Streaks
from bot.store.database import open_database
from bot.terminal.command_line import main
from bot.terminal.text_file import refusal
from tests.logs import access_log
from tests.services.quiz.quiz_stand_in import ask_of_the_day

ROOT = Path(__file__).parents[2]


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


def teapot(*arguments: str, where: Path, typed: str = "", **settings: str) -> Done:
    """In this process, which takes a tenth of the time of a new one."""
    streams = [io.TextIOWrapper(io.BytesIO(text), "utf-8") for text in (typed.encode(), b"", b"")]
    with contextlib.chdir(where), pytest.MonkeyPatch.context() as patch:
        for name, value in settings.items():
            patch.setenv(name, value)
        for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
            patch.setattr(sys, name, stream)
        try:
            code = main(arguments)
        except SystemExit as refused:  # by argparse
            code = cast("int", refused.code)
        for stream in streams[1:]:
            stream.flush()
    _, stdout, stderr = (each.buffer.getvalue().decode() for each in streams)
    return Done(code, stdout, stderr)


def teapot_process(*arguments: str, where: Path, **options: Any) -> Any:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=where, env=environment, timeout=120, check=False,
        **({"capture_output": True, "text": True} | options),
    )  # fmt: skip


def test_lookup_explains_a_code(tmp_path: Path) -> None:
    done = teapot_process("lookup", "418", where=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("418 I'm a teapot")
    assert "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.19" in done.stdout
    assert "not cacheable by default (RFC 9110 §15.1)" in done.stdout
    korean = teapot("lookup", "찾을", "수", "없음", "--lang", "ko", where=tmp_path)
    assert korean.stdout.startswith("404 Not Found · 찾을 수 없음\n4xx 클라이언트 오류")
    assert list(tmp_path.iterdir()) == []


def test_lookup_as_json_has_the_agreed_shape(tmp_path: Path) -> None:
    done = teapot("lookup", "451", "--json", where=tmp_path)
    answer = json.loads(done.stdout)
    assert answer["query"] == "451"
    shown, other = answer["entries"]
    assert (shown["code"], shown["vendor"], other["vendor"]) == (451, None, "Exchange")
    assert shown["registration"] == "registered"
    assert shown["obsolete"] is False
    assert shown["spec"] == {
        "document": "RFC 7725",
        "section": "3",
        "url": "https://www.rfc-editor.org/rfc/rfc7725.html#section-3",
    }
    facts = shown["facts"]
    assert facts["cacheable_by_default"] is True
    assert facts["must_not_be_stored"] is False
    assert facts["required_headers"] == []
    assert facts["recommended_headers"] == ["Link"]
    assert facts["redirect_method"] is None
    assert facts["permanent"] is None
    assert facts["body_allowed"] is True
    for language in ("en", "ko"):
        text = shown["text"][language]
        assert {"name", "summary", "meaning", "causes", "actions", "keywords"} <= set(text)
    assert {"example", "related", "constants", "aliases", "name"} <= set(shown)
    assert shown["constants"]["python"] == "HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS"


def test_search_as_json_is_best_first(tmp_path: Path) -> None:
    done = teapot("search", "too", "many", "requests", "--json", "--limit", "3", where=tmp_path)
    answer = json.loads(done.stdout)
    assert answer["query"] == "too many requests"
    assert answer["hits"][0]["code"] == 429
    assert answer["hits"][0]["vendor"] is None
    scores = [hit["score"] for hit in answer["hits"]]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 3


def test_search_reads_queries_from_standard_input(tmp_path: Path) -> None:
    typed = "not found\n요청이 너무 많음\n\n499\n42\n"
    done = teapot("search", "-", where=tmp_path, typed=typed)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["query"] for answer in answers] == ["not found", "요청이 너무 많음", "499", "42"]
    first = [[hit["code"] for hit in answer["hits"]][:1] for answer in answers]
    assert first == [[404], [429], [499], []]
    assert [hit["vendor"] for hit in answers[2]["hits"]] == ["nginx", "Esri"]
    assert done.returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_explain_finds_the_codes_of_a_file_and_of_standard_input(tmp_path: Path) -> None:
    log = 'x - - [24/Nov/2026:02:11:09 +0000] "GET /a HTTP/1.1" 499 0 "-" "\x1b[31m"\nHTTP/2 404\n'
    (tmp_path / "access.log").write_text(log + "HTTP/2 503\n", encoding="utf-8")
    done = teapot("explain", "access.log", where=tmp_path)
    assert done.returncode == 0
    titles = [line for line in done.stdout.splitlines() if re.match(r"\d", line)]
    assert titles == [
        "503 Service Unavailable", "404 Not Found", "499 Client Closed Request (nginx)",
        "3 lines in all",
    ]  # fmt: skip
    assert "  24/Nov/2026:02:11:09 +0000\n  /a\n" in done.stdout
    assert "\x1b" not in done.stdout
    korean = teapot("explain", "--lang", "ko", where=tmp_path, typed="502 뜨는데 왜 그래요?")
    assert "502 Bad Gateway · 잘못된 게이트웨이" in korean.stdout
    assert "먼저 확인할 것" in korean.stdout


def test_explain_names_the_file_of_a_line_if_there_are_several(tmp_path: Path) -> None:
    line = '203.0.113.9 - - [{}/Nov/2026:02:11:09 +0000] "GET /v1 HTTP/1.1" {} 157\n'
    (tmp_path / "b.log").write_text(line.format(24, 502) + line.format(24, 404))
    (tmp_path / "c.log").write_text(line.format(26, 200) * 2 + line.format(26, 502))
    said = teapot("explain", "b.log", "c.log", where=tmp_path).stdout
    assert "2 times · lines 1 in b.log and 3 in c.log" in said
    assert "24/Nov/2026:02:11:09 +0000 – 26/Nov/2026:02:11:09 +0000" in said
    korean = teapot("explain", "b.log", "c.log", "--lang", "ko", where=tmp_path).stdout
    assert "2회 · b.log 1, c.log 3번째 줄" in korean
    done = teapot("explain", "b.log", "-", "--json", where=tmp_path, typed="HTTP 502")
    counted = json.loads(done.stdout)["codes"][0]
    assert (counted["first_file"], counted["last_file"], counted["last_line"]) == ("b.log", None, 1)


def test_explain_as_json_counts_each_code_worst_first(tmp_path: Path) -> None:
    text = f"{access_log()}\na 520, then\nHTTP 502"
    done = teapot("explain", "-", "--json", where=tmp_path, typed=text)
    summary = json.loads(done.stdout)
    assert list(summary) == ["lines", "codes"]
    assert summary["lines"] == 59
    assert [each["code"] for each in summary["codes"]] == [502, 520, 429, 404, 304, 200]
    assert summary["codes"][0] == {
        "code": 502, "vendor": None, "sender": None, "count": 16, "first_line": 10,
        "last_line": 59, "first_at": "24/Nov/2026:02:09:09 +0000",
        "last_at": "24/Nov/2026:02:54:09 +0000",
        "paths": [["/v1/payments/confirm", 12], ["/v1/orders", 3]],
    }  # fmt: skip
    assert summary["codes"][1]["vendor"] == "Cloudflare"


def test_explain_prints_each_place_as_a_line_of_json(tmp_path: Path) -> None:
    text = "a 520, then\nHTTP 502, HTTP 502"
    done = teapot("explain", "-", "--mentions", where=tmp_path, typed=text)
    mentions = [json.loads(line) for line in done.stdout.splitlines()]
    assert mentions[0] == {"code": 520, "line": 1, "start": 2, "end": 5, "vendor": "Cloudflare"}
    assert [each["line"] for each in mentions] == [1, 2, 2]
    assert mentions[1]["vendor"] is None
    assert {text[each["start"] : each["end"]] for each in mentions} == {"520", "502"}


def test_explain_prints_what_the_page_shows(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "try.md").read_text(encoding="utf-8")
    shown = re.findall(r"(?m)^```(?:json)?\n([^`]*)^```$", page)
    log, text, summary, mentions = shown
    (tmp_path / "access.log").write_text(log, encoding="utf-8")
    assert teapot("explain", "access.log", where=tmp_path).stdout == text
    assert teapot("explain", "access.log", "--json", where=tmp_path).stdout == summary
    assert teapot("explain", "access.log", "--mentions", where=tmp_path).stdout == mentions


def test_explain_prints_what_the_korean_page_shows(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "try.ko.md").read_text(encoding="utf-8")
    log, text = re.findall(r"(?m)^```\n([^`]*)^```$", page)
    (tmp_path / "access.log").write_text(log, encoding="utf-8")
    assert teapot("explain", "access.log", "--lang", "ko", where=tmp_path).stdout == text


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("404\n", "404 Not Found"),
        ("502 ㅠㅠ", "502 Bad Gat"),
        ("Error R14 (Memory)\n", "Heroku R14"),
    ],
)
def test_explain_of_a_number_or_an_error_alone_looks_it_up(
    tmp_path: Path, typed: str, title: str
) -> None:
    done = teapot("explain", "-", where=tmp_path, typed=typed)
    assert done.returncode == 0
    assert done.stdout.startswith(title)
    assert done.stdout == teapot("lookup", typed.strip(), where=tmp_path).stdout


@pytest.mark.parametrize(
    ("called", "named"),
    [(".venv/bin/teapot", ".venv/bin/teapot"), ("bot/__main__.py", "teapot")],
)
def test_a_text_names_commands_as_they_were_called(
    tmp_path: Path, called: str, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", [called])
    done = teapot("explain", "-", where=tmp_path, typed="all is well")
    assert done.stderr.rstrip().endswith(f"run: {named} lookup 502")


def test_explain_without_a_code_names_what_a_number_may_mean(tmp_path: Path) -> None:
    done = teapot("explain", "-", where=tmp_path, typed="결제 500")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Did you mean 500?" in done.stderr
    assert "  500 Internal Server Error" in done.stderr


def test_explain_without_a_code_says_so(tmp_path: Path) -> None:
    done = teapot("explain", where=tmp_path, typed="listening on port 503")
    assert (done.returncode, done.stdout) == (1, "")
    assert "teapot lookup 502" in done.stderr
    empty = teapot("explain", "--json", where=tmp_path, typed="")
    assert (empty.returncode, json.loads(empty.stdout)) == (1, {"lines": 0, "codes": []})
    none = teapot("explain", "--mentions", where=tmp_path, typed="port 503")
    assert (none.returncode, none.stdout) == (1, "")


@pytest.mark.parametrize(
    ("language", "missing", "folder", "forbidden"),
    [
        (
            "en",
            "There is no file no-such.log.",
            "logs is a folder. Name a file in it.",
            "You don't have permission to read mine.log.",
        ),
        (
            "ko",
            "파일이 없습니다: no-such.log",
            "파일이 아니라 폴더입니다: logs",
            "파일을 읽을 권한이 없습니다: mine.log",
        ),
    ],
)
def test_a_file_that_can_not_be_read_is_one_sentence(
    tmp_path: Path, language: str, missing: str, folder: str, forbidden: str
) -> None:
    (tmp_path / "logs").mkdir()
    (tmp_path / "mine.log").touch(mode=0o000)
    said = {"no-such.log": missing, "logs": folder, "mine.log": forbidden}
    if os.access(tmp_path / "mine.log", os.R_OK):  # as root
        del said["mine.log"]
    for name, sentence in said.items():
        done = teapot("explain", name, "--lang", language, where=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == f"teapot: {sentence}\n"


def test_permission_and_other_faults_have_sentences_of_their_own() -> None:
    """As root, a process may read everything."""
    faults = {
        "forbidden": PermissionError(),
        "missing": NotADirectoryError(),
        "unreadable": OSError(errno.EIO, "Input/output error"),
    }
    for key, fault in faults.items():
        assert refusal("a.log", fault).key == f"file.{key}"


def test_version_is_the_packages_as_in_help(tmp_path: Path) -> None:
    done = teapot("--version", where=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"teapot {importlib.metadata.version('teapot')}\n")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["lookup", "404"], 0),
        (["lookup", "4xx"], 0),
        (["lookup", "000"], 0),
        (["lookup", "427"], 1),
        (["lookup", "42"], 1),
        (["lookup", "zebra crossing saxophone"], 1),
        (["search", "404"], 0),
        (["search", "ㅋㅋㅋㅋ"], 1),
        (["search", "asdfgh"], 1),
        (["search", "sdkfjh zlkqp"], 1),
        (["lookup"], 2),
        (["lookup", "404", "--lang", "fr"], 2),
        (["search", "404", "--limit", "0"], 2),
        (["play", "--port", "99999"], 2),
        (["brew"], 2),
        ([], 2),
        (["check"], 0),
    ],
)
def test_exit_codes(tmp_path: Path, arguments: list[str], code: int) -> None:
    done = teapot(*arguments, where=tmp_path)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_process_ends_with_the_exit_code(tmp_path: Path) -> None:
    assert teapot_process("search", "asdfgh", where=tmp_path).returncode == 1
    assert teapot_process("run", where=tmp_path).returncode == 78


@pytest.mark.slow
def test_what_is_not_found_says_how_to_ask_in_the_terminals_words(tmp_path: Path) -> None:
    for language, told in (
        ("en", "For a log or an error message:"),
        ("ko", "로그나 에러 메시지라면:"),
    ):
        for command in ("lookup", "search"):
            done = teapot(command, "sdkfjh", "zlkqp", "--lang", language, where=tmp_path)
            said = done.stdout + done.stderr
            assert done.returncode == 1
            assert '"sdkfjh zlkqp"' in said
            assert told in said
            assert "  teapot lookup 502\n" in said
            assert "`" not in said
            assert "/http" not in said
    for command in ("lookup", "search"):
        assert teapot(command, "sdkfjh", "zlkqp", where=tmp_path).stdout == ""
    listed = teapot("search", "sdkfjh zlkqp", "--json", where=tmp_path)
    assert (json.loads(listed.stdout)["hits"], listed.stderr) == ([], "")
    assert "three digits" in teapot("search", "42", where=tmp_path).stderr


def test_what_can_not_be_answered_says_why_in_the_language(tmp_path: Path) -> None:
    done = teapot("lookup", "42", "--lang", "ko", where=tmp_path)
    assert "세 자리 수" in done.stderr
    unassigned = teapot("lookup", "427", "--lang", "ko", where=tmp_path)
    assert "RFC 9110 §15" in unassigned.stdout


def test_the_named_database_is_used_where_it_is_there(tmp_path: Path) -> None:
    path = tmp_path / "teapot.sqlite3"
    done = teapot("lookup", "418", where=tmp_path, TEAPOT_DATABASE=str(path))
    assert done.returncode == 0
    assert not path.exists()
    path.write_text("no database at all, but long enough to be read as one, one would think")
    broken = teapot("lookup", "418", where=tmp_path, TEAPOT_DATABASE=str(path))
    assert broken.returncode == 2
    assert broken.stderr.count("\n") == 1


def test_check_prints_every_complaint_and_exits_2(tmp_path: Path) -> None:
    codes = tmp_path / "data" / "codes"
    codes.mkdir(parents=True)
    (codes / "2xx.yaml").write_text("- code: 200\n  name: OK\n  colour: green\n")
    (codes / "5xx.yaml").write_text("- code: [\n")
    done = teapot("check", "--data", str(tmp_path / "data"), where=tmp_path)
    assert done.returncode == 2
    lines = done.stdout.splitlines()
    assert any(
        line.startswith("data/codes/2xx.yaml:3: 200: colour: is not a field") for line in lines
    )
    assert any(line.startswith("data/codes/5xx.yaml:2: -: -: not YAML") for line in lines)
    assert all(line.count(": ") >= 3 for line in lines)


def test_bytes_that_are_no_text_do_not_end_a_stream(tmp_path: Path) -> None:
    typed = b"not found\n\xff\xfe\n404\n"
    done = teapot_process("search", "-", where=tmp_path, input=typed, text=False)
    first = [[hit["code"] for hit in json.loads(line)["hits"]][:1] for line in
             done.stdout.decode().splitlines()]  # fmt: skip
    assert (first[0], first[-1]) == ([404], [404])
    assert done.returncode == 0
    assert done.stderr == b""


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    options = {"capture_output": False, "stdout": writing, "stderr": subprocess.PIPE}
    done = teapot_process("lookup", "404", where=tmp_path, **options)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "settings",
    [
        {"TEAPOT_DATABASE": "a" * 5000},
        {"TEAPOT_DATABASE": "."},
        {"TEAPOT_LOG_LEVEL": "LOUD"},
    ],
)
def test_settings_that_can_not_be_used_are_one_line(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    done = teapot("lookup", "418", where=tmp_path, **settings)
    assert done.returncode == 2
    assert done.stderr.startswith("teapot: ")
    assert done.stderr.count("\n") == 1


def test_a_long_line_of_accents_takes_no_time(lookup: Lookup) -> None:
    """Normalising is quadratic in them; only what could be a query is normalised."""
    assert lookup.hits("a" + "\u0315\u0300" * 1_000_000, 10) is not None
    assert isinstance(lookup.find("a" + "\u0315\u0300" * 1_000_000), NoMatch)


def test_the_token_is_in_no_repr() -> None:
    from bot.config import Config

    config = Config.from_environment({"DISCORD_TOKEN": "s3cret"})
    assert config.token == "s3cret"
    assert "s3cret" not in repr(config)


@pytest.mark.slow
def test_a_built_wheel_answers_from_anywhere(tmp_path: Path) -> None:
    """Built, installed into an empty environment, and run from another folder."""
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "-w",
        str(tmp_path),
        str(ROOT),
    ]
    subprocess.run(build, check=True, capture_output=True, timeout=300)
    (wheel,) = tmp_path.glob("teapot-*.whl")
    with zipfile.ZipFile(wheel) as files:
        shipped = set(files.namelist())
    for path in (ROOT / "bot").rglob("*.*"):
        if "__pycache__" not in path.parts:
            assert path.relative_to(ROOT).as_posix() in shipped
    home, elsewhere = tmp_path / "venv", tmp_path / "elsewhere"
    elsewhere.mkdir()
    venv.create(home)
    subprocess.run(
        [
            sys.executable, "-m", "pip", "--python", str(home), "install", "-q", "--no-compile",
            str(wheel),
        ],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [home / "bin" / "teapot", "lookup", "418"],
        cwd=elsewhere, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout.startswith("418 I'm a teapot"), done.stderr
    assert list(elsewhere.iterdir()) == []


async def answer_a_question_of_the_day(path: Path, knowledge: Knowledge) -> None:
    """In three periods, each with two topics."""
    day, now = date(2026, 11, 24), datetime(2026, 11, 24, 9, tzinfo=UTC)
    database = await open_database(str(path))
    try:
        question = await ask_of_the_day(database, Questions(knowledge), 1, day)
        answers = DailyAnswers(database, Streaks(database), lambda: now)
        for user_id in (7, 8, 9):
            await answers.give(1, day, user_id, question.right)
    finally:
        await database.close()


def test_rebuild_scores_proves_the_totals_and_mends_them(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    path = tmp_path / "teapot.sqlite3"
    asyncio.run(answer_a_question_of_the_day(path, knowledge))
    settings = {"TEAPOT_DATABASE": str(path)}
    said = "totals rebuilt from 3 answers:"
    right = teapot("rebuild-scores", where=tmp_path, **settings)
    assert (right.returncode, right.stdout) == (0, f"18 {said} all were right.\n"), right.stderr
    with closing(sqlite3.connect(path)) as connection:
        kept = connection.execute("SELECT * FROM score").fetchall()
        # Three with too much, two that are missing, and one that has no answers.
        connection.execute("UPDATE score SET points = 99 WHERE user_id = 8 AND topic = '1xx'")
        connection.execute("DELETE FROM score WHERE user_id = 9 AND period = 'all'")
        connection.execute("INSERT INTO score VALUES (2, 'all', 'all', 8, 10, 1, 1)")
        connection.commit()
    wrong = teapot("rebuild-scores", where=tmp_path, **settings)
    assert wrong.stdout == f"18 {said} 6 were wrong and are now fixed.\n", wrong.stderr
    assert wrong.returncode == 1
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT * FROM score").fetchall() == kept
    assert teapot("rebuild-scores", where=tmp_path, **settings).returncode == 0


def test_rebuild_scores_makes_no_database(tmp_path: Path) -> None:
    for settings in ({}, {"TEAPOT_DATABASE": str(tmp_path / "other")}):
        done = teapot("rebuild-scores", where=tmp_path, **settings)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("teapot: There is no database ")
        assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
