"""The custom_ids of buttons and menus.

A custom_id holds its button's whole state, so the button still works after a restart.

A custom_id can be forged. Its parts are looked up, never trusted.
"""

from datetime import date

from bot.model import Key, Language
from bot.model.leaderboard import Span
from bot.model.quiz import Topic

# The patterns that the commands listen for. The functions below return the matching custom_ids.
# A function's docstring says what a press does. Teapot replies to a press in `language`, or in the
# person's own language if `language` is None.
_LANGUAGE = r"(?:(?P<language>en|ko):)?"
SHOW = rf"show:{_LANGUAGE}(?P<key>\d{{3}}(?:/.{{1,40}})?)"
MORE = rf"more:{_LANGUAGE}(?P<key>\d{{3}}(?:/.{{1,40}})?)"
CONSTANTS = rf"constants:{_LANGUAGE}(?P<key>\d{{3}}(?:/.{{1,40}})?)"
TRANSLATE = r"translate:(?P<language>en|ko):(?P<key>\d{3}(?:/.{1,40})?)"
DETAIL = rf"detail:{_LANGUAGE}(?P<detail>.{{3,81}})"
PICK = rf"pick:{_LANGUAGE}(?P<number>\d{{1,2}})"
DAILY = r"daily:(?P<day>\d{4}-\d{2}-\d{2}):(?P<choice>[0-3])"
GAME = r"quiz:(?P<question>[1-9]\d{0,17}):(?P<choice>[0-3])"
PRACTICE = (
    r"practice:(?P<subject>[a-z]+:[^:]{1,50}):(?P<seed>\d{1,8}):(?P<check>[0-9a-f]{8})"
    r":(?P<choice>[0-3])"
)
PRACTISE_NEXT = "practice:next"
LEADERBOARD = (
    r"leaderboard:(?P<button>\w+):(?P<period>week|month|all):(?P<first>\d{4}-\d{2}-\d{2})"
    r":(?P<topic>\w{1,10}):(?P<page>[1-9]\d{0,5})"
)
SERVER_DATA = r"server-data:(?P<action>export|erase)"
PRIVACY = r"privacy:(?P<action>[a-z-]{1,20}):(?P<person>[1-9]\d{0,19})"


def show(key: Key, language: Language | None = None) -> str:
    """Open an entry's card."""
    return f"show:{_prefix(language)}{key}"


def more(key: Key, language: Language | None = None) -> str:
    """Open an entry's full card."""
    return f"more:{_prefix(language)}{key}"


def constants(key: Key, language: Language | None = None) -> str:
    return f"constants:{_prefix(language)}{key}"


def translate(key: Key, language: Language) -> str:
    return f"translate:{language}:{key}"


def detail(key: str, language: Language | None = None) -> str:
    """Open a detail's card."""
    return f"detail:{_prefix(language)}{key}"


def pick(number: int, language: Language | None = None) -> str:
    """Open the card that a menu's value names.

    `number` makes the custom_id unique in its message.
    """
    return f"pick:{_prefix(language)}{number}"


def _prefix(language: Language | None) -> str:
    return f"{language}:" if language else ""


def daily(day: date, choice: int) -> str:
    """Answer the daily question of `day`, a date in the server's time zone."""
    return f"daily:{day}:{choice}"


def game(question_id: int, choice: int) -> str:
    """Answer a live game's question."""
    return f"{game_question(question_id)}{choice}"


def game_question(question_id: int) -> str:
    """Return the beginning of the custom_ids of a question's buttons."""
    return f"quiz:{question_id}:"


def practice(subject: str, seed: int, check: str, choice: int) -> str:
    """Answer a practice question, which `seed` reproduces.

    `check`, eight hexadecimal digits, tells whether the question still has the options that were
    shown.
    """
    return f"practice:{subject}:{seed}:{check}:{choice}"


def leaderboard(button: str, span: Span, topic: Topic, page: int) -> str:
    """Open a page of the leaderboard. `button` makes the custom_id unique in its message."""
    return f"leaderboard:{button}:{span.period}:{span.first}:{topic}:{page}"


def privacy(action: str, person_id: int) -> str:
    """Act on a person's data. Only that person may press the button."""
    return f"privacy:{action}:{person_id}"


def server_data(action: str) -> str:
    """Export or erase the data of the server that the button is pressed in."""
    return f"server-data:{action}"
