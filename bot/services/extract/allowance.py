"""How many numbers of a text are looked at closely: a text full of numbers is no prose."""

# Of the first numbers, this many are looked at closely …
FIRST_NUMBERS = 60
# … or this many, if each is the first of its line: a chat has many short lines …
FIRST_LINES = 240
# … and later one for as many characters as this, on average.
CHARACTERS_PER_NUMBER = 36


class Allowance:
    """Counts the numbers that are looked at closely, so that a text takes time by its length.

    Words beside a number are weak evidence in a sentence, and sentences have few numbers. Tables of
    numbers and hostile texts have more; there, only clear evidence counts.
    """

    def __init__(self) -> None:
        self._taken = 0

    def take(self, offset: int, *, is_first_of_line: bool) -> bool:
        """Return whether the number at an offset may be looked at, and count it if so."""
        first = FIRST_LINES if is_first_of_line else FIRST_NUMBERS
        if self._taken >= first + offset // CHARACTERS_PER_NUMBER:
            return False
        self._taken += 1
        return True
