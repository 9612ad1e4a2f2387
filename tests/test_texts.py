"""Both languages say the same things."""

import re
import shutil
from pathlib import Path
from typing import get_args

import discord
import pytest

from bot.errors import SourceError
from bot.model import Library, LookAt, RedirectMethod, Registration, Retry, Side, Urgency
from bot.model.chain import HopKind
from bot.model.daily import Obstacle, PostState
from bot.model.game import Ending
from bot.model.leaderboard import Period
from bot.model.points import Level
from bot.model.quiz import Kind, Topic
from bot.texts import LOCALES, Texts, load_texts

BOT = LOCALES.parent


@pytest.fixture
def locales(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LOCALES, tmp_path / "bot" / "locales"))


def test_a_key_missing_in_one_language_is_named_with_its_line(locales: Path) -> None:
    path = locales / "ko.yaml"
    path.write_text(
        re.sub(r"(?m)^  perhaps:.*\n", "", path.read_text(encoding="utf-8")), encoding="utf-8"
    )
    with pytest.raises(SourceError) as caught:
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
    with pytest.raises(SourceError, match="other placeholders"):
        load_texts(locales)


def test_no_text_is_left_that_nothing_says(texts: Texts) -> None:
    """A key stands in the code as a whole, or is made there from one of the model's values."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in BOT.rglob("*.py"))
    made = {
        f"class.{each}.{part}" for each in (*range(6), "other") for part in ("title", "meaning")
    }
    made |= {f"thumb.look.{each}" for each in get_args(LookAt)}
    made |= {f"thumb.urgency.{each}" for each in get_args(Urgency)}
    made |= {f"{key}.{each}" for key in ("retry", "facts.retry") for each in get_args(Retry)}
    made |= {f"hop.{each}" for each in get_args(HopKind)}
    made |= {f"card.steps.{each}" for each in get_args(Side)}
    made |= {f"facts.redirect.{each}" for each in get_args(RedirectMethod)}
    made |= {f"constants.{each}" for each in get_args(Library)}
    made |= {f"card.{each}" for each in get_args(Registration)}
    made |= {f"command.language.{each}" for each in ("en", "ko", "discord")}
    made |= {f"facts.required_{each}" for each in (206, 304)}
    made |= {f"card.{each}" for each in ("client", "server", "pitfall", "doubt")}
    made |= {f"daily.paused.{each}" for each in ("asked", *get_args(Obstacle))}
    made |= {f"daily.past.{each}" for each in get_args(PostState)}
    made |= {f"daily.past.missed_{each}" for each in ("down", "discord", *get_args(Obstacle))}
    made |= {f"daily.answer.{each}" for each in ("right", "wrong", "again")}
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
    unsaid = texts.all_keys - made
    # `facts(…)` and `_confirm(…)` put their prefix before the key that they are given.
    code = code.replace("'", '"')
    bare = {key for key in unsaid if f'"{key}"' not in code}
    assert {key for key in bare if f'"{key.split(".", 1)[1]}"' not in code} == set()
