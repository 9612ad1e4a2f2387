"""`teapot rebuild-scores`: derives the quiz's totals from the answers again."""

import argparse
import asyncio

from bot.config import Config
from bot.exit_codes import ExitCode
from bot.model.leaderboard import RebuildReport
from bot.services.quiz.counted_answers import rebuild_scores
from bot.store.database import open_database


def run_rebuild(_options: argparse.Namespace, config: Config) -> int:
    rebuilt = asyncio.run(_rebuild(config.existing_database()))
    found = f"{rebuilt.different} were wrong and are now fixed"
    print(
        f"{rebuilt.totals} totals rebuilt from {rebuilt.answers} answers:"
        f" {found if rebuilt.different else 'all were right'}."
    )
    return ExitCode.NOTHING if rebuilt.different else ExitCode.DONE


async def _rebuild(path: str) -> RebuildReport:
    database = await open_database(path)
    try:
        return await rebuild_scores(database)
    finally:
        await database.close()
