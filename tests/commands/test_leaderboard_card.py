"""`/leaderboard` as it is shown: the picture, the pages, and what people are called."""

from datetime import date, timedelta

import pytest

from tests.commands.playing import start
from tests.commands.reading import alt_texts, text_of
from tests.commands.test_leaderboard import board, crowd, give, rows
from tests.conftest import World
from tests.discord_limits import components
from tests.needs import HAS_KOREAN, needs_font

PICTURES = 1 if HAS_KOREAN else 0  # without a font, the list stands alone


@needs_font
async def test_the_picture_is_attached_with_the_list_as_its_description(world: World) -> None:
    await give(world, {world.owner.id: 30, world.member.id: 20})
    answer = await board(world)
    (attachment,) = answer.response.attachments
    assert attachment.filename == "leaderboard.png"
    assert (await attachment.read()).startswith(b"\x89PNG")
    (gallery,) = (each for each in components(answer.response.components) if each["type"] == 12)
    (item,) = gallery["items"]
    assert item["media"]["url"]
    assert item["description"] == (
        "Backend · November 2026. Bar chart: 1. ada, 30 points, 2. grace, 20 points"
    )


async def test_a_button_answers_in_private_and_there_turns_the_page_in_place(
    world: World,
) -> None:
    people = crowd(world, 25)
    await give(world, {each.id: 1000 - n for n, each in enumerate(people)})
    public = await board(world)
    assert "Page 1 of 3" in text_of(public)
    world.place.locale = "ko"
    second = await world.member.click(public.response, label="Next")
    assert second.ephemeral
    assert second.response.id != public.response.id
    assert "2/3페이지" in text_of(second)
    assert len(rows(second)) == 10
    assert len(second.response.attachments) == PICTURES
    await world.member.click(second.response, label="다음")
    assert "3/3페이지" in text_of(second)
    assert len(rows(second)) == 5
    assert len(second.response.attachments) == PICTURES
    assert "Page 1 of 3" in text_of(public)
    with pytest.raises(Exception, match="disabled"):
        await world.member.click(second.response, label="다음")
    await world.member.click(second.response, label="이번 주")
    assert "2026-11-23 주간" in text_of(second)
    assert "1/3페이지" in text_of(second)


async def test_a_page_that_is_gone_shows_the_last(world: World) -> None:
    people = crowd(world, 11)
    await give(world, {each.id: 1000 - n for n, each in enumerate(people)})
    public = await board(world)
    await people[0].slash(world.channel, "quiz hide-me")
    answer = await world.member.click(public.response, label="Next")
    assert "Page 1 of 1" in text_of(answer)


async def test_an_old_leaderboards_pages_are_of_its_own_month(world: World) -> None:
    people = crowd(world, 11)
    await give(world, {each.id: 1000 - n for n, each in enumerate(people)})
    november = await board(world)
    world.clock.now += timedelta(days=10)
    await give(world, {world.owner.id: 10}, date(2026, 12, 3))
    page = await world.member.click(november.response, label="Next")
    assert "November 2026" in text_of(page)
    assert "**11.** p10" in text_of(page)
    await world.member.click(page.response, label="This month")
    assert "December 2026" in text_of(page)


@pytest.mark.parametrize(
    "name",
    [
        "**bold** _it_ ~~s~~ `code` ||spoiler||",
        "<@1> @everyone <@&2>",
        "<#3> </quiz start:4> <t:0:R>",
        "[here](https://evil.example)",
        "https://evil.example",
        "\u202e\u2066nalp\u200b",
        "\n# heading\n> quote",
        "\u200b",
        "김철수 🫖 Ａ",
    ],
)
async def test_a_name_is_text_and_nothing_in_it_works(world: World, name: str) -> None:
    user = world.env.create_user("odd", global_name=name)
    odd = world.guild.add_member(user)
    await give(world, {odd.id: 10, world.owner.id: 5})
    answer = await board(world)
    first, second = rows(answer)
    assert first.startswith("**1.** ")
    assert first.endswith(" · **10** points · 100%")
    assert second.startswith("**2.** **ada** ")
    shown = first.removeprefix("**1.** ").removesuffix(" · **10** points · 100%")
    assert "\u202e" not in shown
    for mark in "*_~`|<[@:":
        assert shown.count(mark) == shown.count(f"\\{mark}")
    stats = text_of(await world.owner.slash(world.channel, "quiz stats", member=odd))
    assert shown in stats


@needs_font
async def test_a_servers_name_stays_in_the_pictures_title(world: World) -> None:
    await give(world, {world.owner.id: 5})
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    guild.name = "Back\u202e**end**\n# at\u2028last"
    answer = await board(world)
    assert text_of(answer).startswith("## November 2026\n")
    (title,) = alt_texts(answer)
    assert title.startswith("Back**end** # at last · November 2026. ")


async def test_it_names_no_one_who_has_not_answered(world: World) -> None:
    await start(world)
    assert "grace" not in text_of(await board(world))
