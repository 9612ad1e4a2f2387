"""The codes of a text with their places, without their meanings: what a worker process finds."""

from dataclasses import dataclass

from bot.model.explanation import Mention, Sender
from bot.services.extract import find_codes

# How much of the line is shown beside a code: with the code, a line or two on a phone.
SHOWN_BEFORE_CHARACTERS, SHOWN_AFTER_CHARACTERS = 44, 40


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A code, and a part of the line that mentions it first: `before`, the number, `after`."""

    mention: Mention
    before: str
    after: str
    sender: Sender


def find_excerpts(text: str) -> list[Excerpt]:
    """Return an excerpt for every code in `text`, in order of their first mentions."""
    # Imported by the first call: compiling the patterns takes time that a start need not wait for.
    from bot.services.extract.senders import TextSenders

    mentions = find_codes(text)
    first: dict[tuple[int, str | None], Mention] = {}
    for mention in mentions:
        first.setdefault((mention.code, mention.vendor), mention)
    senders = TextSenders(text, mentions)
    excerpts = []
    for mention in first.values():
        before, after = _line(text, mention)
        sender = senders.sender(mention)
        excerpts.append(Excerpt(mention, _cut_start(before), _cut_end(after), sender))
    return excerpts


def _line(text: str, mention: Mention) -> tuple[str, str]:
    """Return the parts of the mention's line before and after the number."""
    stop = text.find("\n", mention.end)
    before = text[text.rfind("\n", 0, mention.start) + 1 : mention.start]
    return before, text[mention.end : stop if stop >= 0 else len(text)]


def _cut_start(before: str) -> str:
    is_short = len(before) <= SHOWN_BEFORE_CHARACTERS
    return before if is_short else f"…{before[-SHOWN_BEFORE_CHARACTERS:]}"


def _cut_end(after: str) -> str:
    is_short = len(after) <= SHOWN_AFTER_CHARACTERS
    return after if is_short else f"{after[:SHOWN_AFTER_CHARACTERS]}…"
