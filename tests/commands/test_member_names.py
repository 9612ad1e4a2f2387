"""Where the names on a leaderboard come from: people's own interactions, and else Discord."""

import asyncio
from datetime import timedelta
from typing import Any

import discord
import pytest

from bot.commands import member_names
from tests.commands.playing import another_server, app_in
from tests.commands.reading import alt_texts, text_of
from tests.commands.test_leaderboard import board, crowd, give, rows
from tests.commands.test_privacy import DELETE, ERASE
from tests.conftest import World
from tests.needs import needs_font

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


@needs_font
async def test_after_a_deletion_no_board_and_nothing_in_memory_has_the_name(world: World) -> None:
    await give(world, {world.owner.id: 10, world.member.id: 20})
    (shown,) = alt_texts(await board(world))
    assert "grace" in shown
    answer = await world.member.slash(world.channel, "privacy me")
    await world.member.click(answer.response, label=DELETE)
    await world.member.click(answer.response, label=ERASE)
    app = app_in(world)
    assert await app.names.of(world.bot.guilds[0], [world.owner.id]) == {world.owner.id: "ada"}
    assert not any("grace" in str(each) for each in app.names._known._names.values())
    assert not app.pictures._pictures
    again = await board(world)
    assert rows(again) == ["**1.** **ada** · **10** points · 100%"]
    assert alt_texts(again) == ["Backend · November 2026. Bar chart: 1. ada, 10 points"]


@pytest.mark.parametrize("erased", ["person", "server"])
async def test_a_name_that_comes_after_a_deletion_is_not_kept(
    world: World, monkeypatch: pytest.MonkeyPatch, erased: str
) -> None:
    """Discord was asked for it before."""
    asked, deleted = asyncio.Event(), asyncio.Event()
    plain = discord.Guild.query_members

    async def query(guild: discord.Guild, **options: Any) -> Any:
        asked.set()
        await deleted.wait()
        return await plain(guild, **options)

    monkeypatch.setattr(discord.Guild, "query_members", query)
    names, guild = app_in(world).names, world.bot.guilds[0]
    ada, grace = world.owner.id, world.member.id
    waiting = asyncio.create_task(names.of(guild, [ada, grace]))
    await asked.wait()
    if erased == "person":
        names.forget_person(grace)
    else:
        names.forget_server(guild.id)
    deleted.set()
    await waiting
    kept = {user_id for _, user_id in names._known._names}
    assert kept == ({ada} if erased == "person" else set())
    assert set(await names.of(guild, [ada, grace])) == {ada, grace}
