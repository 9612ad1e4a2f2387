"""`teapot rebuild-scores`: derives the quiz's totals from the answers again."""

import argparse
import asyncio
from pathlib import Path

from bot.config import DEFAULT_DATABASE, Config
from bot.errors import StartError
from bot.exit_codes import ExitCode
from bot.model.leaderboard import RebuildReport
from bot.services.quiz.scores import Scores
from bot.store.database import open_database


def run_rebuild(_options: argparse.Namespace, config: Config) -> int:
    path = config.database or DEFAULT_DATABASE
    if not Path(path).is_file():
        raise StartError(f"There is no database {path}. Set TEAPOT_DATABASE to the bot's database.")
    rebuilt = asyncio.run(_rebuild(path))
    found = f"{rebuilt.different} were wrong and are now fixed"
    print(
        f"{rebuilt.totals} totals rebuilt from {rebuilt.answers} answers:"
        f" {found if rebuilt.different else 'all were right'}."
    )
    return ExitCode.NOTHING if rebuilt.different else ExitCode.DONE


async def _rebuild(path: str) -> RebuildReport:
    database = await open_database(path)
    try:
        return await Scores(database).rebuild()
    finally:
        await database.close()
