"""curl's exit codes for requests without a response. curl writes 000 as their status."""

from collections.abc import Iterator
from typing import Final

from bot.model.explanation import Flag, Sender
from bot.services.extract.words.word_patterns import compile_later

# Host not found, no connection, a timeout, TLS, an empty or broken response. With any other exit
# code, curl got a response or sent no request.
_WITHOUT_RESPONSE: Final = frozenset(
    {5, 6, 7, 28, 35, 52, 53, 54, 55, 56, 58, 59, 60, 66, 77, 80, 83, 91, 92, 95, 96, 97}
)
_EXIT = compile_later(
    r"\bcurl(?:\.exe)?(?:: \(|\] | (?:[a-z]{2,12} ){0,4}(?:error|exit|return|status)(?: code)?:? )"
    r"([0-9]{1,2})(?![0-9.])"
    r"|\bcurle_[a-z0-9_]{3,40} ?\(([0-9]{1,2})\)"
)


def curl_exits(text: str) -> Iterator[tuple[int, Sender]]:
    """Yield the index of each line with an exit code of `_WITHOUT_RESPONSE`, and the sender.

    The sender is curl, because no server answered and curl itself writes 000. The sender's `flag`
    is the exit code, not an option of the command.
    """
    lower = text.lower()
    for index, line in enumerate(lower.split("\n") if "curl" in lower else ()):
        if match := _EXIT.search(line) if "curl" in line else None:
            code = int(match[1] or match[2])
            if code in _WITHOUT_RESPONSE:
                yield index, Sender("curl", is_logger=True, flag=Flag("curl", str(code)))
