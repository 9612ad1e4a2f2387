"""`/quiz rules`, `/quiz stats`, `/quiz hide-me` and `/quiz show-me`."""

from typing import Any

import pytest

from bot.model.quiz_rules import (
    FULL_SCORE_PLAYERS,
    POINTS,
    SOLO_ANSWERS_A_DAY,
    SPEED_BONUS_SHARE,
)
from bot.services.quiz.practice import INTERVALS
from tests.commands.playing import another_server, asked, begin, press, stop, wait
from tests.commands.reading import text_of
from tests.commands.test_daily import DAY, DUE, TODAY, set_daily, tick
from tests.commands.test_daily import press as press_daily
from tests.conftest import World


async def ask(world: World, command: str, who: Any = None, **options: Any) -> str:
    answer = await (who or world.member).slash(world.channel, f"quiz {command}", **options)
    assert answer.ephemeral
    return text_of(answer)


async def play(world: World, *rights: bool, **options: Any) -> list[int]:
    """A game that the member answers, and then is stopped; the codes that it asked about."""
    codes = []
    await begin(world, questions=max(3, len(rights) + 1), **options)
    for right in rights:
        codes.append((await asked(world)).question.key.code)
        await press(world, world.member, right=right)
        await wait(world, 20)
        await wait(world, 6)
    await stop(world, world.owner)
    for _ in range(2):
        await wait(world)
    return codes


@pytest.mark.parametrize("locale", ["en-US", "ko"])
async def test_the_rules_name_every_number(world: World, locale: str) -> None:
    world.place.locale = locale
    said = await ask(world, "rules")
    assert ("### 점수 규칙" in said) == (locale == "ko")
    numbers = [
        *POINTS.values(),
        f"{SPEED_BONUS_SHARE:.0%}".strip("%"),
        FULL_SCORE_PLAYERS,
        SOLO_ANSWERS_A_DAY,
    ]
    for number in numbers:
        assert str(number) in said
    assert ", ".join(str(space.days) for space in INTERVALS) in said
    assert "UTC" in said
    assert ("everyone playing has answered" in said) != ("참여자가 모두 답하면" in said)


async def test_the_rules_name_the_servers_clock(world: World) -> None:
    await set_daily(world, timezone="Europe/Berlin")
    assert "Europe/Berlin" in await ask(world, "rules")


async def test_statistics_of_nobody(world: World) -> None:
    assert await ask(world, "stats") == "You haven't answered anything here yet."
    told = await ask(world, "stats", member=world.owner)
    assert told == "ada hasn't answered anything here yet."


async def test_a_name_makes_no_heading_quotation_or_list(world: World) -> None:
    for sign in ("#", "##", "-#", ">", ">>>", "-"):
        other = world.guild.add_member(world.env.create_user(f"{sign} grace"))
        told = await ask(world, "stats", member=other)
        assert told == f"\\{sign} grace hasn't answered anything here yet."


async def test_games_accuracy_and_rows(world: World) -> None:
    await play(world, True, True, False)
    await play(world, True)
    said = await ask(world, "stats")
    assert said.startswith("### Quiz stats: grace\nRank 1, ")
    assert "3 of 4 right (75%) · 2 games" in said
    assert "Longest run of right answers: 2 · Daily question streak: 0 days" in said


async def test_best_and_weakest(world: World) -> None:
    """From three answers on. What was mostly wrong is not among the best for want of others."""
    await play(world, True, True, True, topic="1xx", level=1)
    await play(world, False, True, False, topic="5xx")
    best, weakest = (await ask(world, "stats")).splitlines()[-2:]
    assert best.startswith("Strongest: 1xx codes (3 of 3 right)")
    assert weakest.startswith("Weakest: 5xx codes (1 of 3 right)")


async def test_too_few_answers_say_so(world: World) -> None:
    await play(world, True, topic="1xx")
    assert "After 3 answers on a code or class" in await ask(world, "stats")


async def test_questions_of_the_day_count_too(world: World) -> None:
    await set_daily(world)
    for days in range(2):
        await tick(world, DUE + days * DAY)
        await press_daily(world, world.member, 0, TODAY + days * DAY)
    said = await ask(world, "stats")
    assert " of 2 right" in said
    assert "· 0 games" in said
    assert "Daily question streak: 2 days" in said


async def test_others_may_be_asked_about_in_private(world: World) -> None:
    await play(world, True)
    said = await ask(world, "stats", world.owner, member=world.member)
    assert said.startswith("### Quiz stats: grace")


async def test_another_servers_answers_are_not_counted(world: World) -> None:
    await play(world, True)
    guild, channel, _ = await another_server(world.env)
    here = guild.add_member(world.member.user)
    said = text_of(await here.slash(channel, "quiz stats"))
    assert said == "You haven't answered anything here yet."


async def test_hidden_from_others_and_not_from_oneself(world: World) -> None:
    await play(world, True)
    assert "You're now hidden from others in this server" in await ask(world, "hide-me")
    assert await ask(world, "hide-me") == await ask(world, "hide-me")
    assert await ask(world, "stats", world.owner, member=world.member) == "grace is hidden here."
    own = await ask(world, "stats")
    assert "1 of 1 right" in own
    assert "Rank" not in own
    assert "You're back" in await ask(world, "show-me")
    assert "Rank 1" in await ask(world, "stats", world.owner, member=world.member)


async def test_points_are_kept_while_hidden(world: World) -> None:
    await ask(world, "hide-me")
    await play(world, True, level=1)
    assert "Nobody has scored" in text_of(await world.owner.slash(world.channel, "leaderboard"))
    await ask(world, "show-me")
    board = text_of(await world.owner.slash(world.channel, "leaderboard"))
    assert "**1.** grace · **10** points" in board


async def test_statistics_in_korean(world: World) -> None:
    await play(world, True, False)
    world.place.locale = "ko"
    said = await ask(world, "stats")
    assert said.startswith("### grace 님의 퀴즈 기록\n1위, ")
    assert "2문제 중 1개 정답(50%) · 게임 1회" in said
    assert "최다 연속 정답: 1문제 · 오늘의 문제 연속 참여: 0일" in said
    assert "이제 이 서버의 다른 사람에게 내 이름과 점수가 보이지 않습니다" in await ask(
        world, "hide-me"
    )


async def test_it_is_not_offered_outside_a_server(world: World) -> None:
    for name in ("quiz start", "quiz practice", "quiz stats", "leaderboard"):
        assert name in world.member.available_commands(world.channel)
        assert name not in world.member.user.available_commands()


async def test_a_change_of_language_moves_no_dates(world: World) -> None:
    """Nor does /daily off: dates that answers have, and weeks, would move with them."""

    async def midnight() -> str:
        said = text_of(await world.member.slash(world.channel, "quiz rules"))
        return said.split("days at midnight (")[1].split(")")[0]

    async def set_language(language: str) -> None:
        await world.owner.slash(world.channel, "language server", language=language)

    await set_language("ko")
    assert await midnight() == "Asia/Seoul"
    await set_language("en")
    assert await midnight() == "Asia/Seoul"
    options = {"channel": world.channel, "time": "9", "timezone": "Berlin"}
    await world.owner.slash(world.channel, "daily set", **options)
    assert await midnight() == "Europe/Berlin"
    await world.owner.slash(world.channel, "daily off")
    assert await midnight() == "Europe/Berlin"
