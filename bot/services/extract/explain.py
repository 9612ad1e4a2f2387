"""Explains the codes of a text."""

from bot.model import Explanation
from bot.model.explanation import Summary
from bot.services.lookup.lookup import Lookup


def explain(summary: Summary, lookup: Lookup) -> list[Explanation]:
    """Return the meaning of every code of a summary: errors first, each group in its order."""
    # Imported here because compiling the patterns takes time that a start need not wait for.
    from bot.services.extract.senders import sender_of

    explained = [
        Explanation(code, lookup.find_code(code.code, code.vendor), sender_of(code))
        for code in summary.codes
    ]
    return sorted(explained, key=lambda each: not each.is_error)
