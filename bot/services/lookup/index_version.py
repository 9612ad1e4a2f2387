"""The version of an index: a hash of the source code that builds it."""

import hashlib
from pathlib import Path

# The modules that decide what an index holds.
INDEX_MODULES = ("index.py", "initials.py", "synonyms.py", "words.py")


def index_version() -> str:
    """Return the version of an index that this source code builds.

    An index is stored with its version, and so an index that older source code has built isn't
    read. The version doesn't depend on the data.
    """
    digest = hashlib.sha256()
    for name in INDEX_MODULES:
        digest.update(Path(__file__).with_name(name).read_bytes())
    return digest.hexdigest()
