"""The exceptions that several layers share."""

from dataclasses import dataclass


class UserError(Exception):
    """A request that can't be fulfilled; `key` names the text that tells the person why."""

    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class StartError(Exception):
    """Teapot can't start or go on. A restart can help only if the error is a PassingError.

    The operator must fix the reason of any other StartError. Each argument is one line.
    """

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = tuple(" ".join(line.split()) for line in lines)

    def __str__(self) -> str:
        return "\n".join(self.lines)


class PassingError(StartError):
    """Teapot can't start or go on, but the reason may pass, so a later start may succeed."""


@dataclass(frozen=True, slots=True, order=True)
class Complaint:
    """A mistake in a shipped file, as `file:line`, which an editor can jump to."""

    file: str
    line: int
    entry: str
    field: str
    problem: str

    def __str__(self) -> str:
        said = f"{self.entry[:60]}: {self.field[:80]}: {self.problem[:400]}"
        return f"{self.file}:{self.line}: {' '.join(said.split())}"


class InvalidFilesError(Exception):
    """The data or the texts have mistakes; `complaints` are all mistakes, not only the first."""

    def __init__(self, complaints: list[Complaint]) -> None:
        super().__init__("\n".join(map(str, complaints)))
        self.complaints = complaints


class ErasedError(Exception):
    """Raised if a row is missing because its server was erased meanwhile."""
