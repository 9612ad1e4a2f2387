"""Maps of statuses and their counts: `"by_status":{"200":19500,"404":3}`."""

from typing import Final

from bot.services.extract.vendor_codes import KNOWN
from bot.services.extract.words.word_patterns import compile_later, lower_in_place

_NAME: Final = compile_later(
    r"(?:(?<!exit)(?<!exit_)status(?:es)?(?:_?codes?)?|(?:http|response)_?codes?|by_?codes?)"
    r"(?:_?(?:counts?|distribution|histogram|totals?))?[\"']?\s?[:=]\s?\{"
)
_ENTRY: Final = compile_later(
    r"\s{0,9}[\"']?(?P<key>[1-5][0-9]{2})[\"']?\s?[:=]\s?(?P<count>[0-9]{1,15})\s?(?:[,;]|\}|$)"
)
_OTHER_ENTRY: Final = compile_later(
    r"\s{0,9}[\"']?[A-Za-z0-9_-]{1,20}[\"']?\s?[:=]\s?(?P<count>[0-9]{1,15})\s?[,;]"
)


def places(line: str) -> tuple[set[int], set[int]]:
    """Return the start of each map key that is a known code, and the start of each count."""
    keys, counts = set[int](), set[int]()
    lower = lower_in_place(line)
    if "status" not in lower and "code" not in lower:
        return keys, counts
    for name in _NAME.finditer(lower):
        at = name.end()
        while entry := _ENTRY.match(line, at) or _OTHER_ENTRY.match(line, at):
            counts.add(entry.start("count"))
            if "key" in entry.re.groupindex and int(entry["key"]) in KNOWN:
                keys.add(entry.start("key"))
            at = entry.end()
    return keys, counts
