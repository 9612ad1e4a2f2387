"""Stores a game's next question."""

import random
from datetime import datetime, timedelta

from bot.model.game import AskedQuestion, Game
from bot.services.quiz.next_subject import draw
from bot.services.quiz.questions import Questions
from bot.store import game as store
from bot.store import game_question, quiz
from bot.store.database import Connection


async def add_next(
    connection: Connection,
    game: Game,
    last: AskedQuestion | None,
    questions: Questions,
    chance: random.Random,
    now: datetime,
) -> AskedQuestion | None:
    """Store and return a game's next question; None if the game was told to end meanwhile.

    A channel goes through the subjects in numbered rounds. The store has, for each subject, the
    number of the round in which the channel was last asked about it. The next subject is drawn from
    the subjects with the lowest number. Subjects that the game has asked already are left out if
    others remain.
    """
    current = await store.running(connection, game.id)
    if current is None or current.ending is not None:
        return None
    subjects = questions.on(game.settings.topic, game.settings.level)
    chance.shuffle(subjects)  # the sort below keeps this order among equally hard ones
    pool = {str(each): each for each in sorted(subjects, key=questions.ease_order)}
    rounds = await store.rounds(connection, game.channel_id)
    here = await game_question.subjects(connection, game.id)
    behind = min(rounds.get(name, 0) for name in pool)
    names = [name for name in pool if rounds.get(name, 0) == behind]
    fresh = [pool[name] for name in names if name not in here]
    fresh = fresh or [pool[name] for name in names]
    number = last.number + 1 if last else 1
    before = last.question.subject if last else None
    subject = draw(fresh, number, game.settings.questions, before, questions, chance)
    question = questions.ask(subject, chance)
    topics = questions.topics(question.subject)
    question_id = await quiz.add_question(connection, game.guild_id, question, topics, now)
    await game_question.add(connection, game.id, number, question_id, deadline(now, game))
    # Games on narrower topics leave subjects out, so a subject's last round may be several rounds
    # old. Such a round is set to the newest round in one step. If it were only raised by one each
    # time, the subject would be asked again and again. If the subject already has the newest round,
    # its round is raised by one.
    newest = max(rounds.get(name, 0) for name in pool)
    await store.set_round(connection, game.channel_id, question, max(behind + 1, newest), now)
    asked = await game_question.last(connection, game.id)
    assert asked is not None, "the row was just added"
    await store.reschedule(connection, game.id, asked.closes_at)
    return asked


def deadline(now: datetime, game: Game) -> datetime:
    """Return when a question that is asked at `now` closes.

    Rounded up to a whole second: Discord shows whole seconds, and no question may close early.
    """
    return (now + timedelta(seconds=game.settings.seconds, microseconds=999_999)).replace(
        microsecond=0
    )
