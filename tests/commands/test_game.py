"""Whole games: the questions, the answers, the podium."""

import re
from datetime import timedelta
from typing import Any

import pytest

from bot.model.quiz_rules import bonus
from tests.commands.playing import (
    asked,
    begin,
    is_open,
    is_running,
    message_of,
    newest,
    points,
    press,
    start,
    stop,
    wait,
)
from tests.commands.reading import alt_texts, text_of
from tests.commands.test_daily import posts, text_in
from tests.conftest import World
from tests.needs import HAS_KOREAN

KOREAN = re.compile(r"[가-힣]")


@pytest.fixture
def third(world: World) -> Any:
    return world.guild.add_member(world.env.create_user("barbara"))


async def test_a_whole_game_of_three(world: World, third: Any) -> None:
    """The owner is always right and quick, the second is right but slow, the third never."""
    started = await start(world)
    assert not started.ephemeral
    assert "started a quiz. Topic: **everything**, 3 questions, 20 seconds" in text_of(started)
    assert "With two or more players, a fast right answer earns up to 50% more." in text_of(started)
    assert "a question closes as soon as everyone playing has answered" in text_of(started)
    await wait(world, 3)
    expected = {world.owner.id: 0, world.member.id: 0, third.id: 0}
    for number in (1, 2, 3):
        question = await asked(world)
        message = message_of(world, question)
        assert f"Question {number} of 3" in text_in(message)
        assert f"<t:{int(question.closes_at.timestamp())}:R>" in text_in(message)
        assert is_open(message)
        worth = question.question.worth
        for who, seconds, right in ((world.owner, 0, True), (world.member, 10, True)):
            await wait(world, seconds)
            assert "You picked" in await press(world, who, right=right)
            expected[who.id] += worth + bonus(worth, 1 - seconds / 20)
        taken = await press(world, third, right=False)
        assert "You picked" in taken
        assert "The answer comes when the question closes." in taken
        await wait(world, 10 if number == 1 else 0)
        shown = message_of(world, question)
        assert "Answer: **" in text_in(shown)
        for who, left in ((world.owner, 1), (world.member, 0.5)):
            fast = bonus(worth, left)
            assert f"<@{who.id}> +{worth + fast} (speed bonus: {fast})" in text_in(shown)
        assert "2 of 3 got it right" in text_in(shown)
        assert not is_open(shown)
        assert len(posts(world)) == number
        await wait(world, 6)
    podium = newest(world)
    ranks = ("**1.** 🥇", world.owner, 3), ("**2.** 🥈", world.member, 3), ("**3.**", third, 0)
    for rank, who, had in ranks:
        place = f"{rank} <@{who.id}> · **{expected[who.id]}** points · {had} right of 3 answered"
        assert place in podium
    assert "That was all 3 questions" in podium
    assert await points(world) == expected
    assert not await is_running(world)
    board = text_of(await world.member.slash(world.channel, "leaderboard"))
    assert f"**1.** ada · **{expected[world.owner.id]}** points · 100%" in board
    assert f"**2.** **grace** · **{expected[world.member.id]}** points" in board


async def test_a_whole_game_in_korean(world: World, third: Any) -> None:
    """Every person is told in their own language what only they see."""
    await world.owner.slash(world.channel, "language server", language="ko")
    started = text_of(await start(world))
    assert "퀴즈를 시작했습니다. 주제: **전체**, 문제 3개" in started
    assert "둘 이상 참여하면 빨리 맞힐수록 점수를 최대 50% 더 받습니다." in started
    assert "참여자가 모두 답하면 바로 마감됩니다" in started
    await wait(world, 3)
    for number in (1, 2, 3):
        message = message_of(world, await asked(world))
        assert f"문제 {number}/3" in text_in(message)
        assert "마감: <t:" in text_in(message)
        assert "You picked" in await press(world, world.owner)
        world.place.locale = "ko"
        assert "답을 받았습니다" in await press(world, world.member)
        assert "답을 받았습니다" in await press(world, third, right=False)
        world.place.locale = "en-US"
        await wait(world, 20 if number == 1 else 0)
        shown = text_in(message_of(world, await asked(world)))
        assert "정답: **" in shown
        assert "3명 중 2명 정답" in shown
        assert re.search(rf"<@{world.owner.id}> \+\d+\(속도 보너스 \d+점 포함\)", shown)
        await wait(world, 6)
    assert "퀴즈 결과: 전체" in newest(world)
    assert "3문제가 모두 끝났습니다." in newest(world)
    assert f"**3.** <@{third.id}> · **0점** · 답한 3문제 중 0개 정답" in newest(world)
    board = await world.owner.slash(world.channel, "leaderboard")
    assert "2026년 11월" in text_of(board)
    if HAS_KOREAN:  # without a font, the list stands alone
        (alt,) = alt_texts(board)
        assert alt.startswith("Backend · 2026년 11월")


async def test_english_games_say_nothing_korean(world: World) -> None:
    await begin(world)
    await press(world, world.owner)
    await wait(world, 20)
    await stop(world, world.owner)
    await wait(world)
    assert not any(KOREAN.search(text_in(each)) for each in posts(world))


async def test_the_loop_itself_plays(world: World) -> None:
    """It ticks while a game is running, and at rest it does not."""
    await start(world)
    world.clock.now += timedelta(seconds=3)
    await world.env.advance_time(2)
    await press(world, world.owner)
    world.clock.now += timedelta(seconds=20)
    await world.env.advance_time(2)
    assert "1 of 1 got it right" in newest(world)
    await stop(world, world.owner)
    await world.env.advance_time(2)
    assert "Stopped early, after one question." in newest(world)
    assert not world.bot._playing.is_running()
    await start(world)
    world.clock.now += timedelta(seconds=3)
    await world.env.advance_time(2)
    assert "Question 1 of 3" in newest(world)


async def test_an_answer_at_the_last_moment_has_no_bonus_to_explain(world: World) -> None:
    await begin(world)
    worth = (await asked(world)).question.worth
    await wait(world, 19.9)
    await press(world, world.owner)
    await wait(world, 1)
    shown = text_in(message_of(world, await asked(world)))
    assert shown.endswith(f"1 of 1 got it right: <@{world.owner.id}> +{worth}")


async def test_the_first_question_stays_open_to_its_end(world: World, third: Any) -> None:
    """Nobody knows yet who plays."""
    await begin(world)
    for who in (world.owner, world.member, third):
        await press(world, who)
    await wait(world, 19)
    assert is_open(message_of(world, await asked(world)))
    await wait(world, 1)
    assert not is_open(message_of(world, await asked(world)))


async def test_a_later_question_closes_when_everyone_who_plays_has_answered(
    world: World, third: Any
) -> None:
    await begin(world)
    for who in (world.owner, world.member):
        await press(world, who)
    await wait(world, 20)
    await wait(world, 6)
    await press(world, world.owner)
    await press(world, third)  # comes in late, and is waited for from the next question on
    await wait(world, 1)
    assert is_open(message_of(world, await asked(world)))
    await press(world, world.member)
    await wait(world)
    assert not is_open(message_of(world, await asked(world)))
    await wait(world, 6)
    for who in (world.owner, world.member):
        await press(world, who)
    await wait(world)
    assert is_open(message_of(world, await asked(world)))
    await press(world, third)
    await wait(world)
    assert not is_open(message_of(world, await asked(world)))


async def test_after_an_early_close_there_is_time_to_read(world: World) -> None:
    await begin(world)
    await press(world, world.owner)
    await wait(world, 20)
    await wait(world, 6)
    await press(world, world.owner)
    await wait(world)
    await wait(world, 5)
    assert (await asked(world)).number == 2
    await wait(world, 1)
    assert (await asked(world)).number == 3


async def test_a_game_that_nobody_answers_ends_by_itself(world: World) -> None:
    await begin(world, questions=5)
    for _ in range(2):
        await wait(world, 20)
        assert "Nobody answered." in newest(world)
        await wait(world, 6)
    assert "Nobody is answering, so the game ends here." in newest(world)
    assert "Nobody answered" not in newest(world)
    assert not await is_running(world)


async def test_one_answer_in_two_questions_goes_on(world: World) -> None:
    await begin(world, questions=5)
    for number in range(1, 5):
        assert (await asked(world)).number == number
        if number % 2:
            await press(world, world.owner)
        await wait(world, 20)
        await wait(world, 6)
    assert (await asked(world)).number == 5


async def test_a_lone_player_is_told_what_counts(world: World) -> None:
    await begin(world)
    worth = (await asked(world)).question.worth
    await press(world, world.owner)
    await stop(world, world.owner)
    await wait(world)
    shown, fast = text_in(message_of(world, await asked(world))), bonus(worth, 1)
    assert f"<@{world.owner.id}> +{worth} (speed bonus: {fast} more if others play)" in shown
    await wait(world)
    assert f"**{worth + fast}** points" in newest(world)
    assert f"**{worth}** points count for the leaderboard." in newest(world)
    assert "only your first 10 questions a day count" in newest(world)
    assert await points(world) == {world.owner.id: worth}


async def test_nobody_is_pinged(world: World, third: Any) -> None:
    await begin(world)
    for who in (world.owner, world.member, third):
        await press(world, who)
    await wait(world, 20)
    await stop(world, world.owner)
    await wait(world)
    await wait(world)
    await world.owner.slash(world.channel, "leaderboard")
    sent = [
        request.json.get("data", request.json)
        for request in world.env.http_requests
        if isinstance(request.json, dict)
    ]
    assert len(sent) >= 7
    for body in sent:
        assert body["allowed_mentions"] == {"parse": []}, body


async def test_who_is_hidden_is_counted_and_not_named(world: World) -> None:
    await world.member.slash(world.channel, "quiz hide-me")
    await start(world)
    await wait(world, 3)
    await press(world, world.owner)
    await press(world, world.member)
    await wait(world, 20)
    shown = text_in(message_of(world, await asked(world)))
    assert re.search(rf"2 of 2 got it right: <@{world.owner.id}> \+\d+ \(.+\) and 1 more$", shown)
    await stop(world, world.owner)
    await wait(world)
    podium = newest(world)
    assert f"<@{world.owner.id}>" in podium
    assert "And 1 more." in podium
    assert f"<@{world.member.id}>" not in shown + podium
    assert "Alone" not in podium


async def test_a_game_of_hidden_people_names_nobody(world: World) -> None:
    await world.member.slash(world.channel, "quiz hide-me")
    await start(world)
    await wait(world, 3)
    await press(world, world.member)
    await wait(world, 20)
    assert "1 of 1 got it right." in text_in(message_of(world, await asked(world)))
    await stop(world, world.owner)
    await wait(world)
    assert "<@" not in newest(world)
    assert "Nobody answered" not in newest(world)
