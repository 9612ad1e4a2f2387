"""Learns the classifier's weights from every open part of the snippets: see `.ci/learn`."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from bot.services.extract import find
from bot.services.extract.classifier import doubts, features
from bot.services.extract.classifier.classifier import WEIGHTS
from tests.services.extract.test_extract import unmarked
from tests.yaml_file import read_yaml

HERE = Path(__file__).parent
# A feature that two numbers have teaches nothing, and a small weight decides nothing.
MIN_NUMBERS, MIN_WEIGHT = 3, 0.1


def main() -> None:
    # Only the environment that `.ci/learn` makes has it.
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    numbers = [each for text, starts in snippets() for each in numbers_of(text, starts)]
    known = Counter(name for names, _ in numbers for name in names)
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(
        [{name: 1 for name in names if known[name] >= MIN_NUMBERS} for names, _ in numbers]
    )
    model = LogisticRegression(max_iter=3_000).fit(matrix, [is_code for _, is_code in numbers])
    weights = {
        name: round(float(weight), 2)
        for name, weight in zip(vectorizer.feature_names_, model.coef_[0], strict=True)
        if abs(weight) >= MIN_WEIGHT
    }
    learned = {
        "learned_from": learned_from(),
        "bias": round(float(model.intercept_[0]), 2),
        "weights": weights,
    }
    WEIGHTS.write_bytes(msgspec.json.format(msgspec.json.encode(learned), indent=1) + b"\n")
    codes = sum(is_code for _, is_code in numbers)
    print(f"{len(weights)} weights from {len(numbers)} numbers, {codes} of them codes")


def files() -> list[Path]:
    return sorted(
        [*HERE.glob("*.tuning.yaml"), *HERE.glob("*.opened.yaml"), *HERE.glob("training/*.yaml")]
    )


def learned_from() -> str:
    """Return a hash of the snippets and of features.py."""
    whole = hashlib.sha256()
    for path in (*files(), Path(features.__file__)):
        whole.update(path.read_bytes())
    return whole.hexdigest()[:16]


def snippets() -> Iterator[tuple[str, set[int]]]:
    """Yield each text, and where its codes begin."""
    for path in files():
        for each in read_yaml(path):
            text, places = unmarked(each["text"])
            yield text, {start for _, start, _ in places}


def numbers_of(text: str, starts: set[int]) -> Iterator[tuple[list[str], bool]]:
    """Yield the features of each number of the text's prose, and whether it is a code."""
    lines = find.lines_by_rules(text, find.Earlier())
    shared, numbers = features.of_text(text), doubts.TextNumbers(lines)
    for line, number in doubts.of_prose(lines):
        own = features.of_number(line.text, number.start, numbers.others(line, number))
        yield [*shared, *own], line.offset + number.start in starts


if __name__ == "__main__":
    main()
