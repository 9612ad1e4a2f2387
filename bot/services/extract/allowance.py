"""How many numbers of a text are looked at closely: a text full of numbers is no prose."""

from bot.services.extract.suggestions import is_suggested

# Of the first numbers, this many are looked at closely …
FIRST_NUMBERS = 60
# … and later one for as many characters as this, on average.
CHARACTERS_PER_NUMBER = 32
# Verdicts are kept for so many different words beside a number.
MAX_VERDICTS = 512


class Allowance:
    """Counts the numbers that are looked at closely, so that a text takes time by its length.

    Words beside a number are weak evidence in a sentence, and sentences have few numbers. Tables of
    numbers and hostile texts have more; there, only clear evidence counts.
    """

    def __init__(self) -> None:
        self._taken = 0
        self._verdicts: dict[tuple[int, str, str, bool], bool] = {}

    def take(self, offset: int) -> bool:
        """Return whether the number at an offset may be looked at, and count it if so."""
        if self._taken >= FIRST_NUMBERS + offset // CHARACTERS_PER_NUMBER:
            return False
        self._taken += 1
        return True

    def is_suggested(self, code: int, before: str, after: str, *, about_http: bool) -> bool:
        """Return whether the words suggest a code. Logs and chats say the same again and again."""
        key = (code, before, after, about_http)
        if key not in self._verdicts:
            if len(self._verdicts) >= MAX_VERDICTS:
                self._verdicts.clear()
            self._verdicts[key] = is_suggested(code, before, after, about_http=about_http)
        return self._verdicts[key]
