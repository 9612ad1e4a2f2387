"""Collects the texts of the playground's page, and what its script needs, in one language."""

import re
from collections.abc import Sequence
from typing import Any

from bot.playground.command_spec import Command
from bot.playground.simcord_page import PAGE_TEXTS, PROBLEMS, SELECTORS
from bot.texts import Voice


def words(commands: Sequence[Command], voice: Voice) -> dict[str, Any]:
    """Return the JSON object that the playground's web server gives the page's script."""

    def ours(part: str, key: str, holes: Sequence[str] = ()) -> str:
        return voice.say(f"playground.{part}.{key}", **{x: f"{{{x}}}" for x in holes})

    texts, patterns = {}, []
    for theirs, key in PAGE_TEXTS.items():
        holes = re.findall(r"\{(\w+)\}", theirs)
        if holes:
            pattern = re.sub(r"\\\{(\w+)\\\}", r"(?<\1>.+)", re.escape(theirs))
            patterns.append([f"^{pattern}$", ours("page", key, holes)])
        else:
            texts[theirs] = ours("page", key)
    names = {f"/{each.path[0]}": f"/{each.parts[0][voice.language]}" for each in commands}
    names |= {f"/{' '.join(each.path)}": f"/{each.name(voice.language)}" for each in commands}
    options = {
        option.key: option.names[voice.language] for each in commands for option in each.options
    }
    return {
        "language": voice.language,
        "title": ours("page", "name"),
        "selectors": SELECTORS,
        "texts": texts,
        "patterns": patterns,
        "problems": {theirs: ours("problem", key) for theirs, key in PROBLEMS.items()},
        "suggestions": ours("page", "suggestions"),
        "link": ours("page", "link"),
        "bare": ours("page", "bare"),
        "stale": ours("page", "stale"),
        "names": {theirs: name for theirs, name in names.items() if theirs != name},
        "options": {theirs: name for theirs, name in options.items() if theirs != name},
    }
