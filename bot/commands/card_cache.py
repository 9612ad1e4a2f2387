"""Keeps the cards of entries for the next person who asks.

An entry is one meaning of a status code, the standard's or a vendor's.
"""

from discord import ui

from bot.cards.lookup import lookup_card
from bot.model import Key, Language, LookupResult, Match
from bot.services.lookup.lookup import Lookup
from bot.texts import Voice


class CardCache:
    """Builds each entry's card once for each language. Building takes most of a reply's time.

    A card holds no state, so one view serves everyone. The cache keeps an entry's usual card. The
    menu of that card lists the code's other meanings. The cache doesn't keep the card of a search
    by words. The menu of that card lists the search's other results, which differ from query to
    query.
    """

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._cards: dict[tuple[Language, Key], ui.LayoutView] = {}

    def card(self, result: LookupResult, voice: Voice) -> ui.LayoutView:
        if not isinstance(result, Match) or result != self._lookup.match(result.entry):
            return lookup_card(result, voice)
        key = (voice.language, result.entry.key)
        card = self._cards.get(key)
        if card is None:
            card = self._cards[key] = lookup_card(result, voice)
        return card
