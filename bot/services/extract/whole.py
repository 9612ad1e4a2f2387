"""Facts about a whole text or block that each line's reading needs."""

from dataclasses import dataclass

from bot.services.extract.allowance import Allowance
from bot.services.extract.context import Protocols
from bot.services.extract.verdicts import Verdicts


@dataclass(frozen=True, slots=True)
class Whole:
    """Facts about a whole text or block.

    `only_clear`: the text's numbers probably aren't HTTP's, so only clear evidence counts.
    `source_lines` are line numbers of a source file that the text quotes: quoted lines may begin
    with them.
    """

    text: str
    protocols: Protocols
    other_protocol: bool
    only_clear: bool
    source_lines: frozenset[int]
    allowance: Allowance
    verdicts: Verdicts
