"""Explains the codes of a text. If no code is certain, finds numbers that may be codes."""

from functools import cache

from bot.model import Entry, Explanation
from bot.model.explain_limits import MAX_POSSIBLE_CODES
from bot.model.explanation import Summary
from bot.services.lookup.lookup import Lookup


@cache
def load_patterns() -> None:
    """Load the patterns and weights for reading a text.

    The first call takes tenths of a second. The bot makes this call in a thread, so that the event
    loop goes on.
    """
    from bot.services.extract.classifier import classifier
    from bot.services.extract.summary import summariser  # noqa: F401, to be loaded
    from bot.services.extract.words import word_patterns

    word_patterns.compile_now()
    classifier.learned()


def explain(summary: Summary, lookup: Lookup) -> list[Explanation]:
    """Return the meaning of every code, errors first, otherwise in the summary's order."""
    # Imported here so that the bot starts without loading the patterns.
    from bot.services.extract.senders.text_senders import sender_of

    explained = [
        Explanation(
            code,
            lookup.find_code(code.code, code.vendor),
            sender := sender_of(code),
            lookup.details.of_flag(code.flag) if code.flag else None,
            lookup.details.of_status(sender.name, code.code) if sender.name else None,
        )
        for code in summary.codes
    ]
    return sorted(explained, key=lambda each: not each.is_error)


def possible_codes(summary: Summary, lookup: Lookup) -> list[Entry]:
    """Return entries for the first numbers that may be codes; none if the text has a code."""
    meanings = (lookup.meanings(number) for number in summary.possible)
    return [each[0] for each in meanings if each][:MAX_POSSIBLE_CODES]
