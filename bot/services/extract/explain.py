"""What a pasted text says in codes: each code once, in order of its first place."""

from bot.model import Explanation, Mention
from bot.services.extract import find_codes
from bot.services.lookup.lookup import Lookup

# Characters of the line beside a code: with the code, a line or two on a phone.
BEFORE, AFTER = 44, 40
# Those beside it, and at the text's start, that may name the sender.
BESIDE, START = 1_000, 4_000


def explain(text: str, lookup: Lookup) -> list[Explanation]:
    """Every code of the text, the first first; empty where there is none."""
    # Its patterns, like those of find_codes, are compiled when first needed.
    from bot.services.extract.vendors import sender, sender_in

    first: dict[tuple[int, str | None], Mention] = {}
    for mention in find_codes(text):
        first.setdefault((mention.code, mention.vendor), mention)
    in_text = sender_in(text[:START]) if first else None
    explained = []
    for mention in first.values():
        before, after = _line(text, mention)
        explained.append(
            Explanation(
                mention,
                lookup.find_code(mention.code, mention.vendor),
                before if len(before) <= BEFORE else f"…{before[-BEFORE:]}",
                after if len(after) <= AFTER else f"{after[:AFTER]}…",
                sender(mention, before[-BESIDE:], after[:BESIDE]) or in_text,
            )
        )
    return explained


def _line(text: str, mention: Mention) -> tuple[str, str]:
    """What stands before and after a mention in its line."""
    stop = text.find("\n", mention.end)
    before = text[text.rfind("\n", 0, mention.start) + 1 : mention.start]
    return before, text[mention.end : stop if stop >= 0 else len(text)]
