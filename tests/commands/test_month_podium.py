"""The month's podium, in the first post of the next."""

from datetime import UTC, date, datetime, timedelta

from tests.commands.test_daily import DAY, posts, press, right, set_daily, text_in, tick
from tests.conftest import World

NOVEMBER_30 = datetime(2026, 11, 30, 0, 0, tzinfo=UTC)  # nine o'clock in Seoul


async def answered_in_november(world: World) -> None:
    await set_daily(world)
    await tick(world, NOVEMBER_30)
    await press(world, world.member, await right(world, date(2026, 11, 30)), date(2026, 11, 30))


def newest(world: World) -> str:
    return text_in(max(posts(world), key=lambda post: post.id))


async def test_a_month_that_is_over_has_its_podium_once(world: World) -> None:
    await answered_in_november(world)
    assert "Top players" not in newest(world)
    await tick(world, NOVEMBER_30 + DAY)
    assert "Top players, November 2026" in newest(world)
    assert f"**1.** 🥇 <@{world.member.id}> · **" in newest(world)
    for days in range(2, 8):
        await tick(world, NOVEMBER_30 + days * DAY)
        assert "Top players" not in newest(world)


async def test_three_are_on_it(world: World) -> None:
    people = [world.guild.add_member(world.env.create_user(name)) for name in "abcd"]
    await set_daily(world)
    day = date(2026, 11, 30)
    await tick(world, NOVEMBER_30)
    for person in people:
        await press(world, person, await right(world, day), day)
    await tick(world, NOVEMBER_30 + DAY)
    podium = newest(world).split("Top players")[1]
    assert sum(f"<@{person.id}>" in podium for person in people) == 3


async def test_nobody_without_points_is_on_it(world: World) -> None:
    await set_daily(world)
    await tick(world, NOVEMBER_30)
    wrong = (await right(world, date(2026, 11, 30)) + 1) % 4
    await press(world, world.member, wrong, date(2026, 11, 30))
    await tick(world, NOVEMBER_30 + DAY)
    assert "November 2026" not in newest(world)
    assert f"<@{world.member.id}>" not in newest(world)


async def test_it_comes_with_the_first_post_that_can_be(world: World) -> None:
    await answered_in_november(world)
    await tick(world, NOVEMBER_30 + DAY + timedelta(hours=7))  # too late for December 1st
    assert len(posts(world)) == 1
    await tick(world, NOVEMBER_30 + 2 * DAY)
    assert "Top players, November 2026" in newest(world)


async def test_nobody_asks_in_the_middle_of_a_month_who_won_the_last(world: World) -> None:
    await answered_in_november(world)
    await world.owner.slash(world.channel, "daily pause")
    world.clock.now = NOVEMBER_30 + 10 * DAY
    await world.owner.slash(world.channel, "daily resume")
    await tick(world, NOVEMBER_30 + 11 * DAY)
    assert len(posts(world)) == 2
    assert "Top players" not in newest(world)


async def test_it_is_in_the_servers_language(world: World) -> None:
    await world.owner.slash(world.channel, "language server", language="ko")
    await answered_in_november(world)
    await tick(world, NOVEMBER_30 + DAY)
    assert "2026년 11월의 순위" in newest(world)
