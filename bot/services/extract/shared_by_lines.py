"""What the lines of one text share."""

from dataclasses import dataclass, field

from bot.services.extract.allowance import Allowance
from bot.services.extract.context import Protocols
from bot.services.extract.words.verdicts import Verdicts


@dataclass(frozen=True, slots=True)
class SharedByLines:
    """What the lines of one text, or of one block of a long text, share.

    summary/blocks.py makes the blocks.

    `only_clear`: the text's numbers probably aren't HTTP's, so only clear evidence counts, such as
    a reason phrase. `source_lines` are line numbers of a source file that the text quotes: quoted
    lines may begin with them.

    `other_numbers` and `vendors` are caches. All numbers in one part of a line share a value of
    `other_numbers`. Equal numbers in one part share a value of `vendors`. A part has
    PART_CHARACTERS (line.py) characters.

    - `other_numbers`: by line and part, whether the part's numbers belong to roads, currencies …
    - `vendors`: by code, line and part, the code's vendor; None if the code is no vendor's
    """

    text: str
    protocols: Protocols
    other_protocol: bool
    only_clear: bool
    source_lines: frozenset[int]
    allowance: Allowance
    verdicts: Verdicts
    other_numbers: dict[tuple[int, int], bool] = field(default_factory=dict)
    vendors: dict[tuple[int, int, int], str | None] = field(default_factory=dict)
