"""Draws an entry's chain as one line, "client → proxy [502] ✕ app", and checks the chain.

A chain is its hops (the machines from the client to the app) and the link that broke. The cards,
the terminal and `teapot check` share this module.
"""

import unicodedata
from collections.abc import Iterator
from typing import get_args

from bot.model import LANGUAGES, Entry
from bot.model.chain import Chain, HopKind, How
from bot.texts import Texts, Voice

# How many Latin letters of inline code fit on a screen of 390 px (measured in the playground).
MAX_WIDTH = 31
SIGNS: dict[How, str] = {
    "refused": "✕", "closed": "✕", "silent": "…", "invalid": "✕?", "tls": "✕tls", "dns": "✕dns",
}  # fmt: skip
_KINDS = frozenset(get_args(HopKind))
# The width of a character in letters of the monospaced font, by East Asian width class. Hangul,
# arrows and crosses come from other, wider fonts.
_WIDTHS = {"W": 5 / 3, "F": 5 / 3, "A": 1.5, "N": 1.5}


def chain_line(entry: Entry, voice: Voice) -> str:
    """Return the hops from the client on, with the code after its sender.

    The broken link has a sign of SIGNS in place of its arrow.
    """
    chain, drawn = entry.chain, []
    signs = {chain.broken.after: SIGNS[chain.broken.how]} if chain.broken else {}
    for hop in chain.hops:
        drawn.append(voice.say(f"hop.{hop}") if hop in _KINDS else hop)
        if hop == chain.sender:
            drawn.append(f"[{entry.code:03}]")
        drawn.append(signs.get(hop, "→"))
    return " ".join(drawn[:-1])


def chain_problems(entry: Entry, texts: Texts) -> Iterator[tuple[str, str]]:
    """Yield the problems of an entry's chain, as (dotted field, problem)."""
    chain = entry.chain
    yield from _inconsistencies(chain)
    for language in LANGUAGES:
        line = chain_line(entry, texts.voice(language))
        if (width := _width(line)) > MAX_WIDTH:
            yield "chain", f"is {width:.1f} wide in {language}; a phone shows {MAX_WIDTH}: {line}"


def _inconsistencies(chain: Chain) -> Iterator[tuple[str, str]]:
    if len(set(chain.hops)) < len(chain.hops):
        yield "chain.hops", "names a hop twice"
    if chain.sender not in chain.hops:
        yield "chain.sender", f"is {chain.sender}, which is no hop of the chain"
    if chain.broken is not None and chain.broken.after not in chain.hops[:-1]:
        yield "chain.broken.after", f"is {chain.broken.after}, after which no link comes"


def _width(line: str) -> float:
    return sum(_WIDTHS.get(unicodedata.east_asian_width(each), 1.0) for each in line)
