"""The exit codes of every command; docs/operating.md explains them.

exit_reasons.py decides which code ends `teapot run`.
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """The code of a failed `teapot run` tells a service manager whether a restart helps.

    75 and 78 are EX_TEMPFAIL and EX_CONFIG of sysexits.h.
    """

    DONE = 0
    NOTHING = 1
    UNUSABLE = 2
    PASSING = 75
    LASTING = 78
    INTERRUPTED = 130
