"""Translates the commands for Discord, which shows them in each person's language."""

import discord
from discord import app_commands

from bot.model import LOCALES
from bot.texts import Texts

_LANGUAGES = {locale: language for language, locale in LOCALES.items()}


class KeyTranslator(app_commands.Translator):
    """Translates names and descriptions of commands by the key that localised() set."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002, discord.py passes it
    ) -> str | None:
        language, key = _LANGUAGES.get(locale.value), string.extras.get("key")
        return None if language is None or key is None else self._texts.voice(language).say(key)
