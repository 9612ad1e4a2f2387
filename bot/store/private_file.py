"""Makes files that only their owner may read, because the database has people's answers."""

import os
from contextlib import suppress
from pathlib import Path

_OTHERS = 0o077


def make_private(path: Path) -> None:
    """Create a private file, or make an existing file private to its owner.

    The files that SQLite keeps beside the database get the same permissions.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        mode = path.stat().st_mode
        if path.is_file() and mode & _OTHERS:
            # If another user owns the file, that user must set its mode.
            with suppress(PermissionError):
                path.chmod(mode & ~_OTHERS)


def as_user() -> str:
    """Return the process's user for an error message: " (as user 1000)"; "" if there is no ID.

    A file that can't be opened often belongs to another user.
    """
    return f" (as user {os.getuid()})" if hasattr(os, "getuid") else ""
