"""Both languages say the same things."""

import dataclasses
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import discord
import pytest

from bot.commands.privacy import ACTIONS
from bot.errors import Complaint, InvalidFilesError
from bot.model import LANGUAGES, Kind, Language
from bot.model.chain import HopKind
from bot.model.code_constants import Library, Versions
from bot.model.daily import Obstacle, PostState
from bot.model.detail import Kind as DetailKind
from bot.model.entry import LookAt, RedirectMethod, Registration, Retry, Side, Urgency
from bot.model.explain_limits import MAX_FILE_BYTES
from bot.model.game import Ending
from bot.model.leaderboard import Period
from bot.model.quiz import Topic
from bot.model.quiz_rules import Level
from bot.model.unread_file import Unreadable
from bot.playground.command_spec import Kind as Value
from bot.playground.scene import SAID
from bot.playground.simcord_page import PAGE_TEXTS, PROBLEMS
from bot.store.data_owners import OWNED
from bot.strict_yaml import read, scalars
from bot.texts import FOLDER, Texts, load_texts

BOT = FOLDER.parent
# Texts of the page that replace none of simcord's.
OUR_OWN = ("suggestions", "link", "bare", "stale")
NAMED = re.compile(r"\{/([^{}]+)\}")


def written(language: Language) -> dict[str, str]:
    """Every text as it stands in its file."""
    complaints: list[Complaint] = []
    node, source = read(FOLDER / f"{language}.yaml", FOLDER, complaints)
    assert node is not None
    return {key: text for key, text, _ in scalars(node, source)}


def commands_named(language: Language) -> dict[str, list[str]]:
    """The commands that each text names, by their English names."""
    english = written("en")

    def names(named: str) -> Iterator[str]:
        *before, last = named.split(" ")
        for each in last.split("|"):
            path, found = "command", []
            for word in (*before, each):
                if part := english.get(f"{path}.{word}.name"):
                    path = f"{path}.{word}"
                    found.append(part)
            yield " ".join(found)

    return {
        key: [name for named in NAMED.findall(text) for name in names(named)]
        for key, text in written(language).items()
    }


@pytest.fixture
def locales(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "bot" / "locales"))


def test_a_key_missing_in_one_language_is_named_with_its_line(locales: Path) -> None:
    path = locales / "ko.yaml"
    path.write_text(
        re.sub(r"(?m)^  perhaps:.*\n", "", path.read_text(encoding="utf-8")), encoding="utf-8"
    )
    with pytest.raises(InvalidFilesError) as caught:
        load_texts(locales)
    (complaint,) = map(str, caught.value.complaints)
    assert re.fullmatch(
        r"bot/locales/en.yaml:\d+: lookup.perhaps: -: is missing in ko.yaml", complaint
    )


def test_other_placeholders_are_named(locales: Path) -> None:
    path = locales / "ko.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("{limit}", "{count}"), encoding="utf-8"
    )
    with pytest.raises(InvalidFilesError, match="other placeholders"):
        load_texts(locales)


def test_a_korean_term_that_is_out_is_named_with_its_line(locales: Path) -> None:
    path = locales / "ko.yaml"
    text = path.read_text(encoding="utf-8").replace("멘션할 역할", "호출할 역할", 1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidFilesError) as caught:
        load_texts(locales)
    (complaint,) = map(str, caught.value.complaints)
    line = text[: text.index("호출할 역할")].count("\n") + 1
    assert complaint.startswith(f"bot/locales/ko.yaml:{line}: command.daily.role.description: ")
    assert complaint.endswith("says '호출할 역할'; the term is '멘션할 역할'")


def test_a_text_with_a_count_has_its_singular_beside_it(locales: Path) -> None:
    path = locales / "en.yaml"
    text = re.sub(r"(?m)^  page.one:.*\n", "", path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidFilesError) as caught:
        load_texts(locales)
    (complaint,) = map(str, caught.value.complaints)
    assert re.fullmatch(
        r"bot/locales/en.yaml:\d+: leaderboard.page: -: has a count and no leaderboard.page.one",
        complaint,
    )


@pytest.mark.parametrize(
    ("file", "line", "problem"),
    [
        (
            "en",
            "  title.one: '{server}'",
            "leaderboard.title.one: -: is a singular, but leaderboard.title has no {count}",
        ),
        (
            "en",
            "  titel.one: '{server}'",
            "leaderboard.titel.one: -: is a singular, but leaderboard.titel has no {count}",
        ),
        ("ko", "  page.one: '{page}'", "leaderboard.page.one: -: is a singular; Korean has none"),
    ],
)
def test_a_singular_that_nothing_chooses_is_refused(
    locales: Path, file: str, line: str, problem: str
) -> None:
    path = locales / f"{file}.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\nleaderboard:\n", f"\nleaderboard:\n{line}\n"), "utf-8")
    with pytest.raises(InvalidFilesError) as caught:
        load_texts(locales)
    assert [str(each).split(": ", 1)[1] for each in caught.value.complaints] == [problem]


def test_a_singular_has_its_plurals_placeholders(locales: Path) -> None:
    path = locales / "en.yaml"
    text = path.read_text(encoding="utf-8")
    changed = re.sub(r"(?m)^  page.one:.*$", "  page.one: One player on {day}", text)
    path.write_text(changed, encoding="utf-8")
    with pytest.raises(InvalidFilesError, match=r"leaderboard.page.one: -: has other placeholders"):
        load_texts(locales)


def test_one_is_said_in_the_singular(texts: Texts) -> None:
    english, korean = texts.voice("en"), texts.voice("ko")
    assert english.say("leaderboard.page", page=1, pages=1, count=1).endswith(" · 1 player")
    assert english.say("leaderboard.page", page=1, pages=1, count=0).endswith(" · 0 players")
    assert english.say("leaderboard.page", page=1, pages=1, count=21).endswith(" · 21 players")
    assert korean.say("leaderboard.page", page=1, pages=1, count=1).endswith(" · 1명")


def test_a_number_before_its_noun_is_a_count() -> None:
    """A number that can't be 1 may have another name."""
    never_one = {
        "points",  # a right answer is worth 10 at least
        "questions", "seconds",  # a game has 3 at least, of 10 at least
        "limit", "alone", "players", "enough", "hard", "spaces",  # the quiz's rules
        "most",  # a limit of an option
        "exercise", "server",  # how long what is left alone is kept
        "kept", "unanswered", "asked",  # days of model/retention.py
        "number",  # of the page's commands
    }  # fmt: skip
    nouns = "answers|characters|codes|commands|days|games|people|players|points|questions|seconds"
    named = {
        name
        for text in written("en").values()
        for name in re.findall(rf"\{{(\w+)\}}\**(?: or \w+)? (?:{nouns})\b", text)
    }
    assert named - never_one == {"count"}


def test_no_text_is_left_that_nothing_says(texts: Texts) -> None:
    """A key stands in the code as a whole, or is made there from one of the model's values."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in BOT.rglob("*.py"))
    made = {
        f"class.{each}.{part}" for each in (*range(6), "other") for part in ("title", "meaning")
    }
    made |= {f"thumb.look.{each}" for each in get_args(LookAt)}
    made |= {f"thumb.urgency.{each}" for each in get_args(Urgency)}
    made |= {f"{key}.{each}" for key in ("retry", "facts.retry") for each in get_args(Retry)}
    made |= {f"detail.kind.{each}" for each in get_args(DetailKind)}
    made |= {f"hop.{each}" for each in get_args(HopKind)}
    made |= {f"card.steps.{each}" for each in get_args(Side)}
    made |= {f"facts.redirect.{each}" for each in get_args(RedirectMethod)}
    made |= {f"constants.{each}" for each in get_args(Library)}
    made |= {f"versions.{each.name}" for each in dataclasses.fields(Versions)}
    made |= {f"card.{each}" for each in get_args(Registration)}
    made |= {f"command.language.{each}" for each in ("en", "ko", "discord")}
    made |= {f"facts.required_{each}" for each in (206, 304)}
    made |= {f"card.{each}" for each in ("client", "server", "pitfall", "doubt")}
    made |= {f"daily.paused.{each}" for each in ("asked", *get_args(Obstacle))}
    made |= {f"daily.past.{each}" for each in get_args(PostState)}
    made |= {f"daily.past.missed_{each}" for each in ("down", "discord", *get_args(Obstacle))}
    made |= {f"daily.answer.{each}" for each in ("right", "wrong", "again", "not_recorded")}
    made |= {f"daily.status.{each}" for each in ("every_day", "weekdays")}
    made |= {key for key in texts.all_keys if re.match(r"command\.daily\.\w+\.", key)}
    made |= {f"question.{each}" for each in get_args(Kind)}
    made |= {key for key in texts.all_keys if key.startswith("question.redirect.")}
    made |= {f"permission.{each}" for each in discord.Permissions.VALID_FLAGS}
    made |= {key for key in texts.all_keys if re.match(r"command\.quiz\.\w+\.", key)}
    made |= {f"quiz.topic.{each}" for each in get_args(Topic)}
    made |= {f"quiz.level.{each}" for each in get_args(Level)}
    made |= {f"quiz.podium.{each}" for each in get_args(Ending) if each != "lost"}
    made |= {f"quiz.practice.{each}" for each in ("repeat", "fresh", "right", "wrong")}
    made |= {f"leaderboard.period.{each}" for each in get_args(Period)}
    made |= {f"leaderboard.{each}" for each in ("up", "down", "previous", "following")}
    made |= {f"terminal.{key}" for key in texts.all_keys}
    made |= {f"playground.page.{each}" for each in (*PAGE_TEXTS.values(), *OUR_OWN)}
    made |= {f"playground.problem.{each}" for each in PROBLEMS.values()}
    made |= {f"playground.said.{each}" for _, each, _ in SAID}
    made |= {f"playground.line.{each}" for each in get_args(Value)}
    made |= {f"playground.line.{each}" for each in re.findall(r'Unclear\(\s*"(\w+)"', code)}
    made |= {f"explain.unread.{each.value}" for each in Unreadable}
    made |= {f"quiz.stats.{each}" for each in ("best", "weakest")}
    made |= {f"privacy.button.{each}" for each in ACTIONS}
    made |= {f"data_file.table.{table.name}" for table in OWNED}
    made |= {
        f"data_file.field.{prefix}{name}"
        for table in OWNED
        for name in (*table.columns, *table.shown)
        for prefix in ("", f"{table.name}_")
    }
    made |= {key for key in texts.all_keys if re.match(r"setup\.(field|portal)\.", key)}
    made |= {f"{key}.one" for key in texts.all_keys}
    unsaid = texts.all_keys - made
    # `facts(…)` and `_confirm(…)` put their prefix before the key that they are given.
    code = code.replace("'", '"')
    bare = {key for key in unsaid if f'"{key}"' not in code}
    assert {key for key in bare if f'"{key.split(".", 1)[1]}"' not in code} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_writes_a_command_out(language: Language) -> None:
    """A text names it by its keys, so that it is shown as the reader's client has it."""
    texts = written(language)
    names = {
        name
        for each in LANGUAGES
        for key, name in written(each).items()
        if re.fullmatch(r"command\.\w+\.name", key)
    }
    raw = re.compile(rf"(?<![\w/])/(?:{'|'.join(names)})\b")
    assert raw.search("`/daily set`")
    assert {key for key, text in texts.items() if raw.search(NAMED.sub("", text))} == set()


def test_a_command_that_is_none_is_named_with_its_line(locales: Path) -> None:
    path = locales / "en.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{/daily resume}", "{/dayly resume}", 1), encoding="utf-8")
    with pytest.raises(
        InvalidFilesError, match=r"en.yaml:\d+: .*: names no command: /dayly resume"
    ):
        load_texts(locales)


def test_a_description_names_a_command_as_its_client_does(texts: Texts) -> None:
    """Discord's picker, which shows descriptions, has no markup."""
    assert (
        texts.voice("en").say("command.daily.pause.description")
        == "Stop posting until /daily resume"
    )
    korean = texts.voice("ko").say("command.daily.pause.description")
    assert korean == "/오늘의코드 재개 전까지 올리지 않습니다"


def test_without_an_id_a_command_is_shown_as_code(texts: Texts) -> None:
    chat = texts.in_chat({})
    assert "`/daily set`" in chat.voice("en").say("daily.off_already")
    assert "`/오늘의코드 설정`으로" in chat.voice("ko").say("daily.off_already")


def test_what_follows_a_korean_name_agrees_with_it() -> None:
    """설정으로, and 재개로: what a renamed command would leave behind."""
    korean, wrong = written("ko"), []
    pairs = {"으로": "로", "을": "를", "은": "는", "이": "가", "과": "와"}
    particle = re.compile(rf"\{{/([a-z_ ]+)\}}({'|'.join([*pairs, *pairs.values()])})(?![가-힣])")
    for key, text in korean.items():
        for named, follows in particle.findall(text):
            path = ".".join(named.split(" "))
            last = (ord(korean[f"command.{path}.name"][-1]) - ord("가")) % 28
            # 로 goes with ㄹ, too.
            after_vowel = last == 0 or (follows in ("로", "으로") and last == 8)
            if (follows in pairs.values()) != after_vowel:
                wrong.append((key, named, follows))
    assert wrong == []
    assert len(particle.findall(" ".join(korean.values()))) > 10


def test_no_particle_depends_on_a_value() -> None:
    """404가, but 403이: a text that can't know the value's last sound has a noun after it.

    은(는) shows that a machine wrote it.
    """
    of_value = re.compile(r"\{[a-z_]+\}[`*)\"]*(?:을|를|은|는|이|가|와|과|으로|로)(?![가-힣])")
    both = re.compile(r"은\(는\)|이\(가\)|을\(를\)|와\(과\)|\(으\)로")
    assert of_value.search("`{code}`은")
    wrong = {
        key: text
        for key, text in written("ko").items()
        if of_value.search(text) or both.search(text)
    }
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_of_the_terminals_replaces_one_and_has_the_same_values(language: Language) -> None:
    texts = written(language)
    replacing = [key for key in texts if key.startswith("terminal.")]
    assert replacing
    for key in replacing:
        replaced = texts[key.removeprefix("terminal.")]
        assert re.findall(r"\{\w+\}", texts[key]) == re.findall(r"\{\w+\}", replaced), key


@pytest.mark.parametrize(("language", "unit"), [("en", " MB"), ("ko", "MB")])
def test_the_option_of_a_file_names_the_limit(texts: Texts, language: Language, unit: str) -> None:
    """A command's description takes no values."""
    said = texts.voice(language).say("command.explain.file.description")
    assert f"{MAX_FILE_BYTES // 1_000_000}{unit}" in said
