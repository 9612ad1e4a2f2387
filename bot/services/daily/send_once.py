"""How a claimed post is sent without being posted twice: the rule, and its times.

Every attempt at a post has the same nonce, and Discord posts a nonce once within "a few minutes".
While a claim is younger than NONCE_LIFETIME, an attempt may therefore simply be repeated. Later, a
message of an earlier attempt is searched for first. It is also searched for if the post is too late
to be sent, or if the server has chosen another channel since: the nonce is not trusted across
channels.
"""

from datetime import datetime, timedelta

from bot.model.daily import Claim
from bot.services.daily.schedule import in_time

# Less than Discord's "a few minutes".
NONCE_LIFETIME = timedelta(minutes=2)
# No other attempt begins while a claim is this young: the process that made it may still be waiting
# for the rate limit. Shorter than NONCE_LIFETIME, so that the next attempt need not search.
CLAIM_LEASE = timedelta(minutes=1)
# Discord's clock may be behind ours by this much: the search begins so long before the claim.
CLOCK_SKEW = timedelta(minutes=2)


def is_late(claim: Claim, now: datetime) -> bool:
    """Return whether the post must not be sent any more."""
    return not in_time(claim.due, claim.timezone, now)


def must_search(claim: Claim, now: datetime, *, is_moved: bool) -> bool:
    """Return whether an earlier attempt's message must be searched for before anything is sent."""
    return is_moved or is_late(claim, now) or now - claim.claimed_at > NONCE_LIFETIME


def is_first_attempt(claim: Claim, now: datetime) -> bool:
    """Return whether an attempt that fails now is the claim's first: if Discord refused it, the
    post was not sent. The attempt of a killed process may have been."""
    return claim.attempts == 0 and now - claim.claimed_at < CLAIM_LEASE


def search_start(claim: Claim) -> datetime:
    """Return the time from which messages are searched."""
    return claim.claimed_at - CLOCK_SKEW
