"""A person's data in every server."""

from bot.model.privacy import KeptOfPerson, ReadableRows
from bot.services.language import Languages
from bot.services.privacy.readable import readable
from bot.services.quiz.games import Games
from bot.store import erasure
from bot.store.data_owners import PRIVACY_CHOICES
from bot.store.database import Database


class People:
    """Exports and erases people."""

    def __init__(self, database: Database, languages: Languages, games: Games) -> None:
        self._database = database
        self._languages = languages
        self._games = games

    async def kept(self, user_id: int) -> KeptOfPerson:
        counts = await erasure.count_user(self._database.reader, user_id)
        return KeptOfPerson(
            sum(counts.values()),
            counts["answer"],
            is_hidden=counts["hidden_everywhere"] > 0,
            is_unrecorded=counts["unrecorded"] > 0,
            has_choices=any(counts[table] for table in PRIVACY_CHOICES),
        )

    async def export(self, user_id: int) -> ReadableRows:
        """Return every row that names the person, by table."""
        return readable(await erasure.export_user(self._database.reader, user_id))

    async def erase(self, user_id: int, *, keeps_choices: bool = False) -> int:
        """Erase the person everywhere, and return the number of erased rows.

        With `keeps_choices` they stay hidden and unrecorded, if they are.
        """
        keep = PRIVACY_CHOICES if keeps_choices else frozenset[str]()
        async with self._database.transaction() as connection:
            erased = await erasure.erase_user(connection, user_id, keep)
        self._languages.forget("user", user_id)
        self._games.forget(user_id)
        return erased
