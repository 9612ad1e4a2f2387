"""`/privacy me`: a person sees what is kept of them, takes it along, and deletes it."""

import dataclasses
import gzip
import json
from typing import Any

import pytest
import simcord.interactions

from bot.config import Config
from bot.errors import StartError
from bot.model import LANGUAGES
from bot.services.quiz.counted_answers import rebuild_scores
from bot.store.data_owners import OWNED
from bot.store.erasure import count_user
from bot.texts import Texts
from tests.commands.explained_rows import require_explained
from tests.commands.playing import (
    another_server,
    begin,
    forge,
    points,
    press,
    restarted,
    stop,
    wait,
)
from tests.commands.reading import labels, links, text_of
from tests.commands.test_daily import DUE, TODAY, posts, set_daily, text_in, tick
from tests.commands.test_daily import press as press_daily
from tests.conftest import Clock, World

EXPORT, DELETE, ERASE = "Export my data", "Delete my data", "Delete everything"
ERASE_KEEP = "Delete, but keep my choices"
HIDE, SHOW, UNRECORD, RECORD = "Hide me", "Show me", "Don't record me", "Record me"
PUBLIC_HELP = "https://support.discord.com/hc/articles/206029707"


async def ask(world: World, who: Any = None, locale: str = "en-US") -> Any:
    world.place.locale = locale
    answer = await (who or world.member).slash(world.channel, "privacy me")
    assert answer.ephemeral
    return answer


async def play(world: World) -> None:
    """A game that both people have answered, and one that is running."""
    await begin(world)
    await press(world, world.member, right=True)
    await press(world, world.owner, right=False)
    await stop(world, world.owner)
    for _ in range(2):
        await wait(world)
    await begin(world)
    await press(world, world.member, right=False)


async def exported(result: Any) -> dict[str, Any]:
    (attachment,) = result.response.attachments
    content = await attachment.read()
    document: dict[str, Any] = json.loads(
        gzip.decompress(content) if attachment.filename.endswith(".gz") else content
    )
    return document


async def rows_of(world: World, who: Any) -> int:
    return sum((await count_user(world.database.reader, who.id)).values())


async def test_it_says_what_is_kept_in_both_languages(world: World) -> None:
    await play(world)
    answer = await ask(world)
    said = text_of(answer)
    assert "quiz answers (2 now)" in said
    assert "**Never kept**" in said
    assert labels(answer) == [EXPORT, DELETE, HIDE, UNRECORD]
    korean = await ask(world, locale="ko")
    assert "퀴즈 답(지금 2개)" in text_of(korean)
    assert labels(korean)[:2] == ["내 데이터 내보내기", "내 데이터 삭제"]


async def test_it_answers_in_a_direct_message_and_in_a_group_chat(world: World) -> None:
    for group_chat in (False, True):
        world.place.group_chat = group_chat
        answer = await world.member.user.slash("privacy me")
        assert "### Your data" in text_of(answer)
        assert answer.ephemeral


class TestWithAnOperator:
    @pytest.fixture
    def config(self, config: Config) -> Config:
        return dataclasses.replace(
            config, contact="@everyone ops", privacy_url="https://example.com/privacy"
        )

    async def test_it_names_the_operator(self, world: World) -> None:
        answer = await ask(world)
        assert r"**Questions**: \@everyone ops" in text_of(answer)
        assert links(answer) == ["https://example.com/privacy"]


@pytest.mark.parametrize(
    "value", ["http://example.com", "https://x.org/(a)", f"https://x.org/{'a' * 500}"]
)
def test_a_policy_that_is_no_link_ends_the_start(value: str) -> None:
    with pytest.raises(StartError, match="TEAPOT_PRIVACY_URL"):
        Config.from_environment({"TEAPOT_PRIVACY_URL": value})


async def test_an_export_is_a_private_file_with_every_row_in_words(world: World) -> None:
    await play(world)
    guild, channel, linus = await another_server(world.env)
    there = guild.add_member(world.member.user)
    await there.slash(channel, "quiz hide-me")
    answer = await world.member.click((await ask(world)).response, label=EXPORT)
    assert answer.ephemeral
    document = await exported(answer)
    assert document["id"] == str(world.member.id)
    data = document["data"]
    assert sum(len(table["rows"]) for table in data.values()) == await rows_of(world, world.member)
    assert data["hidden"]["rows"] == [{"guild_id": str(guild.id), "user_id": str(there.id)}]
    first, second = data["answer"]["rows"]
    assert (first["is_right"], second["is_right"]) == (True, None), "the second is open"
    assert first["subject"]
    assert second["subject"] is None
    assert first["answered_at"].startswith("2026-11-23T09:00")
    assert first["chosen"]
    assert all(data[table]["fields"].keys() == data[table]["rows"][0].keys() for table in data)
    assert str(world.owner.id) not in json.dumps(document)
    assert str(linus.id) not in json.dumps(document)


async def test_an_export_doesnt_tell_the_answer_of_the_day(world: World) -> None:
    """A wrong answer is told the right one with the next post, and so is the file's reader."""
    await set_daily(world)
    await tick(world, DUE)
    await press_daily(world, world.member, 0, TODAY)
    file = await exported(await world.member.click((await ask(world)).response, label=EXPORT))
    (answered,) = file["data"]["answer"]["rows"]
    assert answered["is_right"] is not None
    assert answered["subject"] is None


async def test_an_export_of_nothing_is_a_file_without_rows(world: World) -> None:
    answer = await world.member.click((await ask(world)).response, label=EXPORT)
    assert (await exported(answer))["data"] == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_a_person_is_explained(texts: Texts, language: str) -> None:
    said = texts.voice(language).texts  # type: ignore[arg-type]
    for table in OWNED:
        if table.rows_of("person") is not None:
            require_explained(table, said)


async def test_deleting_asks_once_more_and_then_all_is_gone(world: World) -> None:
    await play(world)
    others = (await points(world))[world.owner.id]
    answer = await ask(world)
    await world.member.click(answer.response, label=DELETE)
    rows = await rows_of(world, world.member)
    assert f"This deletes {rows} entries" in text_of(answer)
    assert labels(answer) == [ERASE, "Keep it"]
    await world.member.click(answer.response, label="Keep it")
    assert labels(answer)[:2] == [EXPORT, DELETE]
    await world.member.click(answer.response, label=DELETE)
    assert await rows_of(world, world.member) == rows
    await world.member.click(answer.response, label=ERASE)
    assert f"{rows} entries are gone" in text_of(answer)
    assert PUBLIC_HELP in text_of(answer)
    assert await rows_of(world, world.member) == 0
    assert await points(world) == {world.owner.id: others}


async def test_after_a_deletion_every_page_is_right_at_once(world: World) -> None:
    await play(world)
    board = await world.owner.slash(world.channel, "leaderboard")
    assert "grace" in text_of(board)
    answer = await ask(world)
    await world.member.click(answer.response, label=DELETE)
    await world.member.click(answer.response, label=ERASE)
    again = await world.owner.click(board.response, label="All time")
    assert "grace" not in text_of(again)
    assert "ada" in text_of(again)
    stats = await world.owner.slash(world.channel, "quiz stats", member=world.member)
    assert "hasn't answered anything" in text_of(stats)
    assert (await rebuild_scores(world.database)).different == 0


async def test_a_game_goes_on_without_the_deleted_person(world: World) -> None:
    """Their answer stays as a number in the result, and its game counts both players."""
    await play(world)
    await press(world, world.owner, right=True)
    answer = await ask(world)
    await world.member.click(answer.response, label=DELETE)
    await world.member.click(answer.response, label=ERASE)
    await stop(world, world.owner)
    for _ in range(2):
        await wait(world)
    said = [text_in(each) for each in posts(world)]
    assert "1 of 2 got it right" in said[-2]
    assert "And 1 more." in said[-1]
    assert f"<@{world.member.id}>" not in said[-1]


async def test_a_second_deletion_says_that_nothing_is_left(world: World) -> None:
    await play(world)
    first, second = await ask(world), await ask(world)
    for answer in (first, second):
        await world.member.click(answer.response, label=DELETE)
    for answer in (first, second):
        await world.member.click(answer.response, label=ERASE)
    assert "entries are gone" in text_of(first)
    assert "I keep nothing of you" in text_of(second)
    await world.member.click((third := await ask(world)).response, label=DELETE)
    assert labels(third) == [UNRECORD]


async def test_a_chosen_language_goes_with_the_rest(world: World) -> None:
    await world.member.slash(world.channel, "language me", language="ko")
    answer = await ask(world)
    await world.member.click(answer.response, label="내 데이터 삭제")
    await world.member.click(answer.response, label="모두 삭제")
    assert "### 내 데이터를 삭제했습니다" in text_of(answer)
    assert "### Your data" in text_of(await ask(world))


async def test_its_buttons_outlive_a_restart(world: World, config: Config, clock: Clock) -> None:
    await play(world)
    answer = await ask(world)
    await restarted(world, config, clock)
    await world.member.click(answer.response, label=DELETE)
    await world.member.click(answer.response, label=ERASE)
    assert await rows_of(world, world.member) == 0


async def test_a_forged_button_does_nothing_but_say_so(world: World) -> None:
    await play(world)
    kept = await rows_of(world, world.member), await rows_of(world, world.owner)
    for custom_id in (
        f"privacy:erase:{world.owner.id}",
        f"privacy:export:{world.owner.id}",
        f"privacy:erase-all:{world.member.id}",
        "privacy:erase:99999999999999999999",
        f"privacy:erase:{world.member.id}:{world.owner.id}",
        "privacy:erase:0",
        "privacy::",
    ):
        answer = await ask(world)
        forge(world, answer.response, custom_id)
        refused = await world.member.click(answer.response, custom_id=custom_id)
        assert refused.ephemeral
        assert "button" in text_of(refused)
        assert not refused.response.attachments
    assert kept == (await rows_of(world, world.member), await rows_of(world, world.owner))


@pytest.fixture
def limit(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How large a file may be where the person is."""
    limits = {"attachment_size_limit": 10_000_000}
    plain = simcord.interactions.base_payload

    def payload(*args: Any, **kwargs: Any) -> tuple[Any, dict[str, Any]]:
        record, data = plain(*args, **kwargs)
        return record, data | limits

    monkeypatch.setattr(simcord.interactions, "base_payload", payload)
    return limits


async def test_a_large_export_is_packed(world: World, limit: dict[str, int]) -> None:
    await play(world)
    limit["attachment_size_limit"] = 2_000
    answer = await world.member.click((await ask(world)).response, label=EXPORT)
    assert answer.response.attachments[0].filename == "teapot-my-data.json.gz"
    assert len((await exported(answer))["data"]["answer"]["rows"]) == 2
    limit["attachment_size_limit"] = 500
    refused = await world.member.click((await ask(world)).response, label=EXPORT)
    assert "too large" in text_of(refused)
    assert not refused.response.attachments


async def test_all_of_it_works_in_a_direct_message(world: World) -> None:
    await play(world)
    person = world.member.user
    answer = await person.slash("privacy me")
    file = await person.click(answer.response, label=EXPORT)
    assert len((await exported(file))["data"]["answer"]["rows"]) == 2
    for label in (HIDE, UNRECORD, DELETE, ERASE):
        await person.click(answer.response, label=label)
    assert "entries are gone" in text_of(answer)
    assert await rows_of(world, world.member) == 0
