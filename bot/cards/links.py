"""Links to Discord's own pages, and to the operator."""

from bot.cards.layout import inert
from bot.config import PLAIN_LINK

# The page on how a role gets the permission Manage Messages, shown in the reader's language.
PERMISSIONS_HELP = "https://support.discord.com/hc/articles/206029707"


def message_link(guild_id: int, channel_id: int, message_id: int | None = None) -> str:
    """Return the link to a message, or to the channel if `message_id` is None."""
    link = f"https://discord.com/channels/{guild_id}/{channel_id}"
    return link if message_id is None else f"{link}/{message_id}"


def contact_text(contact: str) -> str:
    """Return how to reach the operator. A plain https address stays a link; other text is inert."""
    return contact if PLAIN_LINK.fullmatch(contact) else inert(contact)
