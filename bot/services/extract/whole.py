"""What a text or a block says of all its lines."""

from dataclasses import dataclass

from bot.services.extract.allowance import Allowance
from bot.services.extract.context import Protocols
from bot.services.extract.verdicts import Verdicts


@dataclass(frozen=True, slots=True)
class Whole:
    """What a text or a block says of all its lines.

    `only_clear` says that the text's numbers are likelier another program's: only clear evidence
    counts. `source_lines` are line numbers of a source file that the text quotes: quoted lines may
    begin with them.
    """

    text: str
    protocols: Protocols
    other_protocol: bool
    only_clear: bool
    source_lines: frozenset[int]
    allowance: Allowance
    verdicts: Verdicts
