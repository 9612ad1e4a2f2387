"""Finds status codes in pasted text."""

from bot.model import Mention


def find_codes(text: str) -> list[Mention]:
    """Return every status code in `text`, in order; see `find.find_codes`.

    The first call takes about a tenth of a second, because it imports and compiles patterns. The
    import is inside the function so that the bot starts without this delay.
    """
    from bot.services.extract import find

    return find.find_codes(text)
