"""The languages that Teapot speaks."""

from typing import Literal

Language = Literal["en", "ko"]
LANGUAGES: tuple[Language, ...] = ("en", "ko")
# Discord's name of each language: https://discord.com/developers/docs/reference#locales
LOCALES: dict[Language, str] = {"en": "en-US", "ko": "ko"}
