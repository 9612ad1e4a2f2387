"""A logistic regression over a number's features, with weights learned from labelled snippets.

`.ci/learn` writes the weights.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

WEIGHTS = Path(__file__).with_name("classifier.json")


@dataclass(frozen=True, slots=True)
class Classifier:
    """The weights of the features, in log-odds.

    `learned_from` is a hash of the snippets and of features.py.
    """

    learned_from: str
    bias: float
    weights: Mapping[str, float]

    def weigh(self, features: Iterable[str]) -> float:
        """Return the sum of the features' weights. A feature without a learned weight counts 0."""
        get = self.weights.get
        return sum(get(each, 0.0) for each in features)

    def probability(self, weight: float) -> float:
        """Return the probability that a number is a code, from the weight of all its features."""
        return 1 / (1 + math.exp(-(self.bias + weight)))


@cache
def learned() -> Classifier:
    return msgspec.json.decode(WEIGHTS.read_bytes(), type=Classifier)
