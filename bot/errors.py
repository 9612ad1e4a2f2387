"""The exceptions that cross layers."""

from dataclasses import dataclass


class UserError(Exception):
    """What the person did can't be done; `key` names the text that says so in their language."""

    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class StartError(Exception):
    """Teapot can't start, for a reason that the operator can mend. Its text is one line."""


@dataclass(frozen=True, slots=True, order=True)
class Complaint:
    """One thing wrong in a shipped file, at a place that an editor can jump to."""

    file: str
    line: int
    entry: str
    field: str
    problem: str

    def __str__(self) -> str:
        said = f"{self.entry[:60]}: {self.field[:80]}: {self.problem[:400]}"
        return f"{self.file}:{self.line}: {' '.join(said.split())}"


class SourceError(Exception):
    """The shipped data or texts are wrong. Carries every complaint, not the first."""

    def __init__(self, complaints: list[Complaint]) -> None:
        super().__init__("\n".join(map(str, complaints)))
        self.complaints = complaints
