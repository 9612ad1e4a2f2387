"""The state that buttons and menus carry: all of it, so that they outlive any process.

A custom_id comes back from outside, so what it names is looked up, never trusted.
"""

from datetime import date

from bot.model import Key, Language

# What the commands listen for; the card's side is the functions below.
SHOW = r"show:(?P<key>\d{3}(?:/.{1,40})?)"
CONSTANTS = r"constants:(?P<key>\d{3}(?:/.{1,40})?)"
TRANSLATE = r"translate:(?P<language>en|ko):(?P<key>\d{3}(?:/.{1,40})?)"
PICK = r"pick:(?P<number>\d{1,2})"
DAILY = r"daily:(?P<day>\d{4}-\d{2}-\d{2}):(?P<choice>[0-3])"


def show(key: Key) -> str:
    return f"show:{key}"


def constants(key: Key) -> str:
    return f"constants:{key}"


def translate(key: Key, language: Language) -> str:
    return f"translate:{language}:{key}"


def pick(number: int) -> str:
    """A menu whose values are keys; `number` tells a message's menus apart."""
    return f"pick:{number}"


def daily(day: date, choice: int) -> str:
    """An answer to the question that this server was asked on its date `day`."""
    return f"daily:{day}:{choice}"
