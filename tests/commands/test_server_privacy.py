"""`/privacy server`: a server's managers see what is kept for it, take it along, and erase it."""

import json
from typing import Any

import pytest

from bot.config import Config
from bot.model import LANGUAGES
from bot.model.retention import REMOVED_SERVER, UNANSWERED_QUESTION
from bot.store.data_owners import OWNED, Kind
from bot.store.departure import servers_with_data
from bot.store.erasure import count_guild
from bot.texts import Texts
from tests.commands.explained_rows import require_explained
from tests.commands.playing import (
    another_server,
    app_in,
    begin,
    forge,
    press,
    restarted,
    stop,
    wait,
)
from tests.commands.reading import labels, text_of
from tests.commands.test_daily import DAY, DUE, MINUTE, TODAY, posts, set_daily, tick
from tests.commands.test_daily import press as press_daily
from tests.commands.test_leaderboard import board, give
from tests.commands.test_privacy import exported
from tests.conftest import Clock, World

EXPORT, ERASE = "Export the server's data", "Erase the server's data"


async def ask(world: World, who: Any = None, locale: str = "en-US") -> Any:
    world.place.locale = locale
    answer = await (who or world.owner).slash(world.channel, "privacy server")
    assert answer.ephemeral
    return answer


async def erase(world: World, name: str = "Backend", who: Any = None) -> str:
    shown = await (who or world.owner).click((await ask(world)).response, label=ERASE)
    answer = await (who or world.owner).submit_modal(shown, {"name": name})
    assert answer.ephemeral
    return text_of(answer)


async def fill(world: World) -> None:
    """Post a question that is answered, and begin a game whose question is open."""
    await world.owner.slash(world.channel, "language server", language="ko")
    await set_daily(world)
    await tick(world, DUE)
    await press_daily(world, world.member, 0)
    await begin(world)
    await press(world, world.member, right=True)


async def rows_of(world: World) -> int:
    return sum((await count_guild(world.database.reader, world.guild.id)).values())


async def test_it_says_what_is_kept_and_for_how_long_in_both_languages(world: World) -> None:
    await fill(world)
    answer = await ask(world)
    said = text_of(answer)
    assert "code of the day (1 now)" in said
    assert "games (1 now)" in said
    assert "given here (2 now)" in said
    assert f"keep it for {REMOVED_SERVER.days} days" in said
    assert f"nobody answered, after {UNANSWERED_QUESTION.days} days" in said
    assert labels(answer) == [EXPORT, ERASE]
    korean = await ask(world, locale="ko")
    assert "퀴즈 답(지금 2개)" in text_of(korean)
    assert "30일 동안 보관하고" in text_of(korean)
    assert labels(korean) == ["서버 데이터 내보내기", "서버 데이터 삭제"]


async def test_only_managers_of_the_server_may_use_it(world: World) -> None:
    await fill(world)
    kept = await rows_of(world)
    assert "You need the Manage Server permission" in text_of(await ask(world, world.member))
    for action in ("export", "erase"):
        own = await world.member.slash(world.channel, "privacy me")
        forge(world, own.response, f"server-data:{action}")
        refused = await world.member.click(own.response, custom_id=f"server-data:{action}")
        assert "You need the Manage Server permission" in text_of(refused)
    direct = await world.owner.user.slash("privacy server")
    assert "Only a server I've been added to" in text_of(direct)
    assert await rows_of(world) == kept


async def test_a_form_is_refused_from_a_person_who_no_longer_manages_the_server(
    world: World,
) -> None:
    await fill(world)
    kept = await rows_of(world)
    shown = await world.owner.click((await ask(world)).response, label=ERASE)
    world.env.backend.guilds[world.guild.id].owner_id = world.member.id
    answer = await world.owner.submit_modal(shown, {"name": "Backend"})
    assert "You need the Manage Server permission" in text_of(answer)
    assert await rows_of(world) == kept


async def test_an_export_is_a_private_file_without_people_or_answers(world: World) -> None:
    await fill(world)
    answer = await world.owner.click((await ask(world)).response, label=EXPORT)
    assert answer.ephemeral
    assert "leaves out" in text_of(answer)
    document = await exported(answer)
    assert document["id"] == str(world.guild.id)
    data = document["data"]
    assert data["daily"]["rows"][0]["channel_id"] == str(world.channel.id)
    assert {"question", "game", "game_question", "asked", "daily_post"} <= data.keys()
    assert not {"answer", "score", "hidden"} & data.keys()
    for person in (world.owner, world.member):
        assert str(person.id) not in json.dumps(document)
    assert [row["document"] for row in data["question"]["rows"]] == [None, None], "both are open"
    assert [row["subject"] for row in data["asked"]["rows"]] == [None]
    await stop(world, world.owner)
    await wait(world)
    answer = await world.owner.click((await ask(world)).response, label=EXPORT)
    rows = (await exported(answer))["data"]["question"]["rows"]
    assert sum(row["document"] is not None for row in rows) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_a_server_is_explained(texts: Texts, language: str) -> None:
    said = texts.voice(language).texts  # type: ignore[arg-type]
    for table in OWNED:
        if table.rows_of("server") is not None and not table.named(Kind.PERSON):
            require_explained(table, said)


async def test_erasing_asks_for_the_servers_name(world: World) -> None:
    await fill(world)
    kept = await rows_of(world)
    said = await erase(world, "backend2")
    assert "so nothing is erased. Its name is: Backend" in said
    assert await rows_of(world) == kept
    said = await erase(world, "  backEND ")
    assert "### The server's data is erased" in said
    assert f"{kept} entries are gone" in said
    assert await servers_with_data(world.database.reader) == set()
    world.place.locale = "en-US"
    assert "games (0 now)" in text_of(await ask(world))


async def test_a_second_erasure_finds_nothing(world: World) -> None:
    await set_daily(world)
    await erase(world)
    assert "There's nothing to erase" in await erase(world)


async def test_after_an_erasure_nothing_in_memory_has_the_names_or_the_picture(
    world: World,
) -> None:
    await give(world, {world.member.id: 20})
    await board(world)
    app = app_in(world)
    app.pictures._pictures[b"a picture"] = world.clock.now, b"grace"
    assert app.names._known._names
    assert "erased" in await erase(world)
    assert not app.pictures._pictures
    # Only the manager's own presses came after.
    assert {user_id for _, user_id in app.names._known._names} <= {world.owner.id}


async def test_a_name_with_markdown_is_shown_as_text(world: World) -> None:
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    guild.name = "**@everyone** [x](https://x.org)"
    assert r"\*\*\@everyone\*\* \[x](https\://x.org)" in await erase(world, "x")


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Back\u200bend", "backend"),
        ("❤️ ops 👩\u200d💻", "❤ ops 👩💻"),
        ("Back\u202e end\n# x", "Back end # x"),
        ("\u200b", "…"),
    ],
)
async def test_a_name_with_signs_that_show_nothing_is_typed_as_it_is_shown(
    world: World, name: str, typed: str
) -> None:
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    guild.name = name
    await set_daily(world)
    said = await erase(world, "x")
    assert "Its name is: " in said
    assert not {*"\n\u200b\u202e"}.intersection(said)
    assert "### The server's data is erased" in await erase(world, typed)


async def test_an_erased_game_ends_without_a_word(world: World) -> None:
    await fill(world)
    before = len(posts(world))
    await erase(world)
    assert world.bot.app is not None
    assert not world.bot.app.games.are_running
    assert len(posts(world)) == before


async def test_a_posted_date_is_not_posted_again_after_an_erasure(world: World) -> None:
    await set_daily(world)
    await tick(world, DUE)
    await erase(world)
    assert "Today's is already posted" in text_of(await set_daily(world, time="now"))
    for hours in (1, 5):
        await tick(world, DUE + hours * DAY / 24)
    assert len(posts(world)) == 1
    await tick(world, DUE + DAY + 2 * MINUTE)
    assert len(posts(world)) == 2
    assert "That question can't be answered anymore" in await press_daily(
        world, world.member, 0, TODAY
    )


async def test_another_servers_data_stay(world: World) -> None:
    guild, channel, linus = await another_server(world.env)
    await linus.slash(channel, "language server", language="ko")
    await fill(world)
    await erase(world)
    assert await servers_with_data(world.database.reader) == {guild.id}


async def test_its_buttons_and_form_outlive_a_restart(
    world: World, config: Config, clock: Clock
) -> None:
    await world.owner.slash(world.channel, "language server", language="ko")
    answer = await ask(world)
    await restarted(world, config, clock)
    shown = await world.owner.click(answer.response, label=ERASE)
    await restarted(world, config, clock)
    erased = await world.owner.submit_modal(shown, {"name": "Backend"})
    assert "One entry is gone" in text_of(erased)


async def test_a_forged_button_does_nothing_but_say_so(world: World) -> None:
    await fill(world)
    kept = await rows_of(world)
    for custom_id in ("server-data:erase-all", "server-data:erase:1", "server-data:"):
        answer = await ask(world)
        forge(world, answer.response, custom_id)
        refused = await world.owner.click(answer.response, custom_id=custom_id)
        assert "That button doesn't work anymore" in text_of(refused)
    assert await rows_of(world) == kept
