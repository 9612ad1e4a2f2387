"""The exit codes of every command, and the exit code after each error.

docs/operating.md explains the codes. exit_reasons.py tells which error ended `teapot run`.
"""

from enum import IntEnum

from bot.errors import InvalidFilesError, PassingError, StartError


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


def exit_code(error: Exception, command: str) -> ExitCode:
    """Return the exit code of a command that an error ended."""
    if command == "run" and isinstance(error, StartError | InvalidFilesError):
        return ExitCode.PASSING if isinstance(error, PassingError) else ExitCode.LASTING
    return ExitCode.UNUSABLE
