"""The rules of games, on a stand-in for Discord: what is asked, and who comes between."""

import asyncio
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import UserError
from bot.model.quiz import TOPICS, Subject, Topic
from bot.model.quiz_rules import POINTS, Level
from bot.services.lookup.lookup import Lookup
from bot.services.quiz.counted_answers import rebuild_scores
from bot.services.quiz.questions import Questions
from bot.store import game as store
from tests.examples import examples
from tests.services.quiz.game_stand_in import CHANNEL, GUILD, PERSON, Play, playing


@pytest.fixture(scope="session")
def questions(lookup: Lookup) -> Questions:
    return Questions(lookup.knowledge)


def subjects(play: Play) -> list[str]:
    return [str(asked.question.subject) for _, asked in play.game_channel.asked]


games = st.tuples(st.sampled_from(TOPICS), st.sampled_from((None, *POINTS)), st.integers(3, 20))


@pytest.mark.slow
def test_no_question_comes_again_before_the_pool_is_used_up(questions: Questions) -> None:
    """In a channel, whatever topics and levels were played there; and never in one game."""

    @settings(max_examples=examples(20))
    @given(st.lists(games, min_size=1, max_size=6), st.integers())
    def law(played: list[tuple[Topic, Level | None, int]], seed: int) -> None:
        asyncio.run(_plays(questions, played, seed))

    law()


async def _plays(
    questions: Questions, played: list[tuple[Topic, Level | None, int]], seed: int
) -> None:
    async with playing(questions, seed=seed) as play:
        seen: set[str] = set()
        for topic, level, number in played:
            pool = {str(subject) for subject in questions.on(topic, level)}
            if not pool:
                with pytest.raises(UserError):
                    await play.start(topic, level, number)
                continue
            before = len(play.game_channel.asked)
            await play.to_the_end(await play.start(topic, level, number))
            drawn = subjects(play)[before:]
            assert len(set(drawn)) == len(drawn) == min(number, len(pool))
            for subject in drawn:
                assert subject in pool
                assert subject not in seen or pool <= seen
                seen.add(subject)


@pytest.mark.slow
async def test_what_was_left_out_so_far_does_not_come_again_and_again(
    questions: Questions,
) -> None:
    """After three rounds of one level of a topic, a game on all of it asks the rest once."""
    async with playing(questions) as play:
        levels: tuple[Level, ...] = (1, 2)
        for level in levels * 3:
            pool = len(questions.on("redirects", level))
            await play.to_the_end(await play.start("redirects", level, pool))
        before = len(play.game_channel.asked)
        await play.to_the_end(await play.start("redirects", None, 12))
        drawn = subjects(play)[before:]
        assert len(set(drawn)) == 12


@pytest.mark.slow
def test_a_game_on_everything_goes_from_daily_to_hard(questions: Questions, lookup: Lookup) -> None:
    async def game(seed: int) -> list[Subject]:
        async with playing(questions, seed=seed) as play:
            await play.to_the_end(await play.start("all", None, 10))
            return [asked.question.subject for _, asked in play.game_channel.asked]

    drawn = [asyncio.run(game(seed)) for seed in range(12)]
    for subjects_of_one in drawn:
        first, last = subjects_of_one[0], subjects_of_one[-1]
        assert all(map(questions.is_registered_and_common, subjects_of_one[:3]))
        assert (first.level, lookup.catalogue.entries[first.key].frequency) == (1, 5)
        assert last.level == 3
    assert len({game[0] for game in drawn}) > 6
    assert len({game[-1] for game in drawn}) > 6


@pytest.mark.slow
def test_a_game_gets_harder(questions: Questions) -> None:
    """Its first three questions are about registered codes that people meet daily, each another one
    than the question before, and the first never asks who sends a code, as long as its channel has
    such questions left in the round; and no question is easier than the one before by
    more than one step of four, unless the game needs most of what the round has left."""

    @settings(max_examples=examples(20))
    @given(st.lists(games, min_size=1, max_size=6), st.integers())
    def law(played: list[tuple[Topic, Level | None, int]], seed: int) -> None:
        asyncio.run(_gets_harder(questions, played, seed))

    law()


async def _gets_harder(
    questions: Questions, played: list[tuple[Topic, Level | None, int]], seed: int
) -> None:
    async with playing(questions, seed=seed) as play:
        for topic, level, number in played:
            pool = questions.on(topic, level)
            if not pool:
                continue
            rounds = await store.rounds(play.database.reader, CHANNEL)
            behind = min(rounds.get(str(each), 0) for each in pool)
            left = [each for each in pool if rounds.get(str(each), 0) == behind]
            before = len(play.game_channel.asked)
            await play.to_the_end(await play.start(topic, level, number))
            drawn = [asked.question.subject for _, asked in play.game_channel.asked[before:]]
            for place, subject in enumerate(drawn[:3]):
                last = drawn[place - 1] if place else None
                if last and not questions.is_common(last):
                    break
                still = [x for x in left if x not in drawn[:place] and _differs(x, last)]
                for suits in (
                    questions.is_registered_and_common,
                    questions.is_common,
                    _has_no_sender,
                ):
                    if any(map(suits, still)):
                        assert suits(subject), (place, subject)
                        break
            if len(left) >= 3 * len(drawn):
                steps = [questions.ease_order(each)[0] for each in drawn]
                assert all(after >= step - 1 for step, after in pairwise(steps)), steps
                assert max(steps) - steps[-1] <= 1, steps


def _has_no_sender(subject: Subject) -> bool:
    return subject.kind != "sender"


def _differs(subject: Subject, last: Subject | None) -> bool:
    return last is None or subject.key.code != last.key.code


async def test_channels_have_pools_of_their_own(questions: Questions) -> None:
    async with playing(questions) as play:
        pool = len(questions.on("1xx"))
        for channel in (CHANNEL, CHANNEL + 1):
            await play.to_the_end(await play.start("1xx", None, pool, channel))
        drawn = subjects(play)
        assert len(set(drawn[:pool])) == len(set(drawn[pool:])) == pool
        assert drawn[:pool] != drawn[pool:]


async def test_a_game_is_no_longer_than_its_pool(questions: Questions) -> None:
    async with playing(questions) as play:
        pools = [(len(questions.on(*each)), each) for each in product(TOPICS, POINTS)]
        size, smallest = min(pool for pool in pools if pool[0])
        assert size < 20, "else this proves nothing"
        game = await play.start(*smallest, 20)
        assert game.settings.questions == size
        await play.to_the_end(game)
        assert play.game_channel.ended[0].ending == "finished"


async def test_a_hundred_who_press_at_once_twice_score_once_each(
    questions: Questions, tmp_path: Path
) -> None:
    async with playing(questions, str(tmp_path / "teapot.sqlite3")) as play:
        await play.to_the_first_question()
        right = play.game_channel.asked[-1][1].question.right
        presses = [
            play.answer(user_id, choice % 4)
            for choice in (right, right + 1)
            for user_id in range(100, 200)
        ]
        assert await asyncio.gather(*presses) == [True] * 100 + [False] * 100
        await play.wait(20)
        assert play.game_channel.revealed[0].answered == 100
        assert len(play.game_channel.revealed[0].right) == 100


async def test_what_is_pressed_while_it_closes_counts_or_is_told_so(
    questions: Questions, tmp_path: Path
) -> None:
    """Whoever is told that it is noted is in the outcome, and nobody else."""
    async with playing(questions, str(tmp_path / "teapot.sqlite3")) as play:
        await play.to_the_second_question()
        await play.answer()  # the one who has played so far: it closes with the next tick
        presses = [play.answer(user_id) for user_id in range(100, 130)]
        late = [_later(play, user_id, user_id - 129) for user_id in range(130, 160)]
        told, _, told_late = await asyncio.gather(
            asyncio.gather(*presses, return_exceptions=True),
            play.wait(),
            asyncio.gather(*late, return_exceptions=True),
        )
        noted = [*told, *told_late].count(True)
        assert play.game_channel.revealed[1].answered == 1 + noted
        assert all(each is True or isinstance(each, UserError) for each in [*told, *told_late])


async def _later(play: Play, user_id: int, turns: int) -> bool:
    for _ in range(turns):
        await asyncio.sleep(0)
    return await play.answer(user_id)


async def test_who_presses_again_while_it_closes_leaves_the_break_alone(
    questions: Questions, tmp_path: Path
) -> None:
    """Theirs was the last answer that was waited for; the one after it is waited for in turn."""
    async with playing(questions, str(tmp_path / "teapot.sqlite3")) as play:
        await play.to_the_second_question()
        await play.answer()
        async with play.database.transaction():  # they wait for it, one after the other
            closing = asyncio.create_task(play.wait())
            await play.queue.has(1)
            pressing = asyncio.create_task(play.answer())
            await play.queue.has(2)
        await closing
        assert not await pressing  # the first stands
        await play.wait()
        assert len(play.game_channel.revealed) == len(play.game_channel.asked) == 2
        await play.wait(6)
        assert len(play.game_channel.asked) == 3


async def test_who_presses_for_the_first_time_while_it_closes_is_told_so(
    questions: Questions, tmp_path: Path
) -> None:
    late = PERSON + 1
    async with playing(questions, str(tmp_path / "teapot.sqlite3")) as play:
        await play.to_the_second_question()
        await play.answer()  # the one who has played so far: it closes with the next tick
        async with play.database.transaction():  # they wait for it, one after the other
            closing = asyncio.create_task(play.wait())
            await play.queue.has(1)
            pressing = asyncio.create_task(play.answer(late))
            await play.queue.has(2)
        await closing
        with pytest.raises(UserError, match=r"quiz\.closed"):
            await pressing
        await play.wait()
        assert play.game_channel.revealed[1].answered == 1


async def test_who_presses_again_before_it_closes_leaves_the_break_alone(
    questions: Questions, tmp_path: Path
) -> None:
    """The press is stored first, and then the question closes, as everyone had answered."""
    async with playing(questions, str(tmp_path / "teapot.sqlite3")) as play:
        await play.to_the_second_question()
        await play.answer()
        async with play.database.transaction():  # they wait for it, one after the other
            pressing = asyncio.create_task(play.answer())
            await play.queue.has(1)
            closing = asyncio.create_task(play.wait())
            await play.queue.has(2)
        assert not await pressing  # the first stands
        await closing
        await play.wait()
        assert len(play.game_channel.revealed) == len(play.game_channel.asked) == 2
        await play.wait(6)
        assert len(play.game_channel.asked) == 3


async def test_a_question_takes_answers_before_discord_has_told_of_its_message(
    questions: Questions, tmp_path: Path
) -> None:
    """People see it, and press, before the reply to our own request is here."""
    async with playing(questions, str(tmp_path / "teapot.sqlite3")) as play:
        await play.start()
        play.game_channel.is_free.clear()
        asking = asyncio.create_task(play.wait(3))
        async with asyncio.timeout(10):
            await play.game_channel.has_held.wait()
        assert await play.answer()
        play.game_channel.is_free.set()
        await asking


@pytest.mark.parametrize(("seconds_late", "endings"), [(600, []), (601, ["away"])])
async def test_a_game_that_was_away_for_more_than_ten_minutes_ends(
    questions: Questions, seconds_late: int, endings: list[str]
) -> None:
    async with playing(questions) as play:
        await play.to_the_first_question()
        await play.answer()
        await play.wait(20 + seconds_late)
        await play.wait(6)
        assert [podium.ending for podium in play.game_channel.ended] == endings
        assert len(play.game_channel.asked) == (1 if endings else 2)


async def test_with_equal_points_who_was_first_is_named_first(questions: Questions) -> None:
    first, second = PERSON + 1, PERSON
    async with playing(questions) as play:
        await play.to_the_first_question(level=1)
        await play.answer(first)
        await play.wait(1)
        await play.answer(second)
        await play.wait(19)
        (outcome,) = play.game_channel.revealed
        (one, points), (other, as_many) = outcome.right
        assert points == as_many, "else this proves nothing"
        assert (one, other) == (first, second)


async def test_with_equal_points_more_right_answers_come_first(questions: Questions) -> None:
    """On the podium, at a rank that both share."""
    hard, easy = PERSON, PERSON + 1
    for seed in range(100):  # until the three are worth 10, 10 and 20 points
        async with playing(questions, seed=seed) as play:
            await play.to_the_first_question()
            levels = []
            for _ in range(3):
                question = play.game_channel.asked[-1][1].question
                levels.append(question.subject.level)
                await play.wait(19.9)  # too late for a bonus
                has_it = hard if question.subject.level == 2 else easy
                await play.answer(has_it)
                await play.answer(easy + hard - has_it, (question.right + 1) % 4)
                await play.wait(0.1)
                await play.wait(6)
            (podium,) = play.game_channel.ended
        if levels == [1, 1, 2]:
            break
    places = [(each.rank, each.user_id, each.points, each.right) for each in podium.places]
    assert places == [(1, easy, 20, 2), (1, hard, 20, 1)]


async def test_a_stop_while_a_question_is_drawn_asks_no_more(
    questions: Questions, tmp_path: Path
) -> None:
    async with playing(questions, str(tmp_path / "teapot.sqlite3")) as play:
        await play.start()
        async with play.database.transaction():  # they wait for it, one after the other
            stopping = asyncio.create_task(play.stop())
            await play.queue.has(1)
            ticking = asyncio.create_task(play.wait(3))
            await play.queue.has(2)
        await asyncio.gather(stopping, ticking)
        await play.wait()
        assert play.game_channel.asked == []
        assert [(each.ending, each.asked) for each in play.game_channel.ended] == [("stopped", 0)]


async def test_a_stop_while_a_question_is_sent_waits_for_no_answers(
    questions: Questions, tmp_path: Path
) -> None:
    async with playing(questions, str(tmp_path / "teapot.sqlite3")) as play:
        await play.start()
        play.game_channel.is_free.clear()
        await play.wait_in_vain(3)
        await play.stop()
        play.game_channel.is_free.set()
        await play.wait()
        await play.wait()
        await play.wait()
        assert [podium.ending for podium in play.game_channel.ended] == ["stopped"]


async def test_a_stop_asks_no_question_again_that_may_not_have_been_sent(
    questions: Questions,
) -> None:
    async with playing(questions) as play:
        await play.to_the_first_question()
        async with play.database.transaction() as connection:  # as a kill leaves it
            await connection.execute("UPDATE game_question SET message_id = NULL")
        await play.stop()
        await play.wait()
        assert (len(play.game_channel.asked), len(play.game_channel.revealed)) == (1, 1)


async def test_a_game_that_people_leave_ends_after_two_questions_without_them(
    questions: Questions,
) -> None:
    async with playing(questions) as play:
        await play.to_the_first_question(questions=6)
        for number in range(1, 4):
            if number == 1:
                await play.answer()
            await play.wait(20)
            await play.wait(6)
        assert [podium.ending for podium in play.game_channel.ended] == ["quiet"]


async def test_a_stop_while_an_answer_is_shown_waits_for_no_break(
    questions: Questions, tmp_path: Path
) -> None:
    async with playing(questions, str(tmp_path / "teapot.sqlite3")) as play:
        await play.to_the_first_question()
        play.game_channel.is_free.clear()
        await play.wait_in_vain(20)
        await play.stop()
        play.game_channel.is_free.set()
        await play.wait()
        await play.wait()
        assert [podium.ending for podium in play.game_channel.ended] == ["stopped"]


@pytest.mark.slow
async def test_a_tick_that_comes_as_a_slow_step_ends_takes_no_other(
    questions: Questions, tmp_path: Path
) -> None:
    """What it has read to be due may have been done meanwhile."""
    async with playing(questions, str(tmp_path / "teapot.sqlite3")) as play:
        await play.to_the_first_question()
        await play.answer()
        play.game_channel.is_free.clear()
        await play.wait_in_vain(20)  # the answer is being shown, for longer than a beat
        slow = (
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2000000)"
            " SELECT max(i) FROM n"
        )
        ticking = asyncio.create_task(play.games.tick())
        await asyncio.sleep(0)  # its question what is due is on its way
        reading = asyncio.create_task(play.database.reader.execute_fetchall(slow))
        await asyncio.sleep(0)
        play.game_channel.is_free.set()
        await asyncio.gather(ticking, reading)
        assert len(play.game_channel.asked) == 1  # the break is yet to come
        await play.wait(6)
        assert len(play.game_channel.asked) == 2


async def test_a_server_that_is_left_while_a_question_is_drawn_is_asked_nothing(
    questions: Questions, tmp_path: Path
) -> None:
    async with playing(questions, str(tmp_path / "teapot.sqlite3")) as play:
        await play.start()
        async with play.database.transaction():
            leaving = asyncio.create_task(play.games.end_all(GUILD))
            await play.queue.has(1)
            ticking = asyncio.create_task(play.wait(3))
            await play.queue.has(2)
        await asyncio.gather(leaving, ticking)
        assert play.game_channel.asked == []
        assert (await rebuild_scores(play.database)).different == 0


async def test_closing_cancels_what_is_being_sent(questions: Questions) -> None:
    """Else it would go on after the database is closed. The next process finds it."""
    async with playing(questions) as play:
        await play.start()
        before = asyncio.all_tasks()
        play.game_channel.is_free.clear()
        await play.wait_in_vain(3)
        assert asyncio.all_tasks() > before
        await play.games.close()
        assert asyncio.all_tasks() == before


async def test_nobody_waits_for_a_slow_channel(questions: Questions, tmp_path: Path) -> None:
    async with playing(questions, str(tmp_path / "teapot.sqlite3")) as play:
        await play.start()
        play.game_channel.is_free.clear()
        await play.wait_in_vain(3)
        await play.start(channel=CHANNEL + 1)
        await play.wait_in_vain(3)
        assert [game.channel_id for game, _ in play.game_channel.asked] == [CHANNEL, CHANNEL + 1]


async def test_a_choice_that_there_is_not_is_no_answer(questions: Questions) -> None:
    async with playing(questions) as play:
        await play.to_the_first_question()
        for choice in (-1, 4):
            with pytest.raises(UserError):
                await play.answer(PERSON, choice)
