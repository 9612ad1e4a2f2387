"""Numbers to offer as codes ("Did you mean 404?") if a text has no clear code: "결제 500"."""

from typing import Final

from bot.services.extract.candidates import candidates, number_starts
from bot.services.extract.words.evidence_against import counts_something, is_labelled

# How many characters at a text's start are searched for such numbers.
POSSIBLE_CHARACTERS: Final = 4_000


def possible_numbers(text: str) -> tuple[int, ...]:
    """Return the distinct numbers in the first POSSIBLE_CHARACTERS that may be codes.

    A number that the text calls something else is left out: "port 404", "500건".
    """
    return tuple(
        dict.fromkeys(
            number.code
            for line in text[:POSSIBLE_CHARACTERS].split("\n")
            for number in candidates(line, number_starts(line))
            if not (is_labelled(number.before) or counts_something(number.after))
        )
    )
