"""Makes nonces. Within "a few minutes", Discord posts only one message with the same nonce."""

import base64
import hashlib


def nonce(*parts: object) -> str:
    """Return a nonce of 24 characters. Two nonces are equal only if their parts are equal.

    Discord allows 25 characters.

    A row's number is not enough as a part: a fresh or restored database uses earlier numbers again,
    and for an equal nonce Discord returns the earlier message and posts nothing.
    """
    digest = hashlib.blake2s(repr(parts).encode(), digest_size=15).digest()
    return base64.b32encode(digest).decode().lower()
