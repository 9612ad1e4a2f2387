"""The cards of single entries, kept for the next person who asks."""

from discord import ui

from bot.cards.answer import answer_card
from bot.model import Key, Language, LookupResult, Match
from bot.services.lookup.lookup import Lookup
from bot.texts import Voice


class CardCache:
    """Builds each entry's card once for each language. Building it takes most of a reply's time.

    A card holds no state, so one view serves everyone. The cache keeps only cards whose menu lists
    the number's other meanings: at most one card for each entry and language. The menu of a card
    found by words lists the search's other results. They differ from query to query, so that card
    isn't kept.
    """

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._cards: dict[tuple[Language, Key], ui.LayoutView] = {}

    def card(self, result: LookupResult, voice: Voice) -> ui.LayoutView:
        if not isinstance(result, Match) or result != self._lookup.match(result.entry):
            return answer_card(result, voice)
        key = (voice.language, result.entry.key)
        card = self._cards.get(key)
        if card is None:
            card = self._cards[key] = answer_card(result, voice)
        return card
