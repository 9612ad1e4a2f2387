"""Finds the codes near a line. They are evidence that a number in the line is a code, too.

Most numbers don't need this evidence, because the line itself shows what they are.
"""

from collections import Counter, deque
from collections.abc import Collection, Iterable

# A code makes other codes likely within this distance: some twenty lines of a chat.
NEAR_CHARACTERS = 1_500


class NearbyCodes:
    """Finds the codes near each line of a text.

    `found` are the codes that the first search of the text found: pairs (offset in the text, code),
    by offset. The second search, `neighbours.find_again`, asks for the codes near each line.
    """

    def __init__(self, found: Iterable[tuple[int, int]]) -> None:
        self._coming = deque(found)
        self._near: deque[tuple[int, int]] = deque()
        self._codes: Counter[int] = Counter()

    def codes_near(self, start: int, end: int) -> Collection[int]:
        """Return the codes near the line from `start` to `end`. Lines must be given in order."""
        while self._coming and self._coming[0][0] < end + NEAR_CHARACTERS:
            self._near.append(self._coming.popleft())
            self._codes[self._near[-1][1]] += 1
        while self._near and self._near[0][0] < start - NEAR_CHARACTERS:
            _, code = self._near.popleft()
            self._codes[code] -= 1
            if not self._codes[code]:
                del self._codes[code]
        return self._codes
