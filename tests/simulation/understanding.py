"""What a person understands: the key of the text that Teapot said, and what was filled in."""

import functools
import re

from bot.texts import load_texts

_KEYS = (
    "quiz.started", "quiz.taken", "quiz.again", "quiz.closed", "quiz.no_question", "quiz.running",
    "quiz.none_running", "quiz.stopping", "quiz.not_yours", "quiz.forbidden_here",
    "quiz.nothing_to_ask", "quiz.podium.title", "daily.set", "daily.resumed", "daily.skipped",
    "daily.off", "daily.off_already", "daily.paused.asked", "daily.paused.channel_gone",
    "daily.paused.no_access", "daily.paused.left", "daily.paused_already", "daily.channel_gone",
    "daily.forbidden_there", "daily.closed", "daily.answer.right",
    "daily.answer.wrong", "daily.answer.again", "error.unexpected", "quiz.practice.right",
    "quiz.practice.wrong", "quiz.practice.changed",
)  # fmt: skip


@functools.cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    texts = load_texts()
    found = []
    for key in _KEYS:
        for language in ("en", "ko"):
            written = texts.written[language][key]
            parts = re.split(r"(\{[^}]*\})", written)
            pattern = "".join(
                (f"(?P<{part[1:-1]}>.*?)" if part[1:-1].isidentifier() else ".*?")
                if part.startswith("{")
                else re.escape(part)
                for part in parts
            )
            found.append((key, re.compile(pattern, re.DOTALL)))
    return found


@functools.lru_cache(maxsize=10_000)
def understood(said: str) -> tuple[str, str | None]:
    """Return the key of a text, and the choice that it names; ("", None) if it is unknown."""
    for key, pattern in _patterns():
        if (found := pattern.match(said)) is not None:
            named = found.groupdict()
            return key, named.get("choice") or named.get("chosen") or named.get("answer")
    return "", None
