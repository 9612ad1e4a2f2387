"""The weight of each kind of likeness in a search, for queries of few and of many words."""

from dataclasses import dataclass

from bot.services.lookup.words import telling

# A score from 0 to 1. A best hit below this score is a guess: suggestions are better than a wrong
# card.
MIN_SURE_SCORE = 0.48


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each kind of likeness in a score, and what makes a best hit sure.

    The weights are tuned on those test queries that are meant for tuning. `sure` is the least score
    of a sure hit. A hit below `MIN_CLEAR_SCORE` (search.py) is sure only if its score is at least
    `lead` above the best score of another code.
    """

    words: float
    grams: float
    spelling: float
    phrase: float
    likely_words: float
    likely_grams: float
    frequency: float
    vendor: float
    sure: float
    lead: float


# If an entry has the words of a short query, one of the entry's phrases is spelled nearly like the
# query. So FEW relies more on spelling. A query of many words is spelled like no phrase, so MANY
# relies more on all phrases together and on the code's frequency. Almost any entry shares a few
# words with a long query, so even a wrong entry scores higher. So MANY has the higher `sure`.
FEW = Weights(
    words=0.275, grams=0.225, spelling=0.333, phrase=0.167, likely_words=0.015, likely_grams=0.03,
    frequency=0.008, vendor=-0.02, sure=MIN_SURE_SCORE, lead=0.03,
)  # fmt: skip
MANY = Weights(
    words=0.33, grams=0.3, spelling=0.2, phrase=0.16, likely_words=0.03, likely_grams=0.06,
    frequency=0.03, vendor=-0.03, sure=0.57, lead=0.05,
)  # fmt: skip
MAX_FEW_WORDS = 3


def weights_for(normalised: str) -> Weights:
    """Return the weights for a normalised query."""
    return FEW if len(telling(normalised)) <= MAX_FEW_WORDS else MANY
