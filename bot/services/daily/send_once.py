"""Keeps a daily post from being sent twice: the rule, and its time limits.

Before a process sends the post of a date, it claims the date in the database.

Every attempt at a post has the same nonce. Discord posts only one message with the same nonce
within "a few minutes". So an attempt is simply repeated while the claim is younger than
NONCE_LIFETIME.

An attempt first searches for a message of an earlier attempt in three cases: the claim is older
than NONCE_LIFETIME, the post is too late to be sent, or the server has chosen another channel
since. The nonce is not trusted across channels. If the search finds a message, the post counts as
sent. If not, the attempt sends the post, unless the post is too late.
"""

from datetime import datetime, timedelta

from bot.model.daily import Claim
from bot.services.daily.schedule import in_time

# Less than Discord's "a few minutes".
NONCE_LIFETIME = timedelta(minutes=2)
# The next attempt begins only after this time, because the claim's process may still be waiting for
# the rate limit. The lease is shorter than NONCE_LIFETIME, so the next attempt need not search.
CLAIM_LEASE = timedelta(minutes=1)
# Discord's clock may be behind ours by this much: the search begins this long before the claim.
CLOCK_SKEW = timedelta(minutes=2)


def is_late(claim: Claim, now: datetime) -> bool:
    """Return whether the post must not be sent any more."""
    return not in_time(claim.due, claim.timezone, now)


def must_search(claim: Claim, now: datetime, *, is_moved: bool) -> bool:
    """Return whether an attempt begins with a search for an earlier attempt's message."""
    return is_moved or is_late(claim, now) or now - claim.claimed_at > NONCE_LIFETIME


def is_first_attempt(claim: Claim, now: datetime) -> bool:
    """Return whether an attempt that fails now is the claim's first.

    The post is certainly unsent if Discord refuses the first attempt. If Discord refuses a later
    attempt, an earlier attempt may have sent the post before its process was killed.
    """
    return claim.attempts == 0 and now - claim.claimed_at < CLAIM_LEASE


def search_start(claim: Claim) -> datetime:
    """Return the time from which messages are searched."""
    return claim.claimed_at - CLOCK_SKEW
