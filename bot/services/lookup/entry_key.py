"""Parses the key of an entry: "404", or "499/nginx" for a vendor's meaning of a number."""

import re

from bot.model import Key

_KEY = re.compile(r"(\d{3}|0)/(.{1,40})")


def parse_key(text: str) -> Key | None:
    """Parse a key in the form of `str(key)`, which autocomplete, menus and buttons send back.

    A person may also type "0/curl" for "000/curl".
    """
    if match := _KEY.fullmatch(text):
        return Key(int(match[1]), match[2])
    return Key(int(text)) if re.fullmatch(r"[0-9]{3}", text) else None
