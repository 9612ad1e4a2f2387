"""The messages of a live game, from its start to the podium."""

import discord
from discord import ui
from discord.utils import escape_markdown, format_dt

from bot.cards import custom_id
from bot.cards.layout import button, card, plain_message, rank_text, row
from bot.cards.question import answer_named, question_text, revealed_text
from bot.model.catalogue import Catalogue
from bot.model.game import AskedQuestion, Game, Outcome, Place, Podium, RecordedAnswer
from bot.model.quiz import Question
from bot.model.quiz_rules import FULL_SCORE_PLAYERS, SOLO_ANSWERS_A_DAY, SPEED_BONUS_SHARE
from bot.texts import Voice

MAX_NAMED = 10  # people named in a message; the rest are counted


def started_line(game: Game, voice: Voice) -> ui.LayoutView:
    return plain_message(
        voice.say(
            "quiz.started",
            who=f"<@{game.started_by}>",
            topic=topic_text(game, voice),
            questions=game.settings.questions,
            seconds=game.settings.seconds,
            bonus=round(SPEED_BONUS_SHARE * 100),
        )
    )


def question_card(
    game: Game,
    asked: AskedQuestion,
    catalogue: Catalogue,
    voice: Voice,
) -> ui.LayoutView:
    """Return an open question with its answer buttons."""
    text = question_text(asked.question, catalogue, voice)
    closes = voice.say("quiz.closes", relative=format_dt(asked.closes_at, "R"))
    buttons = [
        button(option, custom_id.game(asked.question_id, choice))
        for choice, option in enumerate(asked.question.options)
    ]
    return card(
        ui.TextDisplay(f"{_heading(game, asked, voice)}\n{text}"),
        row(*buttons),
        ui.TextDisplay(f"-# {closes}"),
    )


def revealed_card(
    game: Game,
    asked: AskedQuestion,
    outcome: Outcome,
    catalogue: Catalogue,
    voice: Voice,
) -> ui.LayoutView:
    """Return a closed question with its answer, the reason, and the people who answered right.

    The card's buttons are disabled.
    """
    question = asked.question
    text = question_text(question, catalogue, voice)
    answer = voice.say("quiz.answer", answer=escape_markdown(answer_named(question, catalogue)))
    why = revealed_text(question, catalogue, voice)
    who = _who_had_it(outcome, question.worth, voice)
    said = "\n".join(filter(None, (answer, why, f"-# {who}")))
    return card(
        ui.TextDisplay(f"{_heading(game, asked, voice)}\n{text}"),
        row(*_disabled_options(question, asked.question_id)),
        ui.TextDisplay(said),
        status_class=question.key.code // 100,
    )


def podium_card(game: Game, podium: Podium, voice: Voice) -> ui.LayoutView:
    topic = topic_text(game, voice)
    lines = [f"## {voice.say('quiz.podium.title', topic=topic)}"]
    lines += [_place(place, voice) for place in podium.places[:MAX_NAMED]]
    if rest := podium.players - len(podium.places[:MAX_NAMED]):
        lines.append(voice.say("quiz.podium.more", rest=rest))
    if not podium.players and podium.ending != "quiet":  # "quiet" says that nobody answered
        lines.append(voice.say("quiz.podium.unanswered"))
    # "lost" has no text. A lost game gets no podium, because Teapot can't post in its channel.
    lines.append(f"-# {voice.say(f'quiz.podium.{podium.ending}', count=podium.asked)}")
    if podium.players and not podium.counts_in_full:
        # `counted_alone` is how many of the only player's points the leaderboard counts. The line
        # with `counted_alone` is shown only if the podium names that player and the player has
        # points. A hidden player's points stay secret.
        if podium.places and podium.places[0].points:
            lines.append(voice.say("quiz.podium.counted", points=podium.counted_alone))
        alone = voice.say("quiz.podium.alone", limit=SOLO_ANSWERS_A_DAY, players=FULL_SCORE_PLAYERS)
        lines.append(f"-# {alone}")
    return card(ui.TextDisplay("\n".join(lines)), part_id=podium_id(game))


def podium_id(game: Game) -> int:
    """Return the id of the podium's container.

    The id identifies the podium's message, because the podium has no button with a custom_id. The
    parts of other messages are numbered from 1, so no other part has an id of 2**30 or more.
    """
    return 2**30 + game.id % 2**30


def recorded_text(recorded: RecordedAnswer, voice: Voice) -> str:
    """Return the reply to an answer.

    The reply doesn't say whether the answer is right, because other people may still be answering.
    """
    key = "quiz.taken" if recorded.is_new else "quiz.again"
    key = key if recorded.is_recorded else "quiz.not_recorded"
    return voice.say(key, choice=escape_markdown(recorded.question.options[recorded.choice]))


def topic_text(game: Game, voice: Voice) -> str:
    topic = voice.say(f"quiz.topic.{game.settings.topic}")
    if game.settings.level is None:
        return topic
    return f"{topic} · {voice.say(f'quiz.level.{game.settings.level}')}"


def _heading(game: Game, asked: AskedQuestion, voice: Voice) -> str:
    said = voice.say(
        "quiz.question",
        number=asked.number,
        questions=game.settings.questions,
        points=asked.question.worth,
    )
    return f"### {said}"


def _who_had_it(outcome: Outcome, worth: int, voice: Voice) -> str:
    if not outcome.answered:
        return voice.say("quiz.unanswered")
    right = len(outcome.right) + outcome.hidden
    if not right:
        return voice.say("quiz.none_right", count=outcome.answered)
    named = outcome.right[:MAX_NAMED]
    if not named:
        return voice.say("quiz.unnamed", right=right, answered=outcome.answered)
    fast = "had_fast" if outcome.answered >= FULL_SCORE_PLAYERS else "had_alone"
    people = ", ".join(_had_it(user_id, points, worth, fast, voice) for user_id, points in named)
    if rest := right - len(named):
        people = voice.say("quiz.more", people=people, rest=rest)
    return voice.say("quiz.had_it", right=right, answered=outcome.answered, people=people)


def _had_it(user_id: int, points: int, worth: int, fast: str, voice: Voice) -> str:
    """Return a person's points, and how many of them are for speed, if any.

    `fast` is the key of the text for a bonus: "had_fast", or "had_alone", which adds that the bonus
    counts only if others play.
    """
    bonus = points - worth
    key = f"quiz.{fast}" if bonus > 0 else "quiz.had"
    return voice.say(key, who=f"<@{user_id}>", points=points, worth=worth, bonus=bonus)


def _place(place: Place, voice: Voice) -> str:
    return voice.say(
        "quiz.podium.place",
        place=rank_text(place.rank, place.points),
        who=f"<@{place.user_id}>",
        points=place.points,
        right=place.right,
        answered=place.answered,
    )


def _disabled_options(question: Question, question_id: int) -> list[ui.Button[ui.LayoutView]]:
    """Return the options as disabled buttons, the right one in green."""
    buttons = []
    for choice, option in enumerate(question.options):
        each = button(option, custom_id.game(question_id, choice))
        each.disabled = True
        if choice == question.right:
            each.style = discord.ButtonStyle.success
        buttons.append(each)
    return buttons
