"""The interface through which games are shown to their players."""

from typing import Protocol

from bot.model.game import AskedQuestion, Game, Outcome, Podium


class GameChannel(Protocol):
    """Shows games to their players, on Discord or on a stand-in.

    If a method raises CannotPostError, the class GameRunner ends the game. After any other
    exception, GameRunner retries the game's step, such as asking a question. The class
    UnclosedCards retries `close` after any exception.
    """

    async def ask(self, game: Game, asked: AskedQuestion) -> int:
        """Post a question and return its message's id."""

    async def find(self, game: Game, asked: AskedQuestion) -> int | None:
        """Return the id of the message in which an earlier attempt has posted the question."""

    async def show_deadline(self, game: Game, asked: AskedQuestion) -> None:
        """Edit the question's message to show when the question closes.

        Needed for the message of an earlier attempt: such a message shows an earlier time.
        """

    async def reveal(self, game: Game, asked: AskedQuestion, outcome: Outcome) -> None:
        """Edit the question's message to show the answer. If it was deleted, post a new message."""

    async def close(self, game: Game, asked: AskedQuestion, outcome: Outcome) -> bool:
        """Edit the question's message to show the answer. Return False if no message is found."""

    async def end(self, game: Game, podium: Podium) -> None:
        """Post the podium."""

    async def has_ended(self, game: Game) -> bool:
        """Return whether an earlier attempt has posted the podium."""
