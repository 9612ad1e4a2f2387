"""Declares what each column of the database holds, and so which person or server owns a row.

Export and erasure find each row by this declaration. A test compares it with the schema, so a new
table or column must be declared here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

Scope = Literal["person", "server"]


class Kind(Enum):
    PERSON = "a person; the row is about them"
    NAMED = "a person, in a row that is not about them; NO_PERSON once they are erased"
    SERVER = "a server; the row belongs to it"
    CHANNEL = "a channel"
    ROLE = "a role"
    MESSAGE = "a message"
    KEY = "a row of another table, or this row"
    FACT = "anything else: no ID of Discord"


DISCORD_IDS = frozenset(Kind) - {Kind.KEY, Kind.FACT}
NO_PERSON = 0
# The kinds of the columns that hold an owner's ID.
OWNERS: Mapping[Scope, tuple[Kind, ...]] = {
    "person": (Kind.PERSON, Kind.NAMED),
    "server": (Kind.SERVER,),
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table with rows of people or servers.

    `key` are the columns of the primary key, as SQL lists them. `server_rows` is the condition for
    a server's rows in a table without a column for the server. `shown` are expressions that an
    export shows in place of a column, or beside the columns.
    """

    name: str
    key: str
    columns: Mapping[str, Kind]
    server_rows: str | None = None
    shown: Mapping[str, str] = field(default_factory=dict)

    def named(self, *kinds: Kind) -> list[str]:
        return [name for name, kind in self.columns.items() if kind in kinds]

    def rows_of(self, scope: Scope) -> str | None:
        """Return the SQL condition for the rows of owner `:id`; None if rows have no such owner."""
        if scope == "server" and self.server_rows is not None:
            return self.server_rows
        return any_is_id(self.named(*OWNERS[scope]))


def any_is_id(columns: Iterable[str]) -> str | None:
    return " OR ".join(f"{column} = :id" for column in columns) or None


def _facts(names: str) -> dict[str, Kind]:
    return dict.fromkeys(names.split(), Kind.FACT)


_OF_ITS_GAMES = "(SELECT {column} FROM game WHERE guild_id = :id)"

# True for an answer to a game's open question: an export must not tell whether the answer is right.
_IS_OPEN = (
    "EXISTS (SELECT 1 FROM game_question JOIN question ON question.id = question_id"
    " WHERE question_id = answer.question_id AND closed_at IS NULL)"
)
# True for a subject that a game's open question asks about.
_IS_BEING_ASKED = (
    "EXISTS (SELECT 1 FROM game JOIN game_question ON game_id = game.id"
    " JOIN question ON question.id = question_id WHERE game.channel_id = asked.channel_id"
    " AND question.subject = asked.subject AND closed_at IS NULL)"
)
_OF_ITS_QUESTION = "(SELECT {value} FROM question WHERE question.id = answer.question_id)"

# The tables are in the order of erasure. A table comes before each table that its rows refer to.
# `daily` is first, so that no post is sent while a server is erased.
OWNED = (
    Table(
        "daily",
        "guild_id",
        {
            "guild_id": Kind.SERVER,
            "channel_id": Kind.CHANNEL,
            "role_id": Kind.ROLE,
            **_facts("time timezone weekdays_only paused next_date next_due_at untold_since"),
        },
    ),
    Table(
        "answer",
        "question_id, user_id",
        {
            "question_id": Kind.KEY,
            "user_id": Kind.PERSON,
            "guild_id": Kind.SERVER,
            **_facts("local_date choice is_right points bonus answered_at"),
        },
        shown={
            **{name: f"iif({_IS_OPEN}, NULL, {name})" for name in ("is_right", "points", "bonus")},
            # The subject may name the right option, which is secret while the question is open.
            "subject": _OF_ITS_QUESTION.format(value="iif(closed_at IS NULL, NULL, subject)"),
            "chosen": _OF_ITS_QUESTION.format(value="document -> '$.options' ->> choice"),
        },
    ),
    Table(
        "score_count",
        "guild_id, period, topic, points",
        {"guild_id": Kind.SERVER, **_facts("period topic points people")},
    ),
    Table(
        "score",
        "guild_id, period, topic, user_id",
        {
            "guild_id": Kind.SERVER,
            **_facts("period topic"),
            "user_id": Kind.PERSON,
            **_facts("points answered right"),
        },
    ),
    Table(
        "practice", "user_id, subject", {"user_id": Kind.PERSON, **_facts("subject step due_on")}
    ),
    Table("hidden", "guild_id, user_id", {"guild_id": Kind.SERVER, "user_id": Kind.PERSON}),
    Table(
        "daily_post",
        "guild_id, local_date",
        {
            "guild_id": Kind.SERVER,
            **_facts("local_date state reason timezone due_at"),
            "channel_id": Kind.CHANNEL,
            "role_id": Kind.ROLE,
            **_facts("cycle code vendor"),
            "question_id": Kind.KEY,
            **_facts("claimed_at attempts retry_at"),
            "message_id": Kind.MESSAGE,
        },
    ),
    Table(
        "game_question",
        "game_id, number",
        {
            "game_id": Kind.KEY,
            "number": Kind.FACT,
            "question_id": Kind.KEY,
            "closes_at": Kind.FACT,
            "message_id": Kind.MESSAGE,
            "is_revealed": Kind.FACT,
        },
        server_rows=f"game_id IN {_OF_ITS_GAMES.format(column='id')}",
    ),
    Table(
        "asked",
        "channel_id, subject",
        {"channel_id": Kind.CHANNEL, **_facts("subject round asked_at")},
        server_rows=f"channel_id IN {_OF_ITS_GAMES.format(column='channel_id')}",
        shown={"subject": f"iif({_IS_BEING_ASKED}, NULL, subject)"},
    ),
    Table(
        "game",
        "id",
        {
            "id": Kind.KEY,
            "guild_id": Kind.SERVER,
            "channel_id": Kind.CHANNEL,
            "started_by": Kind.NAMED,
            **_facts("topic level questions seconds timezone started_at due_at ending"),
            **_facts("players erased_players settled"),
        },
    ),
    Table(
        "question",
        "id",
        {
            "id": Kind.KEY,
            "guild_id": Kind.SERVER,
            **_facts("document subject topics asked_at closed_at erased erased_right"),
        },
        # An export must not tell the answer to a question that is open.
        shown={
            name: f"iif(closed_at IS NULL, NULL, {name})"
            for name in ("document", "subject", "topics")
        },
    ),
    Table(
        "dealt",
        "guild_id, cycle, code, vendor",
        {"guild_id": Kind.SERVER, **_facts("cycle code vendor")},
    ),
    Table("departure", "guild_id", {"guild_id": Kind.SERVER, "left_at": Kind.FACT}),
    Table("hidden_everywhere", "user_id", {"user_id": Kind.PERSON}),
    Table("unrecorded", "user_id", {"user_id": Kind.PERSON}),
    Table("user_setting", "user_id", {"user_id": Kind.PERSON, "language": Kind.FACT}),
    Table("guild_setting", "guild_id", {"guild_id": Kind.SERVER, "language": Kind.FACT}),
    Table("server_zone", "guild_id", {"guild_id": Kind.SERVER, "timezone": Kind.FACT}),
)
# The tables that an erasure leaves alone if the person wants to keep their privacy choices.
PRIVACY_CHOICES = frozenset({"hidden", "hidden_everywhere", "unrecorded"})


def kept_by(*, keeps_choices: bool) -> frozenset[str]:
    """Return the tables that an erasure of a person leaves alone."""
    return PRIVACY_CHOICES if keeps_choices else frozenset()


# The tables whose rows have no owner: data that ships with Teapot, Teapot's own state, and hashes
# that name no person or server.
UNOWNED = frozenset(
    """
    entry synonym search_index state scenario zone_names detail
    posted_date erased_owner erased_answer
    """.split()
)
