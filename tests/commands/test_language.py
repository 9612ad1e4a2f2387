"""`/language`."""

from tests.commands.reading import text_of
from tests.conftest import World

KOREAN = "4xx 클라이언트 오류"


async def test_a_person_chooses_for_what_only_they_see(world: World) -> None:
    said = await world.member.slash(world.channel, "language me", language="ko")
    assert said.ephemeral
    assert text_of(said).startswith("이제부터 나에게만 보이는 답은 한국어입니다.")
    assert KOREAN in text_of(await world.http("404", private=True))
    assert KOREAN not in text_of(await world.http("404"))
    owner = await world.owner.slash(world.channel, "http", code="404", private=True)
    assert KOREAN not in text_of(owner)


async def test_discords_own_is_a_choice_too(world: World) -> None:
    await world.member.slash(world.channel, "language me", language="ko")
    said = await world.member.slash(world.channel, "language me", language="discord")
    assert "your Discord language" in text_of(said)
    assert KOREAN not in text_of(await world.http("404", private=True))
    world.place.locale = "ko"
    assert KOREAN in text_of(await world.http("404", private=True))


async def test_who_manages_the_server_chooses_for_everybody(world: World) -> None:
    said = await world.owner.slash(world.channel, "language server", language="ko")
    assert said.ephemeral
    assert text_of(said) == "이제부터 이 서버에서는 한국어로 답하겠습니다."
    assert KOREAN in text_of(await world.http("404"))


async def test_nobody_else_does(world: World) -> None:
    said = await world.member.slash(world.channel, "language server", language="ko")
    assert said.ephemeral
    assert "Manage Server" in text_of(said)
    assert KOREAN not in text_of(await world.http("404"))


async def test_a_server_does_not_hear_of_anothers_choice(world: World) -> None:
    await world.owner.slash(world.channel, "language server", language="ko")
    elsewhere = world.env.create_guild("Elsewhere")
    channel = elsewhere.create_text_channel("general")
    member = elsewhere.add_member(world.env.create_user("linus"))
    assert KOREAN not in text_of(await member.slash(channel, "http", code="404"))


async def test_there_is_no_server_in_a_direct_message(world: World) -> None:
    said = await world.member.user.slash("language server", language="ko")
    assert "Only a server" in text_of(said)


async def test_the_choice_outlives_the_process(world: World) -> None:
    await world.owner.slash(world.channel, "language server", language="ko")
    await world.bot.close()
    await world.env.restart_bot()
    assert KOREAN in text_of(await world.http("404"))
