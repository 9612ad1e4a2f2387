"""Decides who may stop a game, and whether a game ends instead of asking its next question."""

from bot.model.game import AskedQuestion, Ending, Game
from bot.services.quiz.questions import Questions
from bot.store import game_question
from bot.store.database import Connection

# A game ends after this many questions in a row without an answer.
UNANSWERED_QUESTIONS_END_GAME = 2


def may_stop(game: Game, user_id: int, *, may_manage_messages: bool) -> bool:
    """Return whether a person may stop a game.

    The person who started the game may. So may a person who may manage the channel's messages.
    """
    return game.started_by == user_id or may_manage_messages


async def next_ending(
    connection: Connection,
    game: Game,
    last: AskedQuestion | None,
    questions: Questions,
    *,
    last_unrecorded: int,
) -> Ending | None:
    """Return why a game ends now, or None if the game goes on.

    `last_unrecorded` is the `number` of the last question that an unrecorded person answered, or 0
    if there is none. An unrecorded person asked Teapot not to store their answers.
    """
    if game.ending is not None:
        return game.ending
    if not questions.on(game.settings.topic, game.settings.level):
        return "stopped"  # An update of the data has left nothing to ask.
    if last is None:
        return None
    if last.number >= game.settings.questions:
        return "finished"
    before = last.number - UNANSWERED_QUESTIONS_END_GAME
    if before < 0 or last_unrecorded > before:
        return None
    lately = await game_question.answered_lately(connection, game.id, UNANSWERED_QUESTIONS_END_GAME)
    return None if lately else "quiet"
