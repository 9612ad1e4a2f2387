"""`teapot check`: mistakes in the data and the texts, and differences from IANA's registry."""

import argparse
from pathlib import Path

from bot.config import Config, shipped
from bot.exit_codes import ExitCode
from bot.knowledge.registry import differences
from bot.knowledge.seed import complaints_about


def run_check(options: argparse.Namespace, _config: Config) -> int:
    folder = options.data or shipped("data")
    if complaints := complaints_about(folder):
        print(*complaints, sep="\n")
        return ExitCode.UNUSABLE
    print("All data and texts are in order.")
    return ExitCode.DONE if options.registry is None else _compare(folder, options.registry)


def _compare(folder: Path, registry: Path) -> int:
    if found := differences(folder, registry):
        print(*found, sep="\n")
        return ExitCode.NOTHING
    print("The data agrees with IANA's registry.")
    return ExitCode.DONE
