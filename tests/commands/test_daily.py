"""`/daily …`, the posts, and the question of the day."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import discord
import pytest

from bot.client import create_client
from bot.config import Config
from bot.model import LANGUAGES, LOCALES, Language
from bot.store import daily_post, quiz
from bot.texts import Texts
from tests.commands.reading import text_of
from tests.conftest import Clock, World
from tests.discord_limits import components

DUE = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)  # a Tuesday, nine o'clock in Seoul
TODAY = date(2026, 11, 24)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


async def set_daily(world: World, **options: Any) -> Any:
    options = {"channel": world.channel, "time": "9", "timezone": "Asia/Seoul"} | options
    return await world.owner.slash(world.channel, "daily set", **options)


async def command(world: World, name: str) -> str:
    answer = await world.owner.slash(world.channel, f"daily {name}")
    assert answer.ephemeral
    return text_of(answer)


async def tick(world: World, at: datetime) -> None:
    """Discord's clock goes with Teapot's."""
    world.clock.now = at
    world.env.backend.clock.advance(max(0.0, (at - world.env.now()).total_seconds()))
    assert world.bot.app is not None
    await world.bot.app.daily.tick()
    await world.env.settle()


def posts(world: World, channel: Any = None) -> list[Any]:
    """Messages of Teapot's that answer nobody."""
    assert world.bot.user is not None
    return [
        message
        for message in (channel or world.channel).history()
        if message.author.id == world.bot.user.id and message.interaction_metadata is None
    ]


def text_in(message: Any) -> str:
    return "\n".join(each.content for each in parts(message.components) if hasattr(each, "content"))


def answer_ids(message: Any) -> list[str]:
    ids = [getattr(each, "custom_id", None) or "" for each in parts(message.components)]
    return [each for each in ids if each.startswith("daily:")]


def parts(some: Any) -> list[Any]:
    return [found for each in some for found in (each, *parts(getattr(each, "children", ())))]


def sent_bodies(world: World) -> list[Any]:
    """What was sent to channels, posted or not."""
    return [
        request.json
        for request in world.env.http_requests
        if request.method == "POST" and request.path.endswith("/messages")
    ]


async def right(world: World, day: date = TODAY) -> int:
    """Which button is right."""
    reader = world.database.reader
    question_id = await daily_post.question_on(reader, world.guild.id, day)
    assert question_id is not None
    return (await quiz.question(reader, question_id))[0].right


async def press(world: World, who: Any, choice: int, day: date = TODAY) -> str:
    post = next(each for each in posts(world) if f"daily:{day}:0" in answer_ids(each))
    answer = await who.click(post, custom_id=f"daily:{day}:{choice % 4}")
    assert answer.ephemeral
    return text_of(answer)


async def test_a_card_is_posted_once_at_the_local_time(world: World) -> None:
    confirmed = await set_daily(world)
    assert confirmed.ephemeral
    assert f"<t:{int(DUE.timestamp())}:F>" in text_of(confirmed)
    await tick(world, DUE - timedelta(seconds=1))
    assert posts(world) == []
    await tick(world, DUE + timedelta(seconds=20))
    (post,) = posts(world)
    assert "Code of the day" in text_in(post)
    assert re.search(r"Quiz on another code · \d0 points", text_in(post))
    assert len(answer_ids(post)) == 4
    # More is apart from the answers.
    (container,) = sent_bodies(world)[0]["components"]
    kinds = [part["type"] for part in container["components"]]
    assert kinds[-3:] == [1, 14, 1]
    for minutes in (1, 2, 60, 23 * 60):
        await tick(world, DUE + minutes * MINUTE)
    assert len(posts(world)) == 1
    await tick(world, DUE + DAY)
    assert len(posts(world)) == 2


@pytest.mark.parametrize(("second", "minutes"), [(0, 1), (54, 1), (55, 2), (59, 2)])
async def test_now_is_the_next_minute_that_can_still_be_kept(
    world: World, second: int, minutes: int
) -> None:
    """In the server's time zone, whatever the hour is in another one."""
    world.clock.now = datetime(2026, 11, 23, 14, 59, second, 900_000, tzinfo=UTC)
    said = text_of(await set_daily(world, time="now", timezone="Seoul"))
    assert f"every day at {'00:00' if minutes == 1 else '00:01'} (Asia/Seoul)" in said
    due = datetime(2026, 11, 23, 14, 59, tzinfo=UTC) + minutes * MINUTE
    assert "within two minutes" in said
    assert "<t:" not in said  # beside the schedule's, a second clock
    await tick(world, due)
    assert len(posts(world)) == 1


async def test_a_first_post_that_is_not_at_once_has_its_time(world: World) -> None:
    world.place.locale = "ko"
    world.clock.now = datetime(2026, 11, 21, 9, tzinfo=UTC)  # a Saturday
    said = text_of(await set_daily(world, time="now", timezone="UTC", **{"weekdays-only": True}))
    assert "2분 안에" not in said
    assert "<t:1795424460:F>" in said
    assert "2분 안에" in text_of(await set_daily(world, time="now", timezone="UTC"))


async def test_a_second_set_on_the_same_day_says_that_todays_is_posted(world: World) -> None:
    assert "already posted" not in text_of(await set_daily(world))
    await tick(world, DUE)
    for time in ("now", "9"):
        assert "Today's is already posted" in text_of(await set_daily(world, time=time))
    await tick(world, DUE + HOUR)
    assert len(posts(world)) == 1
    await tick(world, DUE + DAY - 8 * HOUR)  # past midnight in Seoul
    assert "already posted" not in text_of(await set_daily(world, time="now"))


async def test_no_reply_says_how_long_it_is_until_then(world: World) -> None:
    """It would be read later, when it is no longer so."""
    said = [text_of(await set_daily(world))]
    said += [await command(world, each) for each in ("status", "skip", "pause", "resume")]
    assert sum(":F>" in each for each in said) == 4
    assert not any(":R>" in each for each in said)


async def test_the_minute_comes_by_itself(world: World) -> None:
    await set_daily(world)
    world.clock.now = DUE
    await world.env.advance_time(121)
    assert len(posts(world)) == 1


async def test_the_post_is_in_the_servers_language(world: World) -> None:
    await world.owner.slash(world.channel, "language server", language="ko")
    await set_daily(world)
    await tick(world, DUE)
    assert "오늘의 상태 코드" in text_in(posts(world)[0])
    assert "오늘의 문제" in text_in(posts(world)[0])


SAID = {
    "en": {
        "set": ">, every day at 09:00 (Asia/Seoul). Next post, in your time zone: <t:",
        "status": "every day at 09:00 (Asia/Seoul).",
        "preview": "Quiz on another code",
        "skip": "I'll skip 2026-11-24. Next post, in your time zone: <t:",
        "pause": "is paused. </daily resume> starts it again",
        "resume": "I'm posting again. Next post, in your time zone: <t:",
        "off": "The code of the day is off.",
        "nothing": "This server has no code of the day. Set one up with </daily set>.",
        "permissions": ">: Send Messages. Nothing was changed.",
    },
    "ko": {
        "set": "매일 09:00(Asia/Seoul)에 오늘의 상태 코드를 올립니다. 다음 게시(",
        "status": "매일 09:00(Asia/Seoul)에 오늘의 상태 코드를 올립니다.",
        "preview": "오늘의 문제",
        "skip": "2026-11-24에는 올리지 않습니다. 다음 게시(내 시간대 기준): <t:",
        "pause": "중지했습니다. `/오늘의코드 재개`(</daily resume>)로 다시 시작할 수 있",
        "resume": "다시 올립니다. 다음 게시(내 시간대 기준): <t:",
        "off": "이 서버에는 오늘의 상태 코드를 올리지 않습니다.",
        "nothing": "설정되어 있지 않습니다. `/오늘의코드 설정`(</daily set>)으로 설정하세요.",
        "permissions": "권한이 더 필요합니다: 메시지 보내기. 바뀐 것은 없습니다.",
    },
}


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_every_command_answers_privately_in_the_persons_language(
    world: World, language: Language
) -> None:
    said = SAID[language]
    world.place.locale = LOCALES[language]
    await world.owner.slash(world.channel, "language server", language=language)
    for name in ("status", "preview", "pause", "resume", "skip", "off"):
        assert said["nothing"] in await command(world, name)
    closed = world.guild.create_text_channel(
        "closed",
        overwrites={world.guild.default_role: discord.PermissionOverwrite(send_messages=False)},
    )
    assert said["permissions"] in text_of(await set_daily(world, channel=closed))
    told = await set_daily(world, time="오전 9시", timezone="서울")
    assert told.ephemeral
    assert said["set"] in text_of(told)
    assert f"<#{world.channel.id}>" in text_of(told)
    for name in ("status", "preview", "skip", "pause", "resume", "off"):
        assert said[name] in await command(world, name)
    assert said["nothing"] in await command(world, "status")


async def test_weekends_are_left_out_where_that_was_asked(world: World) -> None:
    await set_daily(world, **{"weekdays-only": True})
    for days in range(7):  # Tuesday to Monday
        await tick(world, DUE + days * DAY)
    assert len(posts(world)) == 5


async def test_what_cannot_be_read_changes_nothing(world: World) -> None:
    for options, said in (
        ({"time": "25"}, "as a time of day"),
        ({"time": "@everyone"}, "as a time of day"),
        ({"timezone": "Mars/Olympus"}, "don't know that time zone"),
        ({"timezone": "../../etc/passwd"}, "don't know that time zone"),
    ):
        answer = await set_daily(world, **options)
        assert answer.ephemeral
        assert said in text_of(answer)
        assert "no code of the day" in await command(world, "status")


async def test_only_who_manages_the_server_sets_it(world: World) -> None:
    """Also where the server's settings let others see the command."""
    (daily_id,) = (
        int(command["id"])
        for commands in world.env.backend.commands.values()
        for command in commands.values()
        if command["name"] == "daily"
    )
    world.guild.set_command_permissions(daily_id, {world.guild.default_role: True})
    for name in ("status", "preview", "pause", "resume", "skip", "off"):
        answer = await world.member.slash(world.channel, f"daily {name}")
        assert answer.ephemeral
        assert "Manage Server" in text_of(answer)


async def test_what_is_missing_in_the_channel_is_named_and_nothing_changes(world: World) -> None:
    closed = world.guild.create_text_channel(
        "closed",
        overwrites={
            world.guild.default_role: discord.PermissionOverwrite(
                send_messages=False, read_message_history=False
            )
        },
    )
    answer = await set_daily(world, channel=closed)
    assert "Send Messages, Read Message History" in text_of(answer)
    assert "View Channel" not in text_of(answer)
    assert "no code of the day" in await command(world, "status")


async def test_a_role_is_mentioned_where_teapot_may(world: World) -> None:
    quiet = world.guild.create_role("quiet")
    everyone = discord.PermissionOverwrite(mention_everyone=False)
    here = world.guild.create_text_channel("x", overwrites={world.guild.default_role: everyone})
    assert "Mention @everyone" in text_of(await set_daily(world, channel=here, role=quiet))
    loud = world.guild.create_role("backend", mentionable=True)
    await set_daily(world, role=loud)
    await tick(world, DUE)
    (body,) = sent_bodies(world)
    assert body["allowed_mentions"]["roles"] == [loud.id]
    assert f"<@&{loud.id}>" in text_in(posts(world)[0])


async def test_nobody_pings_everyone_every_day(world: World) -> None:
    answer = await set_daily(world, role=world.guild.default_role)
    assert "another role" in text_of(answer)


async def test_pause_and_resume(world: World) -> None:
    await set_daily(world)
    assert "paused" in await command(world, "pause")
    assert "paused" in await command(world, "pause")
    await tick(world, DUE)
    assert posts(world) == []
    assert "paused" in await command(world, "status")
    assert "</daily resume> starts it again" in await command(world, "skip")
    await command(world, "resume")
    await tick(world, DUE + DAY)
    assert len(posts(world)) == 1


async def test_one_day_is_skipped(world: World) -> None:
    await set_daily(world)
    assert "2026-11-24" in await command(world, "skip")
    await tick(world, DUE)
    assert posts(world) == []
    assert "2026-11-24: skipped, as you asked" in await command(world, "status")
    await tick(world, DUE + DAY)
    assert len(posts(world)) == 1


async def test_off_closes_the_question(world: World) -> None:
    """No later post will, and wrong answers become exercises."""
    await set_daily(world)
    await tick(world, DUE)
    choice = await right(world)
    await press(world, world.member, choice + 1)
    await command(world, "off")
    assert "That question is closed. The answer was" in await press(world, world.owner, choice)
    rows = await world.database.reader.execute_fetchall("SELECT user_id FROM practice")
    assert [tuple(row) for row in rows] == [(world.member.id,)]


async def test_off_and_set_again_posts_no_date_twice(world: World) -> None:
    await set_daily(world)
    await tick(world, DUE)
    assert "The code of the day is off" in await command(world, "off")
    assert "no code of the day" in await command(world, "pause")
    await set_daily(world, time="10")
    await tick(world, DUE + HOUR)
    assert len(posts(world)) == 1


@pytest.mark.parametrize(
    "change", [{"time": "23:00"}, {"timezone": "Pacific/Kiritimati"}, {"timezone": "UTC"}]
)
async def test_a_changed_time_or_zone_posts_no_date_twice(
    world: World, change: dict[str, str]
) -> None:
    await set_daily(world)
    await tick(world, DUE)
    await set_daily(world, **change)
    for hours in range(1, 40):
        await tick(world, DUE + hours * HOUR)
    dates = {answer_ids(post)[0] for post in posts(world)}
    assert len(dates) == len(posts(world)) >= 2


async def test_a_preview_is_private_and_claims_nothing(world: World) -> None:
    await set_daily(world)
    answer = await world.owner.slash(world.channel, "daily preview")
    assert answer.ephemeral
    assert "Code of the day" in text_of(answer)
    buttons = [each for each in components(answer.response.components) if each["type"] == 2]
    assert [each.get("disabled", False) for each in buttons] == [True] * 4 + [False]
    await tick(world, DUE)
    assert text_in(posts(world)[0]).split("###")[0] in text_of(answer)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_preview_keeps_the_answer_of_the_open_question(
    world: World, texts: Texts, language: Language
) -> None:
    await world.owner.slash(world.channel, "language server", language=language)
    await set_daily(world)
    await tick(world, DUE)
    previewed = text_of(await world.owner.slash(world.channel, "daily preview"))
    assert texts.voice(language).say("daily.result_later") in previewed
    result = re.compile(r"(?:Answer to the last question|지난 문제의 정답): \*\*")
    assert not result.search(previewed)
    await tick(world, DUE + DAY)
    assert result.search(text_in(posts(world)[1]))


async def test_time_zones_are_found_by_any_name_with_their_time(world: World) -> None:
    for typed, zone, time in (
        ("KST", "Asia/Seoul", "18:00"),
        ("서울", "Asia/Seoul", "18:00"),
        ("seoul", "Asia/Seoul", "18:00"),
        ("PST", "America/Los_Angeles", "01:00"),
        ("CET", "Europe/Berlin", "10:00"),
        ("", "Asia/Seoul", "18:00"),
    ):
        choices = await world.owner.autocomplete(world.channel, "daily set", "timezone", typed)
        assert choices[0]["value"] == zone
        assert time in choices[0]["name"]
        assert len(choices) <= 25


async def test_a_deleted_channel_pauses_and_tells_the_administrators_once(world: World) -> None:
    await set_daily(world)
    lobby = world.guild.create_text_channel("lobby")
    world.env.backend.guilds[world.guild.id].system_channel_id = lobby.id
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    guild._system_channel_id = lobby.id
    world.env.inject_error("POST", "/channels/*/messages", status=404, code=10003)
    await tick(world, DUE)
    assert posts(world) == []
    (told,) = posts(world, lobby)
    assert "its channel is gone" in text_in(told)
    await tick(world, DUE + DAY)
    assert posts(world) == []
    assert len(posts(world, lobby)) == 1
    status = await command(world, "status")
    assert "its channel is gone" in status
    assert "09:00 (Asia/Seoul)" in status
    await set_daily(world)
    await tick(world, DUE + 2 * DAY)
    assert len(posts(world)) == 1


async def test_lost_access_pauses_until_resumed(world: World) -> None:
    await set_daily(world)
    world.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
    await tick(world, DUE)
    assert "missing a permission" in await command(world, "status")
    await command(world, "resume")
    await tick(world, DUE + DAY)
    assert len(posts(world)) == 1


async def test_discords_faults_are_tried_again_with_the_same_nonce(world: World) -> None:
    world.forgiven = world.env.error_cursor + 1
    await set_daily(world)
    world.env.inject_error("POST", "/channels/*/messages", status=500, times=2)
    await tick(world, DUE)
    await tick(world, DUE + timedelta(seconds=30))  # not at once
    await tick(world, DUE + MINUTE)
    assert posts(world) == []
    assert "still trying" in await command(world, "status")
    await tick(world, DUE + 4 * MINUTE)
    assert len(posts(world)) == 1
    bodies = sent_bodies(world)
    assert len(bodies) == 3
    assert len({body["nonce"] for body in bodies}) == 1
    assert all(body["enforce_nonce"] for body in bodies)


@pytest.mark.slow
async def test_discord_down_for_six_hours_is_a_missed_day_and_said_so(world: World) -> None:
    world.forgiven = world.env.error_cursor + 1
    await set_daily(world)
    world.env.inject_error("POST", "/channels/*/messages", status=503, times=None)
    for minutes in range(0, 7 * 60, 5):
        await tick(world, DUE + minutes * MINUTE)
    assert posts(world) == []
    assert len(sent_bodies(world)) < 20
    assert "2026-11-24: not posted, Discord didn't accept it in time" in await command(
        world, "status"
    )


async def test_down_at_the_due_minute_is_made_up_for_within_six_hours(world: World) -> None:
    await set_daily(world)
    await tick(world, DUE + 6 * HOUR)
    assert len(posts(world)) == 1


async def test_down_for_longer_is_a_missed_day_and_said_so(world: World) -> None:
    await set_daily(world)
    await tick(world, DUE + 6 * HOUR + timedelta(seconds=1))
    assert posts(world) == []
    assert "2026-11-24: not posted, I was offline" in await command(world, "status")
    await tick(world, DUE + DAY)
    assert len(posts(world)) == 1


async def test_late_is_no_other_day(world: World) -> None:
    await set_daily(world, time="22:00")
    due = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
    world.clock.now = due - HOUR
    await set_daily(world, time="22:00")
    await tick(world, due + 2 * HOUR)  # midnight in Seoul
    assert posts(world) == []


async def restarted(world: World, config: Config, clock: Clock) -> None:
    await world.bot.close()
    world.bot = create_client(config, clock=clock)
    await world.env.restart_bot(world.bot)


async def unmark(world: World) -> None:
    """As if the process had been killed after Discord took the post, and before it was marked."""
    async with world.database.transaction() as connection:
        await connection.execute(
            "UPDATE daily_post SET state = 'claimed', message_id = NULL, retry_at = claimed_at"
        )


async def test_killed_before_the_mark_finds_its_own_post_of_that_date(
    world: World, config: Config, clock: Clock
) -> None:
    await set_daily(world)
    await tick(world, DUE)
    await unmark(world)
    world.clock.now = DUE + 10 * MINUTE
    await restarted(world, config, clock)
    await tick(world, DUE + 10 * MINUTE)
    assert len(posts(world)) == 1
    link = f"https://discord.com/channels/{world.guild.id}/{world.channel.id}/{posts(world)[0].id}"
    assert f"[2026-11-24: posted]({link})" in await command(world, "status")


async def test_killed_before_the_mark_sends_the_same_nonce_while_it_lives(
    world: World, config: Config, clock: Clock
) -> None:
    await set_daily(world)
    await tick(world, DUE)
    await unmark(world)
    await restarted(world, config, clock)
    await tick(world, DUE + MINUTE)
    first, second = sent_bodies(world)
    assert first["nonce"] == second["nonce"]  # which Discord answers with the first message


async def test_killed_before_sending_sends_on_return(
    world: World, config: Config, clock: Clock
) -> None:
    await set_daily(world)
    world.forgiven = world.env.error_cursor + 1
    world.env.inject_error("POST", "/channels/*/messages", status=500)
    await tick(world, DUE)
    await restarted(world, config, clock)
    await tick(world, DUE + HOUR)
    assert len(posts(world)) == 1


async def test_a_server_that_was_left_is_paused_and_others_are_not(world: World) -> None:
    await set_daily(world)
    owner = world.env.create_user("linus")
    elsewhere = world.env.create_guild("Elsewhere", owner=owner)
    channel = elsewhere.create_text_channel("general")
    linus = elsewhere.add_member(owner)
    await linus.slash(channel, "daily set", channel=channel, time="9", timezone="KST")
    gone = world.bot.get_guild(world.guild.id)
    assert gone is not None
    await gone.leave()
    await world.env.settle()
    await tick(world, DUE)
    assert len(posts(world, channel)) == 1
    assert len(sent_bodies(world)) == 1
    assert world.bot.app is not None
    left = await world.bot.app.daily.get(world.guild.id)
    assert left is not None
    assert left.paused == "left"


async def test_one_servers_failure_touches_no_other(world: World) -> None:
    world.forgiven = world.env.error_cursor + 1
    await set_daily(world)
    owner = world.env.create_user("linus")
    elsewhere = world.env.create_guild("Elsewhere", owner=owner)
    channel = elsewhere.create_text_channel("general")
    linus = elsewhere.add_member(owner)
    await linus.slash(channel, "daily set", channel=channel, time="9", timezone="KST")
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=400)
    await tick(world, DUE)
    assert posts(world) == []
    assert len(posts(world, channel)) == 1


async def test_a_right_answer_scores_privately(world: World) -> None:
    await set_daily(world)
    await tick(world, DUE)
    told = await press(world, world.member, await right(world))
    assert told.startswith("✅ Right")
    assert "Your streak: 1 day." in told


async def test_a_wrong_answer_is_not_told_the_right_one(world: World) -> None:
    await set_daily(world)
    await tick(world, DUE)
    told = await press(world, world.member, await right(world) + 1)
    assert told.startswith("❌ It's not")


async def test_a_second_answer_scores_nothing(world: World) -> None:
    await set_daily(world)
    await tick(world, DUE)
    choice = await right(world)
    wrong = next(each for each in (1, 2, 3) if each != choice)
    first = re.search(r"It's not (.+?)\. ", await press(world, world.member, wrong))
    assert first is not None
    again = await press(world, world.member, choice)
    assert f"You already answered {first[1]}, " in again
    await press(world, world.owner, choice)
    await tick(world, DUE + DAY)
    newest = max(posts(world), key=lambda post: post.id)
    assert "1 of 2 got it right" in text_in(newest)


async def test_an_answer_after_the_next_post_is_told_so(world: World) -> None:
    await set_daily(world)
    await tick(world, DUE)
    await tick(world, DUE + DAY)
    assert "closed" in await press(world, world.member, 0)


async def test_buttons_outlive_the_process(world: World, config: Config, clock: Clock) -> None:
    await set_daily(world)
    await tick(world, DUE)
    await restarted(world, config, clock)
    assert (await press(world, world.member, await right(world))).startswith("✅")


async def test_a_streak_counts_days_in_a_row(world: World) -> None:
    await set_daily(world)
    for days in range(3):
        await tick(world, DUE + days * DAY)
        told = await press(world, world.member, 0, TODAY + days * DAY)
        assert f"Your streak: {days + 1} day" in told


async def test_another_servers_question_is_nobodys(world: World) -> None:
    """A forged custom_id: the date had no question here."""
    await set_daily(world)
    await tick(world, DUE)
    assert world.bot.app is not None
    from bot.errors import UserError

    for guild_id, day, choice in (
        (world.guild.id + 1, TODAY, 0),
        (world.guild.id, TODAY + DAY, 0),
        (world.guild.id, TODAY, 9),
    ):
        with pytest.raises(UserError):
            await world.bot.app.daily_answers.give(guild_id, day, world.member.id, choice)


async def test_it_is_not_offered_outside_a_server(world: World) -> None:
    assert "daily status" in world.owner.available_commands(world.channel)
    assert "daily status" not in world.member.user.available_commands()
