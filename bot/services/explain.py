"""What a pasted text says in codes: each code once, in order of its first place."""

from bot.model import Explained, Mention
from bot.services.lookup import Lookup

# Characters of the line beside a code: with the code, a line or two on a phone.
BEFORE, AFTER = 44, 40


def explain(text: str, lookup: Lookup) -> list[Explained]:
    """Every code of the text, the first first; empty where there is none."""
    # Their patterns take two hundredths of a second to compile, which a start need not wait for.
    from bot.services.extract import find_codes

    first: dict[tuple[int, str | None], Mention] = {}
    for mention in find_codes(text):
        first.setdefault((mention.code, mention.vendor), mention)
    return [_explained(text, mention, lookup) for mention in first.values()]


def _explained(text: str, mention: Mention, lookup: Lookup) -> Explained:
    from bot.services.owners import sender

    start, end = mention.start, mention.end
    before = text[text.rfind("\n", 0, start) + 1 : start]
    stop = text.find("\n", end)
    after = text[end : stop if stop >= 0 else len(text)]
    return Explained(
        mention,
        lookup.owned(mention.code, mention.vendor),
        before if len(before) <= BEFORE else f"…{before[-BEFORE:]}",
        after if len(after) <= AFTER else f"{after[:AFTER]}…",
        sender(mention, before[-1000:], after[:1000], text),
    )
