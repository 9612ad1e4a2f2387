"""The base of every button and menu that outlives the process."""

import re
from typing import Any, Self

from discord import ui

from bot.commands.app import Interaction
from bot.commands.interactions import handle


class Item(ui.DynamicItem[Any], template="-"):
    """A button or menu whose state is in its custom_id.

    Most items reply in private to the person who uses the item, and don't change the message that
    the item is on.
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
        # answering.handle() answers errors. discord.py itself only logs an error, and the person
        # sees "interaction failed".
        # A custom_id can be forged, except for the part before the first colon: each template fixes
        # that part.
        kind = self.match.string.partition(":")[0]
        await handle(interaction, kind, self.handle)

    async def handle(self, interaction: Interaction) -> None:
        """Answer the interaction. May raise UserError."""
        # Every kind of item replaces this method.
        raise NotImplementedError
