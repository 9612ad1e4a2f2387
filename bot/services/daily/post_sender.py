"""The interface through which daily posts are sent."""

from typing import Protocol

from bot.model.daily import Claim, PauseNotice, Post


class PostSender(Protocol):
    """Sends posts to Discord, or to a stand-in. The caller pauses the server's posts on
    CannotPostError. The caller retries the post on any other exception except DeletedError."""

    async def send(self, claim: Claim, post: Post) -> int:
        """Send the post, and return the message's id. Raise DeletedError if an earlier attempt's
        message was deleted: the post counts as sent."""

    async def find(self, claim: Claim) -> int | None:
        """Return the id of a message that an earlier attempt sent, if there is one."""

    async def tell(self, notice: PauseNotice, *, is_late: bool) -> None:
        """Tell the server's administrators that its posts are paused, and why. Raise
        CannotPostError if no notice can be sent. Search for an earlier attempt's message first if
        `is_late`: Discord may have forgotten the nonce by which it recognises a repeated notice."""
