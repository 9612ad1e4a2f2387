"""`/privacy me`: hidden people are on no board, and of unrecorded people nothing is kept."""

from typing import Any

import pytest

from bot.store import practice
from bot.store.erasure import count_user
from tests.commands.playing import (
    another_server,
    app_in,
    asked,
    begin,
    is_running,
    points,
    press,
    start,
    stop,
    wait,
)
from tests.commands.reading import labels, red_labels, text_of
from tests.commands.test_daily import DUE, TODAY, posts, set_daily, text_in, tick
from tests.commands.test_daily import press as press_daily
from tests.commands.test_privacy import (
    DELETE,
    ERASE,
    ERASE_KEEP,
    HIDE,
    RECORD,
    SHOW,
    UNRECORD,
    ask,
    play,
)
from tests.conftest import World


async def test_what_deletes_is_red_in_each_card(world: World) -> None:
    assert red_labels(await ask(world)) == [DELETE]
    server = await world.owner.slash(world.channel, "privacy server")
    assert red_labels(server) == ["Erase the server's data"]


async def choose(world: World, label: str, who: Any = None) -> Any:
    answer = await ask(world, who)
    await (who or world.member).click(answer.response, label=label)
    return answer


async def kept_of(world: World, who: Any) -> dict[str, int]:
    counts = await count_user(world.database.reader, who.id)
    return {table: count for table, count in counts.items() if count}


async def test_who_hides_is_on_no_board_until_shown_again(world: World) -> None:
    await play(world)
    answer = await choose(world, HIDE)
    assert "**Hidden**" in text_of(answer)
    assert labels(answer)[2] == SHOW
    assert set(await points(world)) == {world.owner.id}
    stats = await world.owner.slash(world.channel, "quiz stats", member=world.member)
    assert "grace is hidden here" in text_of(stats)
    await world.member.click(answer.response, label=SHOW)
    assert "**Hidden**" not in text_of(answer)
    assert set(await points(world)) == {world.owner.id, world.member.id}


async def test_who_hides_is_hidden_in_a_server_that_comes_later(world: World) -> None:
    """In the result of the first game already."""
    await choose(world, HIDE)
    await begin(world)
    await press(world, world.member, right=True)
    await press(world, world.owner, right=True)
    await stop(world, world.owner)
    for _ in range(2):
        await wait(world)
    said = [text_in(each) for each in posts(world)]
    assert "2 of 2 got it right" in said[-2]
    assert f"<@{world.owner.id}>" in said[-2]
    assert f"<@{world.member.id}>" not in "".join(said)
    assert set(await points(world)) == {world.owner.id}


async def test_a_server_alone_cant_show_who_hides_everywhere(world: World) -> None:
    await play(world)
    await choose(world, HIDE)
    refused = await world.member.slash(world.channel, "quiz show-me")
    assert "You're hidden in every server" in text_of(refused)
    assert set(await points(world)) == {world.owner.id}


async def test_a_person_sees_in_how_many_servers_they_hide(world: World) -> None:
    await world.member.slash(world.channel, "quiz hide-me")
    answer = await ask(world)
    assert "**Hidden** in one server." in text_of(answer)
    assert HIDE in labels(answer)
    await world.member.click(answer.response, label=HIDE)
    assert "**Hidden**: you're on no leaderboard" in text_of(answer)


async def test_showing_everywhere_shows_also_where_a_person_hid_before(world: World) -> None:
    await play(world)
    await world.member.slash(world.channel, "quiz hide-me")
    await choose(world, HIDE)
    await choose(world, SHOW)
    assert set(await points(world)) == {world.owner.id, world.member.id}
    assert "hidden" not in await kept_of(world, world.member)


async def test_an_unrecorded_person_plays_a_game_and_nothing_is_kept(world: World) -> None:
    answer = await choose(world, UNRECORD)
    assert "**Not recorded**" in text_of(answer)
    assert labels(answer)[3] == RECORD
    await begin(world)
    for _ in range(2):
        assert "it isn't counted" in await press(world, world.member, right=True)
    await press(world, world.owner, right=True)
    await stop(world, world.owner)
    for _ in range(2):
        await wait(world)
    said = [text_in(each) for each in posts(world)]
    assert "1 of 1 got it right" in said[-2]
    assert await kept_of(world, world.member) == {"unrecorded": 1}
    assert set(await points(world)) == {world.owner.id}


async def test_a_game_of_unrecorded_people_goes_on_to_its_end(world: World) -> None:
    await choose(world, UNRECORD)
    await begin(world, questions=4)
    for number in range(1, 5):
        assert (await asked(world)).number == number
        await press(world, world.member, right=True)
        await wait(world, 21)
        await wait(world, 7)
    assert not await is_running(world)
    assert "That was all 4 questions." in text_in(posts(world)[-1])


async def test_a_game_that_unrecorded_people_have_left_ends(world: World) -> None:
    await choose(world, UNRECORD)
    await begin(world, questions=6)
    await press(world, world.member, right=True)
    for _ in range(3):
        await wait(world, 21)
        await wait(world, 7)
    assert not await is_running(world)
    assert "Nobody is answering" in text_in(posts(world)[-1])


async def test_an_unrecorded_answer_of_the_day_is_not_kept_nor_judged(world: World) -> None:
    """Else they could find out the right answer, and be recorded again for it."""
    await set_daily(world)
    await tick(world, DUE)
    await choose(world, UNRECORD)
    for choice in range(4):
        said = await press_daily(world, world.member, choice, TODAY)
        assert "it isn't counted" in said
        assert "✅" not in said
    assert await kept_of(world, world.member) == {"unrecorded": 1}
    await choose(world, RECORD)
    assert "streak" in await press_daily(world, world.member, 0, TODAY)
    assert (await kept_of(world, world.member))["answer"] == 1


async def test_an_unrecorded_person_practises_and_nothing_is_kept(world: World) -> None:
    await choose(world, UNRECORD)
    for choice in range(4):
        answer = await world.member.slash(world.channel, "quiz practice")
        await world.member.click(answer.response, label=labels(answer)[choice])
    assert await kept_of(world, world.member) == {"unrecorded": 1}


async def test_an_exercise_from_before_waits_until_they_are_recorded_again(world: World) -> None:
    await begin(world)
    subject = str((await asked(world)).question.subject)
    await press(world, world.member, right=False)
    await press(world, world.owner, right=False)
    await stop(world, world.owner)
    for _ in range(2):
        await wait(world)
    await choose(world, UNRECORD)
    world.clock.now += (tomorrow := world.clock.now.replace(day=24)) - world.clock.now
    for who, is_repeat in ((world.member, False), (world.owner, True)):
        answer = await who.slash(world.channel, "quiz practice")
        assert ("You got this wrong before" in text_of(answer)) is is_repeat
    await choose(world, RECORD)
    due = await practice.due(world.database.reader, world.member.id, tomorrow.date())
    assert due == [subject]


async def test_a_wrong_answer_becomes_no_exercise_of_an_unrecorded_person(world: World) -> None:
    """They answered, and chose not to be recorded before the question closed."""
    await begin(world)
    await press(world, world.member, right=False)
    await choose(world, UNRECORD)
    await stop(world, world.owner)
    for _ in range(2):
        await wait(world)
    assert "practice" not in await kept_of(world, world.member)


@pytest.mark.parametrize(
    ("label", "left"), [(ERASE, set()), (ERASE_KEEP, {"hidden", "unrecorded"})]
)
async def test_a_deletion_keeps_choices_only_if_asked_to(
    world: World, label: str, left: set[str]
) -> None:
    await play(world)
    await world.member.slash(world.channel, "quiz hide-me")
    await choose(world, UNRECORD)
    answer = await choose(world, DELETE)
    assert labels(answer) == [ERASE, ERASE_KEEP, "Keep it"]
    assert red_labels(answer) == [ERASE, ERASE_KEEP]
    await world.member.click(answer.response, label=label)
    assert set(await kept_of(world, world.member)) == left
    assert (UNRECORD in labels(answer)) is not bool(left), "offered to who is recorded"


async def test_the_stats_of_another_person_name_no_code(world: World) -> None:
    """Three wrong answers would be a weak spot."""
    await begin(world, questions=3)
    for _ in range(3):
        await press(world, world.member, right=False)
        await press(world, world.owner, right=False)
        await wait(world, 21)
        await wait(world, 7)
    own = text_of(await world.member.slash(world.channel, "quiz stats"))
    others = text_of(await world.owner.slash(world.channel, "quiz stats", member=world.member))
    assert "0 of 3 right (0%)" in own
    assert "0 of 3 right (0%)" in others
    assert len(own.splitlines()) == len(others.splitlines()) + 1
    app = app_in(world)
    found = await app.stats.of(world.guild.id, world.member.id, is_own=False)
    assert (found.best, found.weakest) == ((), ())


async def test_choices_hold_in_every_server(world: World) -> None:
    await choose(world, UNRECORD)
    guild, channel, linus = await another_server(world.env)
    there = guild.add_member(world.member.user)
    await start(world, linus, channel)
    await wait(world, 3)
    assert "it isn't counted" in await press(world, there, channel, right=True)
    assert "it isn't counted" not in await press(world, linus, channel, right=True)
