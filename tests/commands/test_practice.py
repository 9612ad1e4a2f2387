"""`/quiz practice`: what somebody got wrong comes again, to them alone and for no points."""

import random
from datetime import date, timedelta
from typing import Any

import pytest

from bot.model.quiz import Question
from bot.services.quiz.questions import Questions
from bot.store import practice as store
from tests.commands.playing import (
    another_server,
    app_in,
    asked,
    begin,
    forge,
    points,
    press,
    stop,
    wait,
)
from tests.commands.reading import labels, text_of
from tests.commands.test_daily import set_daily
from tests.conftest import World
from tests.discord_limits import components

FIRST = date(2026, 11, 23)
DAY = timedelta(days=1)


async def practise(world: World, who: Any = None) -> Any:
    answer = await (who or world.member).slash(world.channel, "quiz practice")
    assert answer.ephemeral
    return answer


def question_in(world: World, answer: Any) -> tuple[Question, list[str]]:
    """What is asked there, and the buttons that answer it."""
    ids = [
        each["custom_id"]
        for each in components(answer.response.components)
        if each.get("custom_id", "").startswith("practice:")
    ]
    kind, name, seed = ids[0].split(":")[1:4]
    questions = Questions(app_in(world).lookup.knowledge)
    (subject,) = (each for each in questions.subjects if str(each) == f"{kind}:{name}")
    return questions.ask(subject, random.Random(int(seed))), ids


async def give(world: World, answer: Any, *, right: bool, who: Any = None) -> str:
    """The text that takes the question's place."""
    question, ids = question_in(world, answer)
    choice = (question.right + (0 if right else 1)) % 4
    pressed = await (who or world.member).click(answer.response, custom_id=ids[choice])
    assert pressed.response is None or pressed.response.id == answer.response.id
    return text_of(answer)


async def get_wrong(world: World, who: Any = None) -> str:
    """A question of a game; what it was about."""
    await begin(world)
    subject = (await asked(world)).question.subject
    await press(world, who or world.member, right=False)
    await stop(world, world.owner)
    for _ in range(2):
        await wait(world)
    return str(subject)


async def due(world: World, who: Any = None) -> list[str]:
    reader = world.database.reader
    today = world.clock.now.date()
    return await store.due(reader, (who or world.member).id, today)


async def test_the_first_questions_are_about_what_people_meet_daily(world: World) -> None:
    for _ in range(25):
        question, _ids = question_in(world, await practise(world))
        entry = app_in(world).lookup.catalogue.entries[question.key]
        assert entry.frequency >= 4
        assert question.subject.kind != "sender"


async def test_what_was_wrong_comes_again_after_1_3_7_and_21_days(world: World) -> None:
    subject = await get_wrong(world)
    assert "nothing to review today" in text_of(await practise(world))
    day = FIRST
    for space, following in ((1, 3), (3, 7), (7, 21), (21, None)):
        day += space * DAY
        world.clock.now += (space - 1) * DAY
        assert "nothing to review today" in text_of(await practise(world))
        world.clock.now += DAY
        answer = await practise(world)
        assert "You got this wrong before. It's the only one to review today." in text_of(answer)
        assert str(question_in(world, answer)[0].subject) == subject
        told = await give(world, answer, right=True)
        assert "✅ Right" in told
        if following is None:
            assert "You know this one now." in told
        else:
            assert f"It comes back on {day + following * DAY}." in told
    world.clock.now += 100 * DAY
    assert "nothing to review today" in text_of(await practise(world))


async def test_what_is_wrong_again_starts_anew(world: World) -> None:
    subject = await get_wrong(world)
    world.clock.now += DAY
    await give(world, await practise(world), right=True)
    world.clock.now += 3 * DAY
    told = await give(world, await practise(world), right=False)
    assert "❌ It's **" in told
    assert f"It comes back on {FIRST + 5 * DAY}." in told
    for space in (1, 3):
        assert await due(world) == []
        world.clock.now += space * DAY
        assert await due(world) == [subject]
        await give(world, await practise(world), right=True)


async def test_a_fresh_question_that_is_wrong_comes_again_tomorrow(world: World) -> None:
    answer = await practise(world)
    subject = str(question_in(world, answer)[0].subject)
    told = await give(world, answer, right=False)
    assert f"It comes back on {FIRST + DAY}." in told
    world.clock.now += DAY
    assert str(question_in(world, await practise(world))[0].subject) == subject


async def test_a_fresh_question_that_is_right_need_not_come_again(world: World) -> None:
    told = await give(world, await practise(world), right=True)
    assert "It comes back" not in told
    assert "You know this one now" not in told


async def test_a_fresh_question_is_none_that_waits_to_be_repeated(world: World) -> None:
    """Too early, it would undo what the days between are for."""
    app = app_in(world)
    everything = Questions(app.lookup.knowledge).subjects
    async with world.database.transaction() as connection:
        for subject in everything[1:]:
            await store.put(connection, world.member.id, str(subject), 1, FIRST + DAY)
    for _ in range(5):
        answer = await practise(world)
        assert question_in(world, answer)[0].subject == everything[0]


async def test_the_longest_due_comes_first_and_the_next_is_a_press_away(world: World) -> None:
    first = await get_wrong(world)
    world.clock.now += DAY
    second = await get_wrong(world)
    world.clock.now += DAY
    answer = await practise(world)
    assert "2 questions to review today." in text_of(answer)
    assert str(question_in(world, answer)[0].subject) == first
    await give(world, answer, right=True)
    assert labels(answer) == ["Next question"]
    following = await world.member.click(answer.response, label="Next question")
    assert following.ephemeral
    assert "It's the only one to review today." in text_of(following)
    assert str(question_in(world, following)[0].subject) == second


async def test_a_second_press_changes_nothing(world: World) -> None:
    """On another copy of the same question, whose buttons still live."""
    subject = await get_wrong(world)
    world.clock.now += DAY
    first, second = await practise(world), await practise(world)
    await give(world, first, right=True)
    await give(world, second, right=True)
    world.clock.now += 3 * DAY
    assert await due(world) == [subject]


async def test_it_gives_no_points_and_counts_in_no_statistics(world: World) -> None:
    await give(world, await practise(world), right=True)
    assert await points(world) == {}
    stats = await world.member.slash(world.channel, "quiz stats")
    assert "haven't answered anything" in text_of(stats)


async def test_everybody_has_their_own_to_repeat(world: World) -> None:
    await get_wrong(world)
    world.clock.now += DAY
    assert "nothing to review today" in text_of(await practise(world, world.owner))
    assert "You got this wrong before" in text_of(await practise(world))


async def test_what_was_wrong_in_one_server_is_practised_in_any(world: World) -> None:
    await get_wrong(world)
    world.clock.now += DAY
    guild, channel, _ = await another_server(world.env)
    here = guild.add_member(world.member.user)
    answer = await here.slash(channel, "quiz practice")
    assert "You got this wrong before" in text_of(answer)


async def test_days_go_by_the_servers_clock(world: World) -> None:
    """At 15:30 UTC it is the next day in Seoul."""
    await set_daily(world, timezone="Asia/Seoul")
    await get_wrong(world)
    world.clock.now = world.clock.now.replace(hour=14, minute=59)
    assert "nothing to review today" in text_of(await practise(world))
    world.clock.now = world.clock.now.replace(hour=15, minute=0)
    assert "You got this wrong before" in text_of(await practise(world))


@pytest.mark.parametrize("what", ["check", "subject"])
async def test_a_question_that_has_changed_says_so(world: World, what: str) -> None:
    """The data may be another since it was asked."""
    await get_wrong(world)
    world.clock.now += DAY
    answer = await practise(world)
    question, ids = question_in(world, answer)
    kind, name, seed, check, choice = ids[0].split(":")[1:]
    if what == "check":
        check = f"{int(check, 16) ^ 1:08x}"
    else:
        name = "599"
    before = await due(world)
    forge(world, answer.response.message, f"practice:{kind}:{name}:{seed}:{check}:{choice}")
    pressed = await world.member.click(answer.response, label=question.options[0])
    assert pressed.ephemeral
    assert "That question has changed since" in text_of(pressed)
    assert await due(world) == before


async def test_what_the_data_has_lost_is_not_asked_any_more(world: World) -> None:
    async with world.database.transaction() as connection:
        await store.put(connection, world.member.id, "meaning:299", 0, FIRST)
    assert "nothing to review today" in text_of(await practise(world))
    assert await due(world) == []


async def test_practice_in_korean(world: World) -> None:
    """In the person's language, whatever the server's is."""
    await get_wrong(world)
    world.clock.now += DAY
    world.place.locale = "ko"
    answer = await practise(world)
    assert "전에 틀린 문제입니다. 오늘 복습할 문제: 1개." in text_of(answer)
    told = await give(world, answer, right=True)
    assert "✅ 정답입니다: " in told
    assert f"{FIRST + 4 * DAY}에 다시 나옵니다." in told
    assert labels(answer) == ["다음 문제"]
