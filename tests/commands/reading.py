"""What a person reads in an answer."""

import re
from typing import Any

from tests.discord_limits import components


def text_of(result: Any) -> str:
    """All text of the answer, in order; a command that can be clicked without its id."""
    return re.sub(r"(</[^:>]+):\d+>", r"\1>", written(result))


def written(result: Any) -> str:
    """All text of the answer as Discord gets it."""
    return "\n".join(part["content"] for part in _parts(result) if part["type"] == 10)


def labels(result: Any) -> list[str]:
    """The labels of its buttons."""
    return [part["label"] for part in _parts(result) if part["type"] == 2]


def red_labels(result: Any) -> list[str]:
    """The labels of its buttons that warn."""
    return [part["label"] for part in _parts(result) if part["type"] == 2 and part["style"] == 4]


def links(result: Any) -> list[str]:
    return [part["url"] for part in _parts(result) if "url" in part]


def options(result: Any) -> list[str]:
    """The values of its menus' options."""
    menus = [part for part in _parts(result) if part["type"] == 3]
    return [option["value"] for menu in menus for option in menu["options"]]


def placeholders(result: Any) -> list[str]:
    """What its menus say before an option is chosen."""
    return [part["placeholder"] for part in _parts(result) if part["type"] == 3]


def alt_texts(result: Any) -> list[str]:
    """What its pictures are described as."""
    galleries = [part for part in _parts(result) if part["type"] == 12]
    return [picture["description"] for gallery in galleries for picture in gallery["items"]]


def colour(result: Any) -> int | None:
    return next((part["accent_color"] for part in _parts(result) if part["type"] == 17), None)


def _parts(result: Any) -> list[dict[str, Any]]:
    assert result.response is not None, "the bot did not answer"
    return list(components(result.response.components))
