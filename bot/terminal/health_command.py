"""`teapot health`: whether the running bot is live and ready."""

import argparse
import time

from bot.config import Config
from bot.errors import StartError
from bot.exit_codes import ExitCode
from bot.health import faults, read_beat


def run_health(options: argparse.Namespace, config: Config) -> int:
    path = config.existing_database()
    try:
        beat = read_beat(path)
    except ValueError as error:
        raise StartError(f"The heartbeat of {path} can't be read: {error}.") from error
    if found := faults(beat, time.monotonic(), only_live=options.live):
        print("The bot is not well:", "; ".join(found) + ".")
        return ExitCode.NOTHING
    print("The bot is live." if options.live else "The bot is live and ready.")
    return ExitCode.DONE
