"""Where the names on a leaderboard come from: people's own interactions, and else Discord."""

from datetime import timedelta
from typing import Any

import discord
import pytest

from bot.commands import member_names
from tests.commands.playing import another_server
from tests.commands.reading import alt_texts, text_of
from tests.commands.test_leaderboard import board, crowd, give, rows
from tests.conftest import World

Asked = list[list[int]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """The people of each request for names."""
    asked: Asked = []
    plain = discord.Guild.query_members

    async def query(guild: discord.Guild, **options: Any) -> Any:
        asked.append(options["user_ids"])
        return await plain(guild, **options)

    monkeypatch.setattr(discord.Guild, "query_members", query)
    return asked


async def test_who_has_pressed_or_typed_is_known_without_asking(world: World, asked: Asked) -> None:
    await give(world, {world.owner.id: 20, world.member.id: 10})
    await world.http("418")
    assert "grace" in text_of(await board(world))
    assert asked == []


async def test_each_person_is_asked_about_once(world: World, asked: Asked) -> None:
    people = crowd(world, 3)
    await give(world, {each.id: 10 for each in people})
    for _ in range(2):
        assert len(rows(await board(world))) == 3
    assert [sorted(each) for each in asked] == [sorted(each.id for each in people)]


async def test_a_name_of_another_server_is_not_shown_here(world: World, asked: Asked) -> None:
    _, channel, linus = await another_server(world.env)
    await linus.slash(channel, "http", code="418")
    await give(world, {linus.id: 10})
    assert rows(await board(world))[0].startswith("**1.** someone who left")
    assert asked == [[linus.id]]


async def test_a_shard_that_may_not_ask_now_shows_mentions_and_no_picture(
    world: World, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(member_names, "MAX_REQUESTS_A_MINUTE", 1)
    await give(world, {world.member.id: 10})
    assert rows(await board(world))[0].startswith("**1.** grace · ")
    (another,) = crowd(world, 1)
    await give(world, {another.id: 20})
    answer = await board(world)
    first, second = rows(answer)
    assert first.startswith(f"**1.** <@{another.id}> · ")
    assert second.startswith("**2.** grace · ")
    assert alt_texts(answer) == []
    world.clock.now += timedelta(minutes=1)
    assert rows(await board(world))[0].startswith("**1.** p00 · ")
    assert asked == [[world.member.id], [another.id]]


async def test_nothing_that_discord_fails_to_tell_costs_the_board(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def query(*_: Any, **__: Any) -> Any:
        raise RuntimeError("no websocket")

    monkeypatch.setattr(discord.Guild, "query_members", query)
    await give(world, {world.member.id: 10})
    assert rows(await board(world))[0].startswith(f"**1.** <@{world.member.id}> · ")
    assert "Discord told no names: RuntimeError" in caplog.text
