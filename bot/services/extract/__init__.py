"""Finds status codes in pasted text."""

from bot.model import Mention


def find_codes(text: str) -> list[Mention]:
    """Return every status code in `text`, in order; see `find.find_codes`.

    Imports the patterns when first called: compiling them takes some hundredths of a second, which
    a start need not wait for.
    """
    from bot.services.extract import find

    return find.find_codes(text)
