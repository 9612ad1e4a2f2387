"""Recognizes lines that an application logs itself: the application sent their statuses.

Frameworks, application servers and development servers write such lines.
"""

from typing import Final

from bot.services.extract.log_formats.parts import METHODS
from bot.services.extract.words.word_patterns import compile_later

# Each row has a text that every line of one format contains, and the pattern of that format. The
# pattern's group `code` is the status.
_ROWS: Final = tuple(
    (required_text, compile_later(pattern))
    for required_text, pattern in (
        # gin, Fiber
        ("|", r"\| {0,4}(?P<code>[0-9]{3}) {0,4}\| {0,14}[0-9.]{1,12}(?:µ|u|n|m)?s\b"),
        # uvicorn
        (
            '- "',
            rf"[0-9]\)? - \"(?:{METHODS}|WebSocket) [^\"]{{1,4000}}\" "
            r"(?P<code>[0-9]{3})(?: [A-Z]|$)",
        ),
        # Django's, Werkzeug's and Python's development servers write a space before the clock time.
        (
            '] "',
            r"[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4} [0-9:]{8}\] \"[^\"]{1,4000}\" (?P<code>[0-9]{3}) ",
        ),
        # PHP's development server
        ("]: ", rf"\[(?P<code>[0-9]{{3}})\]: (?:{METHODS}) /"),
        # Rails, Spring, Phoenix
        ("Completed ", r"\bCompleted (?P<code>[0-9]{3}) [A-Z]"),
        ("Sent ", r"\bSent (?P<code>[0-9]{3}) in [0-9]"),
        # ASP.NET Core, Serilog
        ("Request finished", r"Request finished (?:.{0,4000}? )?(?P<code>[0-9]{3}) "),
        ("responded ", rf"HTTP (?:{METHODS}) .{{1,4000}} responded (?P<code>[0-9]{{3}}) in "),
        # morgan, Next.js
        (
            " /",
            rf"(?:{METHODS}) /\S{{0,4000}} (?P<code>[0-9]{{3}}) "
            r"(?:[0-9.]{1,12} ms - |(?:[0-9]{1,12}|-) - [0-9.]{1,12} ms|in [0-9.]{1,12}m?s)",
        ),
        # Tornado
        (
            "ms",
            rf"(?P<code>[0-9]{{3}}) (?:{METHODS}) /\S{{0,4000}} \([^)]{{1,60}}\) [0-9.]{{1,12}}ms",
        ),
        # Ktor, chi, Echo
        (": ", rf"(?P<code>[0-9]{{3}}) [A-Z][A-Za-z ]{{1,40}}: (?:{METHODS}) - /"),
        (" from ", r"\" from \S{1,60} - (?P<code>[0-9]{3}) [0-9]{1,12}B in "),
        ("code=", r"\bcode=(?P<code>[0-9]{3}), message="),
        # pino: Fastify, Express, Nest
        ('"res":{', r"\"res\":\{.{0,2000}?\"statusCode\":(?P<code>[0-9]{3})"),
    )
)


def is_of_app(line: str, start: int) -> bool:
    """Return whether the code that begins at `start` is in a line that an application logs."""
    return any(
        match.start("code") == start
        for required_text, pattern in _ROWS
        if required_text in line
        for match in pattern.finditer(line)
    )
