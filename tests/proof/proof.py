"""What a real server does if one cause of an entry, or the meaning of a detail, comes true."""

from dataclasses import dataclass

from tests.servers.recipe import Invocation, Recipe


@dataclass(frozen=True, slots=True)
class Proof:
    """A recipe that does what the data says, and what must come of it.

    `of` is the key of an entry or a detail. `cause` is the beginning of the entry's cause that the
    recipe brings about; a detail has none. `differs` names the parts of the entry's example that
    this server does otherwise: fields, "status line", "body". It is None if another proof of the
    entry compares the example. `says` is a text that the response or a log has, too.

    `before` is a request before the recipe's, `meanwhile` one that stays open while the recipe is
    followed, and `starts` what its own connection sends a moment earlier. `certificate` is the
    client's: a file in the server's folder.
    """

    of: str
    cause: str
    recipe: Recipe | Invocation
    differs: frozenset[str] | None
    says: str = ""
    before: bytes = b""
    meanwhile: bytes = b""
    starts: bytes = b""
    certificate: str | None = None

    @property
    def title(self) -> str:
        return f"{self.of}, {self.recipe.title}"


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a proof: the response, the line of the access log, and those of the error log.

    A client's output is the response. A text without lines is "". `logged` is the status in the
    line, if it has one.
    """

    proof: Proof
    response: str
    line: str = ""
    errors: str = ""
    logged: int | None = None

    @property
    def everything(self) -> str:
        return "\n".join((self.errors, self.line, self.response))


def proof(
    sender: str,
    of: str,
    cause: str,
    sends: bytes,
    code: int | None,
    *,
    differs: str | None = "",
    says: str = "",
    before: bytes = b"",
    meanwhile: bytes = b"",
    starts: bytes = b"",
    certificate: str | None = None,
    flag: str | None = None,
    to: str = "http",
    is_answered: bool = True,
    is_logged: bool = True,
    hangs_up_after_seconds: float | None = None,
    hangs_up_in_response: bool = False,
) -> Proof:
    """Return the proof of a request, which `code` must come of."""
    recipe = Recipe(
        sends.partition(b"\r\n")[0].decode("latin-1")[:60],
        sends,
        code,
        sender,
        flag=flag,
        is_answered=is_answered and hangs_up_after_seconds is None and not hangs_up_in_response,
        is_logged=is_logged,
        hangs_up_after_seconds=hangs_up_after_seconds,
        hangs_up_in_response=hangs_up_in_response,
        to=to,
        over_tls=to.startswith("tls"),
    )
    parts = None if differs is None else parted(differs)
    return Proof(of, cause, recipe, parts, says, before, meanwhile, starts, certificate)


def parted(names: str) -> frozenset[str]:
    """Return the names of a list with commas."""
    return frozenset(name for name in names.split(", ") if name)
