"""The games' questions that take answers at this moment."""

from collections.abc import Set
from dataclasses import dataclass

from bot.model.game import AskedQuestion, Game
from bot.store import game_question
from bot.store.database import Connection


@dataclass(slots=True)
class OpenQuestion:
    """`missing` are those who have answered before in its game and not yet this question; None
    where nobody has before, as at the first question."""

    game: Game
    asked: AskedQuestion
    missing: set[int] | None


class OpenQuestions:
    """In memory, since a hundred people press at once; read from the store when a game is taken up.

    `answered` are the games that need not wait for their question's end: everyone who has answered
    before has answered now.
    """

    def __init__(self) -> None:
        self._open: dict[int, OpenQuestion] = {}
        self._answered: set[int] = set()

    def get(self, question_id: int) -> OpenQuestion | None:
        return self._open.get(question_id)

    async def open(self, connection: Connection, game: Game, asked: AskedQuestion) -> None:
        missing = await game_question.missing(connection, asked)
        self._open[asked.question_id] = OpenQuestion(game, asked, missing)
        if missing is not None and not missing:
            self._answered.add(game.id)

    def has_answered(self, question_id: int, user_id: int) -> None:
        """Perhaps for the second time, and after it was closed: then nobody is waited for."""
        place = self._open.get(question_id)
        if place is None or place.missing is None:
            return
        place.missing.discard(user_id)
        if not place.missing:
            self._answered.add(place.game.id)

    def take_answered(self, *, busy: Set[int]) -> set[int]:
        """Return the games whose open question everyone has answered, and forget that they have;
        games in `busy` are left for a later call."""
        taken = self._answered - busy
        self._answered -= taken
        return taken

    def close(self, asked: AskedQuestion) -> None:
        self._open.pop(asked.question_id, None)
        self._answered.discard(asked.game_id)
