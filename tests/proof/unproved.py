"""What the data says without a proof, by name, and why there is none."""

from collections.abc import Iterator
from pathlib import Path

import yaml

from bot.config import shipped
from bot.knowledge.seed import read_knowledge
from bot.model import Knowledge

PATH = Path(__file__).parent / "unproved.yaml"


def reasons() -> dict[str, str]:
    """Return why each name of the list has no proof."""
    groups = yaml.load(PATH.read_text(encoding="utf-8"), yaml.CSafeLoader)
    pairs = [(name, group["why"]) for group in groups for name in group["of"]]
    assert len(dict(pairs)) == len(pairs), "a name is in the list twice"
    return dict(pairs)


def documents(knowledge: Knowledge) -> Iterator[tuple[str, str | None]]:
    """Yield the key of each entry and detail with the document that vouches for it."""
    for entry in knowledge.entries:
        yield str(entry.key), entry.spec.document if entry.spec else None
    for detail in knowledge.details:
        yield detail.key, detail.source.document


def unproved(knowledge: Knowledge) -> dict[str, str]:
    """Return the keys that the list names, each by itself or by its product, with the reason."""
    why = reasons()
    entries = {str(each.key): why.get(str(each.key)) for each in knowledge.entries}
    details = {e.key: why.get(e.key) or why.get(e.product) for e in knowledge.details}
    return {key: reason for key, reason in (entries | details).items() if reason}


def main() -> None:
    """Print what has no proof, each with the document that vouches for it and the reason."""
    knowledge = read_knowledge(shipped("data"), None)
    why = unproved(knowledge)
    for key, document in documents(knowledge):
        if key in why:
            print(f"{key}: {document or 'no document'}. {why[key]}")


if __name__ == "__main__":
    main()
