"""Finds status codes in pasted text."""

from bot.model import Mention


def find_codes(text: str) -> list[Mention]:
    """Return every status code in `text`, in order; see `find.find_codes`.

    The first call imports the patterns, so that the bot starts without compiling them: that takes a
    few hundredths of a second.
    """
    from bot.services.extract import find

    return find.find_codes(text)
