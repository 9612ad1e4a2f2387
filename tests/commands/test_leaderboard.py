"""`/leaderboard`: whose points, of which time, and in what order."""

import random
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.model.quiz import NewAnswer, Topic
from bot.services.quiz.questions import Questions
from bot.store import quiz, score
from tests.commands.playing import another_server, app_in, begin, press, stop, wait
from tests.commands.reading import labels, text_of
from tests.commands.test_daily import DAY, DUE, TODAY, set_daily, tick
from tests.commands.test_daily import press as press_daily
from tests.conftest import World

NOVEMBER, OCTOBER = date(2026, 11, 23), date(2026, 10, 31)


async def give(
    world: World,
    points: dict[int, int],
    day: date = NOVEMBER,
    guild: Any = None,
    topic: Topic = "all",
) -> None:
    """Points on one more question, as one of the day: it counts at once; 0 is a wrong answer."""
    app, guild_id = app_in(world), (guild or world.guild).id
    questions = Questions(app.lookup.knowledge)
    question = questions.ask(questions.on(topic)[0], random.Random(0))
    async with world.database.transaction() as connection:
        topics = questions.topics(question.subject)
        question_id = await quiz.add_question(connection, guild_id, question, topics, app.clock())
        for user_id, worth in points.items():
            answer = NewAnswer(
                question_id, user_id, guild_id, day, question.right if worth else 0, worth > 0,
                worth, app.clock(),
            )  # fmt: skip
            await quiz.add_answer(connection, answer)
            await score.count_daily_answer(connection, question_id, user_id)


def crowd(world: World, number: int) -> list[Any]:
    """So many more members."""
    return [world.guild.add_member(world.env.create_user(f"p{n:02}")) for n in range(number)]


async def board(world: World, who: Any = None, **options: Any) -> Any:
    answer = await (who or world.owner).slash(world.channel, "leaderboard", **options)
    assert not answer.ephemeral
    return answer


def rows(answer: Any) -> list[str]:
    return [each for each in text_of(answer).splitlines() if each.startswith("**")]


async def test_the_month_is_the_default(world: World) -> None:
    await give(world, {world.owner.id: 30}, OCTOBER)
    await give(world, {world.member.id: 20})
    answer = await board(world)
    assert text_of(answer).startswith("## November 2026")
    assert rows(answer) == ["**1.** grace · **20** points · 100% · new"]


async def test_a_month_begins_on_its_first_day(world: World) -> None:
    await give(world, {world.owner.id: 10}, date(2026, 11, 1))
    await give(world, {world.owner.id: 20}, date(2026, 11, 30))
    await give(world, {world.owner.id: 30}, date(2026, 12, 1))
    assert "**30** points" in rows(await board(world))[0]


async def test_a_week_begins_on_monday(world: World) -> None:
    await give(world, {world.member.id: 30}, date(2026, 11, 22))
    await give(world, {world.owner.id: 10}, date(2026, 11, 23))
    await give(world, {world.owner.id: 20}, date(2026, 11, 29))
    await give(world, {world.member.id: 30}, date(2026, 11, 30))
    answer = await board(world, period="week")
    assert "Week of 2026-11-23" in text_of(answer)
    assert rows(answer) == ["**1.** **ada** · **30** points · 100% · new"]


async def test_all_time_has_everything(world: World) -> None:
    for day in (date(2020, 2, 29), OCTOBER, NOVEMBER):
        await give(world, {world.owner.id: 10}, day)
    answer = await board(world, period="all")
    assert "All time" in text_of(answer)
    assert rows(answer) == ["**1.** **ada** · **30** points · 100%"]


async def test_a_topic_has_its_own_points(world: World) -> None:
    await give(world, {world.owner.id: 30}, topic="webdav")
    await give(world, {world.owner.id: 20, world.member.id: 20}, topic="vendors")
    answer = await board(world, topic="webdav")
    assert "November 2026 · WebDAV" in text_of(answer)
    assert rows(answer) == ["**1.** **ada** · **30** points · 100%"]


async def test_ties_share_a_rank_and_the_next_is_left_out(world: World) -> None:
    first, second = crowd(world, 2)
    await give(world, {world.owner.id: 30, world.member.id: 20, first.id: 20, second.id: 10})
    assert [row.split()[0] for row in rows(await board(world))] == [
        "**1.**", "**2.**", "**2.**", "**4.**",
    ]  # fmt: skip


async def test_accuracy_is_of_all_answers(world: World) -> None:
    await give(world, {world.owner.id: 30, world.member.id: 0})
    await give(world, {world.owner.id: 0})
    await give(world, {world.owner.id: 0})
    assert rows(await board(world)) == [
        "**1.** **ada** · **30** points · 33%",
        "**2.** grace · **0** points · 0%",
    ]


async def test_ranks_climbed_and_lost_since_the_month_before(world: World) -> None:
    (third,) = crowd(world, 1)
    await give(world, {world.owner.id: 30, world.member.id: 10}, OCTOBER)
    await give(world, {world.owner.id: 10, world.member.id: 30, third.id: 20})
    assert rows(await board(world)) == [
        "**1.** grace · **30** points · 100% · ▲1",
        "**2.** p00 · **20** points · 100% · new",
        "**3.** **ada** · **10** points · 100% · ▼2",
    ]
    assert "▲▼ ranks since the period before" in text_of(await board(world))


async def test_days_in_a_row_are_shown(world: World) -> None:
    await set_daily(world)
    for days in range(2):
        await tick(world, DUE + days * DAY)
        await press_daily(world, world.owner, 0, TODAY + days * DAY)
    assert "🔥2" in rows(await board(world))[0]


async def test_the_top_ten_then_the_askers_own_row_with_its_neighbours(world: World) -> None:
    people = crowd(world, 15)
    await give(world, {each.id: 1000 - n for n, each in enumerate(people)})
    answer = await board(world, people[12])
    ranks = [row.split()[0].strip("*.") for row in rows(answer)]
    assert ranks == [str(n) for n in (*range(1, 11), 12, 13, 14)]
    assert "⋯\n**12.** p11" in text_of(answer)
    assert "**13.** **p12**" in text_of(answer)
    assert "Page 1 of 2 · 15 players" in text_of(answer)
    assert "⋯" not in text_of(await board(world, people[3]))


async def test_what_everyone_reads_calls_nobody_you(world: World) -> None:
    """The one who asked is in bold; a private answer says "you"."""
    people = crowd(world, 15)
    await give(world, {each.id: 1000 - n for n, each in enumerate(people)})
    for asker in (people[0], people[12], world.member):
        answer = await board(world, asker)
        assert not answer.ephemeral
        assert not re.search(r"\byou\b", text_of(answer), re.IGNORECASE)
    all_time = await people[12].click(answer.response, label="All time")
    assert all_time.ephemeral
    assert "You are here:\n**12.** p11" in text_of(all_time)
    assert "**13.** p12 (you)" in text_of(all_time)
    none = await world.member.click(answer.response, label="All time")
    assert "You haven't scored in this period yet" in text_of(none)
    await world.owner.slash(world.channel, "language server", language="ko")
    world.place.locale = "ko"
    answer = await board(world, people[12])
    assert not re.search(r"[(]나[)]|내 ", text_of(answer))
    all_time = await people[12].click(answer.response, label="전체 기간")
    assert "내 순위:\n**12.** p11" in text_of(all_time)
    assert "**13.** p12 (나)" in text_of(all_time)


async def test_nobody_yet(world: World) -> None:
    answer = await board(world)
    assert "Nobody has scored in this period yet" in text_of(answer)
    assert answer.response.attachments == []


@pytest.mark.slow
async def test_a_lone_player_has_the_base_points_of_ten_questions_a_day(world: World) -> None:
    for questions in (8, 4):
        await begin(world, questions=questions, level=2)
        for _ in range(questions):
            await press(world, world.owner)
            await wait(world, 20)
            await wait(world, 6)
    assert rows(await board(world)) == ["**1.** **ada** · **200** points · 100%"]
    world.clock.now += timedelta(days=1)
    await begin(world, level=2)
    await press(world, world.owner)
    await stop(world, world.owner)
    for _ in range(2):
        await wait(world)
    assert "**220** points" in rows(await board(world))[0]


async def test_a_running_game_does_not_count_yet(world: World) -> None:
    await begin(world)
    await press(world, world.owner)
    await press(world, world.member)
    await wait(world, 20)
    assert "Nobody has scored" in text_of(await board(world))


async def test_who_is_hidden_is_not_there_at_all(world: World) -> None:
    people = crowd(world, 12)
    await give(world, {each.id: 1000 - n for n, each in enumerate(people)})
    await people[0].slash(world.channel, "quiz hide-me")
    await people[11].slash(world.channel, "quiz hide-me")
    answer = await board(world, people[10])
    text = text_of(answer) + str(answer.response.components)
    assert "p00" not in text
    assert "p11" not in text
    assert rows(answer)[0].startswith("**1.** p01")
    assert "10 players" in text_of(answer)
    hidden = await board(world, people[0])
    assert "p00" not in text_of(hidden)
    assert "You haven't scored" not in text_of(hidden)
    await people[0].slash(world.channel, "quiz show-me")
    assert rows(await board(world))[0].startswith("**1.** p00")


async def test_hidden_in_one_server_is_shown_in_another(world: World) -> None:
    guild, channel, linus = await another_server(world.env)
    ada = guild.add_member(world.env.create_user("ada2"))
    await give(world, {ada.id: 10}, guild=guild)
    await give(world, {world.owner.id: 10})
    await world.owner.slash(world.channel, "quiz hide-me")
    assert "ada2" in text_of(await linus.slash(channel, "leaderboard"))


async def test_who_has_left_is_shown_as_such(world: World) -> None:
    (gone,) = crowd(world, 1)
    await give(world, {world.owner.id: 10, gone.id: 20})
    world.guild.remove_member(gone)
    answer = await board(world)
    assert rows(answer)[0] == "**1.** someone who left · **20** points · 100%"
    assert "p00" not in str(answer.response.components)
    assert not world.bot.intents.members


async def test_another_servers_points_are_not_seen(world: World) -> None:
    guild, channel, linus = await another_server(world.env)
    await give(world, {world.owner.id: 10})
    await give(world, {linus.id: 30, world.owner.id: 30}, guild=guild)
    assert rows(await board(world)) == ["**1.** **ada** · **10** points · 100%"]
    assert "2 players" in text_of(await linus.slash(channel, "leaderboard"))


@pytest.mark.parametrize(
    ("timezone", "month"), [(None, "November"), ("Asia/Seoul", "December"), ("CET", "November")]
)
async def test_the_servers_time_zone_decides_the_month(
    world: World, timezone: str | None, month: str
) -> None:
    if timezone is not None:
        await set_daily(world, timezone=timezone)
    world.clock.now = datetime(2026, 11, 30, 15, 30, tzinfo=UTC)
    await begin(world)
    await press(world, world.owner)
    await stop(world, world.owner)
    for _ in range(2):
        await wait(world)
    answer = await board(world)
    assert f"{month} 2026" in text_of(answer)
    assert len(rows(answer)) == 1


async def test_a_korean_server_goes_by_seouls_clock_unless_it_says_otherwise(world: World) -> None:
    await world.owner.slash(world.channel, "language server", language="ko")
    world.clock.now = datetime(2026, 11, 30, 15, 30, tzinfo=UTC)
    await give(world, {world.owner.id: 10}, date(2026, 12, 1))
    answer = await board(world)
    assert text_of(answer).startswith("## 2026년 12월\n")
    assert rows(answer) == ["**1.** **ada** · **10점** · 100%"]
    assert "1/1페이지 · 1명" in text_of(answer)
    assert labels(answer) == ["이번 주", "이번 달", "전체 기간"]
