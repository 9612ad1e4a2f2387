"""Limits how many numbers are checked for weak evidence: a text full of numbers is no prose.

Words beside a number are weak evidence if they suggest a code but suit other numbers, too.
"""

# At the text's start, the limit is this many numbers …
FIRST_NUMBERS = 60
# … or this many for a number that is the first of its line, because a chat has many short lines.
FIRST_LINES = 240
# The limit rises by one for every stretch of this many characters between the text's start and the
# checked number.
CHARACTERS_PER_NUMBER = 48


class Allowance:
    """Counts the numbers that are checked for weak evidence, so that a text takes linear time.

    Only sentences have weak evidence, and sentences have few numbers. Tables of numbers and hostile
    texts have more. Beyond the limit, only clear evidence counts, such as a reason phrase.
    """

    def __init__(self) -> None:
        self._taken = 0

    def take(self, offset: int, *, is_first_of_line: bool) -> bool:
        """Return whether the number at an offset may be checked, and count it if so."""
        first = FIRST_LINES if is_first_of_line else FIRST_NUMBERS
        if self._taken >= first + offset // CHARACTERS_PER_NUMBER:
            return False
        self._taken += 1
        return True
