"""The base of every button and menu that outlives the process."""

import re
from typing import Any, Self

from discord import ui

from bot.commands.answering import handle
from bot.commands.app import Interaction


class Item(ui.DynamicItem[Any], template="-"):
    """A button or menu whose state is in its custom_id.

    Most items send a private reply to the person who uses them, and leave their card as it is.
    """

    def __init__(self, item: ui.Item[Any], match: re.Match[str]) -> None:
        super().__init__(item)
        self.match = match

    @classmethod
    async def from_custom_id(
        cls,
        interaction: Interaction,  # noqa: ARG003, discord.py passes it
        item: ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        return cls(item, match)

    async def callback(self, interaction: Interaction) -> None:
        # `handle` answers errors: discord.py only logs them, and people see "interaction failed".
        # A custom_id begins with its template's kind, which is Teapot's own word. The rest can be
        # forged.
        kind = self.match.string.partition(":")[0]
        await handle(interaction, kind, self.handle)

    async def handle(self, interaction: Interaction) -> None:
        """Answer the interaction. May raise UserError."""
        # Every kind of item replaces this method.
        raise NotImplementedError
