"""The exit codes of every command; docs/operating.md explains them.

exit_reasons.py decides which code ends `teapot run`.
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """A failure of `teapot run` says whether a restart helps, because a service manager starts it.

    75 and 78 are EX_TEMPFAIL and EX_CONFIG of sysexits.h.
    """

    DONE = 0
    NOTHING = 1
    UNUSABLE = 2
    PASSING = 75
    LASTING = 78
    INTERRUPTED = 130
