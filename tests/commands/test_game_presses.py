"""The buttons of a game's question: the first answer, a second, a late one, and forged ones."""

from tests.commands.playing import (
    another_server,
    asked,
    begin,
    choose,
    forge,
    is_open,
    message_of,
    points,
    press,
    start,
    stop,
    wait,
)
from tests.commands.reading import text_of
from tests.commands.test_daily import posts
from tests.conftest import World


async def facts(world: World) -> list[tuple[int, ...]]:
    """Every answer that is kept, how many points are, and what is to be practised."""
    reader = world.database.reader
    async with reader.execute(
        "SELECT question_id, user_id, choice, points FROM answer"
        " UNION ALL SELECT count(*), sum(points), 0, 0 FROM score"
        " UNION ALL SELECT user_id, step, 0, 0 FROM practice ORDER BY 1, 2"
    ) as cursor:
        return [tuple(row) async for row in cursor]


async def test_a_second_answer_scores_nothing(world: World) -> None:
    await begin(world)
    question = (await asked(world)).question
    await press(world, world.member, right=False)
    wrong = question.options[(question.right + 1) % 4]
    assert f"already picked **{wrong}**, and only the first answer counts" in await press(
        world, world.member
    )
    await press(world, world.owner)
    assert "already" in await press(world, world.owner)
    await wait(world, 20)
    await stop(world, world.owner)
    await wait(world)
    assert await points(world) == {
        world.owner.id: question.worth + question.worth // 2,
        world.member.id: 0,
    }


async def test_what_is_said_at_once_does_not_tell_whether_it_was_right(world: World) -> None:
    await begin(world)
    question = (await asked(world)).question
    told = [
        await press(world, world.owner),
        await press(world, world.member, right=False),
    ]
    options = question.options[question.right], question.options[(question.right + 1) % 4]
    assert told[0].replace(options[0], "…") == told[1].replace(options[1], "…")
    assert "…" in told[0].replace(options[0], "…")


async def test_statistics_do_not_tell_before_the_question_is_closed(world: World) -> None:
    await begin(world)
    await press(world, world.owner)
    told = text_of(await world.owner.slash(world.channel, "quiz stats"))
    assert "haven't answered anything" in told
    await wait(world, 20)
    told = text_of(await world.owner.slash(world.channel, "quiz stats"))
    assert "1 of 1 right (100%) · 1 game" in told
    assert "Longest run of right answers: 1" in told


async def test_a_press_after_the_deadline_is_told_so(world: World) -> None:
    """Though nothing has closed the question yet."""
    await begin(world)
    question = await asked(world)
    world.clock.now = question.closes_at
    before = await facts(world)
    assert is_open(message_of(world, question))
    assert "You just missed it" in await press(world, world.owner)
    assert await facts(world) == before


async def test_a_press_in_the_last_second_counts(world: World) -> None:
    await begin(world)
    await wait(world, 19.9)
    assert "You picked" in await press(world, world.owner)


async def test_a_press_after_the_answer_is_shown_is_told_so(world: World) -> None:
    """By somebody whose client has not shown it yet."""
    await begin(world)
    question = await asked(world)
    await press(world, world.owner)
    await wait(world, 20)
    before = await facts(world)
    message = message_of(world, question)
    custom_id = f"quiz:{question.question_id}:{question.question.right}"
    for _ in range(2):  # in the break, and when the game has ended
        forge(world, message, custom_id)
        answer = await world.member.click(message, label=question.question.options[0])
        assert answer.ephemeral
        assert "You just missed it" in text_of(answer)
        assert await facts(world) == before
        await stop(world, world.owner)
        await wait(world)
        before = await facts(world)


async def test_another_servers_question_is_nobodys(world: World) -> None:
    _, channel, linus = await another_server(world.env)
    await begin(world)
    await start(world, linus, channel)
    await wait(world, 3)
    ours, theirs = await asked(world), await asked(world, channel)
    message = message_of(world, theirs, channel)
    forge(world, message, f"quiz:{ours.question_id}:{ours.question.right}")
    before = await facts(world)
    told = await choose(linus, message, ours.question_id, ours.question.right)
    assert "can't be answered anymore" in told
    assert await facts(world) == before
    await wait(world, 20)
    forge(world, message, f"quiz:{ours.question_id}:{ours.question.right}")
    assert "can't be answered anymore" in await choose(
        linus, message, ours.question_id, ours.question.right
    )


async def test_a_forged_button_says_so_and_changes_nothing(world: World) -> None:
    await begin(world)
    (message,) = posts(world)
    option = (await asked(world)).question.options[0]
    before = await facts(world)
    for custom_id in (
        "quiz:424242:0",
        "quiz:9223372036854775807:0",
        "quiz:9223372036854775808:3",
        "quiz:9999999999999999999:3",
        "quiz:1:4",
        "quiz:1:00",
        "quiz:-1:0",
        "quiz:٣:0",
        "quiz:1 OR 1=1:0",
        "quiz:",
        "QUIZ:1:0",
        "quiz:1:0\nquiz:1:1",
        "daily:2026-11-23:0",
        "daily:2026-13-45:0",
        "leaderboard:period:month:0001-01-01:all:1",
        "leaderboard:period:week:0001-01-01:all:999999",
        "leaderboard:period:week:9999-12-31:all:1",
        "leaderboard:period:month:2026-02-30:all:1",
        "leaderboard:period:month:２０２６-02-03:all:1",
        "leaderboard:period:month:2026-11-01:everything:1",
        "practice:meaning:404:0:00000000:0",
        "practice:meaning:999:99999999:ffffffff:3",
        "practice:nothing",
        "made up by somebody",
        "🫖",
    ):
        forge(world, message, custom_id)
        answer = await world.member.click(message, label=option)
        assert answer.ephemeral
        told = text_of(answer)
        assert told, custom_id
        assert "Something went wrong" not in told
        assert await facts(world) == before
        await wait(world)
        assert is_open(message_of(world, await asked(world)))
