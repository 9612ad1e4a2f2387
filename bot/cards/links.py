"""Links to Discord's own pages."""


def message_link(guild_id: int, channel_id: int, message_id: int | None = None) -> str:
    """Return the link to a message, or to the channel if `message_id` is None."""
    link = f"https://discord.com/channels/{guild_id}/{channel_id}"
    return link if message_id is None else f"{link}/{message_id}"


# The page on how a role gets the permission Manage Messages, shown in the reader's language.
PERMISSIONS_HELP = "https://support.discord.com/hc/articles/206029707"
