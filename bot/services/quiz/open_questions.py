"""The questions of live games that take answers now."""

from collections.abc import Set
from dataclasses import dataclass, replace

from bot.model.game import AskedQuestion, Game
from bot.store import game_question
from bot.store.database import Connection


@dataclass(slots=True)
class OpenQuestion:
    """A question that takes answers.

    `missing` are the people who answered an earlier question of the game, but not yet this one.
    `missing` is None while the players are unknown, because no earlier question got an answer. The
    first question is such a case.
    """

    game: Game
    asked: AskedQuestion
    missing: set[int] | None


class OpenQuestions:
    """Keeps open questions in memory, because a hundred people answer at once.

    A game is noted as answered if everyone who answered an earlier question has answered the open
    one: the game need not wait for the question's deadline.

    An unrecorded person has asked that no answer be stored, so the store can't show that such a
    person answers. For each game, memory holds the number of the last question that an unrecorded
    person answered. Without this number, such a person's game would end for lack of answers.
    """

    def __init__(self) -> None:
        self._open: dict[int, OpenQuestion] = {}
        self._answered: set[int] = set()
        self._unrecorded: dict[int, int] = {}

    def get(self, question_id: int) -> OpenQuestion | None:
        return self._open.get(question_id)

    async def open(self, connection: Connection, game: Game, asked: AskedQuestion) -> None:
        """Accept answers to a question. The store says who answered before a restart."""
        missing = await game_question.missing(connection, asked)
        self._open[asked.question_id] = OpenQuestion(game, asked, missing)
        if missing is not None and not missing:
            self._answered.add(game.id)

    def posted(self, question_id: int, message_id: int) -> None:
        """Note a question's message. Does nothing if the question is closed."""
        if (opened := self._open.get(question_id)) is not None:
            opened.asked = replace(opened.asked, message_id=message_id)

    def has_answered(self, question_id: int, user_id: int) -> None:
        """Note that a person has answered. Idempotent. Does nothing if the question is closed."""
        opened = self._open.get(question_id)
        if opened is not None:
            self._await_no_more(opened, user_id)

    def note_unrecorded(self, question_id: int) -> None:
        """Note that an unrecorded person has answered: the game is still being played."""
        if (opened := self._open.get(question_id)) is not None:
            self._unrecorded[opened.game.id] = opened.asked.number

    def played_unrecorded(self, game_id: int) -> int:
        """Return the number of the last question that an unrecorded person answered, or 0."""
        return self._unrecorded.get(game_id, 0)

    def forget(self, user_id: int) -> None:
        """Stop waiting for the answers of an erased person."""
        for opened in self._open.values():
            self._await_no_more(opened, user_id)

    def _await_no_more(self, opened: OpenQuestion, user_id: int) -> None:
        if opened.missing is None:
            return
        opened.missing.discard(user_id)
        if not opened.missing:
            self._answered.add(opened.game.id)

    def take_answered(self, *, busy: Set[int]) -> set[int]:
        """Return the games whose question everyone has answered, and remove the notes on them.

        Games in `busy` are left for a later call.
        """
        taken = self._answered - busy
        self._answered -= taken
        return taken

    def forget_server(self, guild_id: int) -> None:
        """Accept no more answers in a server."""
        for opened in list(self._open.values()):
            if opened.game.guild_id == guild_id:
                self.close(opened.asked, is_last=True)

    def close(self, asked: AskedQuestion, *, is_last: bool = False) -> None:
        """Accept no more answers to a question.

        Also removes the note that everyone has answered: the note would cut short the pause that
        follows.
        """
        self._open.pop(asked.question_id, None)
        self._answered.discard(asked.game_id)
        if is_last:
            self._unrecorded.pop(asked.game_id, None)
