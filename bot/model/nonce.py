"""Nonces: Discord posts a message with a known nonce once, within "a few minutes"."""

import base64
import hashlib


def nonce(*parts: object) -> str:
    """Return 24 characters, of Discord's 25, which are equal only for equal parts.

    The parts must differ in a fresh or restored database, whose rows have the numbers of earlier
    ones: Discord would return the earlier message, and post nothing.
    """
    digest = hashlib.blake2s(repr(parts).encode(), digest_size=15).digest()
    return base64.b32encode(digest).decode().lower()
