"""What every button and menu that outlives the process has in common."""

import re
from typing import Any, Self

from discord import ui

from bot.commands.app import Interaction
from bot.commands.error_reply import answer_error


class Item(ui.DynamicItem[Any], template="-"):
    """All that it knows is in its custom_id. Whoever uses it gets a private answer; the card that
    it stands on stays as it is."""

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
        # discord.py only logs what a dynamic item raises; people would see "interaction failed".
        try:
            await self.handle(interaction)
        except Exception as error:
            await answer_error(interaction, error)

    async def handle(self, interaction: Interaction) -> None:
        """What this item does; each has its own, and may raise UserError."""
        raise NotImplementedError
