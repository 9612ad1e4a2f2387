"""What a channel sees of a live game, from the question to the podium."""

from collections.abc import Mapping

import discord
from discord import ui
from discord.utils import escape_markdown, format_dt

from bot.cards import custom_id
from bot.cards.layout import button, card, line, medal, row
from bot.cards.question import answer_named, question_text, revealed_text
from bot.model import Entry, Key, Language, Scenario
from bot.model.game import AskedQuestion, Game, Outcome, Place, Podium, RecordedAnswer
from bot.model.points import FULL_SCORE_PLAYERS, SOLO_ANSWERS_A_DAY
from bot.model.quiz import Question
from bot.texts import Texts

# Named in a message; the rest is counted.
NAMED = 10


def started_line(game: Game, texts: Texts, language: Language) -> ui.LayoutView:
    return line(
        texts.say(
            language,
            "quiz.started",
            who=f"<@{game.started_by}>",
            topic=topic_text(game, texts, language),
            questions=game.questions,
            seconds=game.seconds,
        )
    )


def question_card(
    game: Game,
    asked: AskedQuestion,
    entries: Mapping[Key, Entry],
    scenarios: Mapping[str, Scenario],
    texts: Texts,
    language: Language,
) -> ui.LayoutView:
    """Takes answers until it closes."""
    text = question_text(asked.question, entries, scenarios, texts, language)
    closes = texts.say(language, "quiz.closes", relative=format_dt(asked.closes_at, "R"))
    buttons = [
        button(option, custom_id.game(asked.question_id, choice))
        for choice, option in enumerate(asked.question.options)
    ]
    return card(
        ui.TextDisplay(f"{_heading(game, asked, texts, language)}\n{text}"),
        row(*buttons),
        ui.TextDisplay(f"-# {closes}"),
    )


def revealed_card(
    game: Game,
    asked: AskedQuestion,
    outcome: Outcome,
    entries: Mapping[Key, Entry],
    scenarios: Mapping[str, Scenario],
    texts: Texts,
    language: Language,
) -> ui.LayoutView:
    """The right answer, why, and who had it; the buttons are dead."""
    question = asked.question
    text = question_text(question, entries, scenarios, texts, language)
    answer = texts.say(
        language, "quiz.answer", answer=escape_markdown(answer_named(question, entries))
    )
    why = revealed_text(question, entries, scenarios, texts, language)
    said = "\n".join(filter(None, (answer, why, f"-# {_who_had_it(outcome, texts, language)}")))
    return card(
        ui.TextDisplay(f"{_heading(game, asked, texts, language)}\n{text}"),
        row(*_dead(question, asked.question_id)),
        ui.TextDisplay(said),
        status_class=question.key.code // 100,
    )


def podium_card(game: Game, podium: Podium, texts: Texts, language: Language) -> ui.LayoutView:
    topic = topic_text(game, texts, language)
    lines = [f"## {texts.say(language, 'quiz.podium.title', topic=topic)}"]
    lines += [_place(place, texts, language) for place in podium.places[:NAMED]]
    if rest := podium.players - len(podium.places[:NAMED]):
        lines.append(texts.say(language, "quiz.podium.more", count=rest))
    if not podium.players:
        lines.append(texts.say(language, "quiz.podium.nobody"))
    # "lost" is told to nobody: there is no channel to tell it in.
    lines.append(f"-# {texts.say(language, f'quiz.podium.{podium.ending}', asked=podium.asked)}")
    if podium.players and not podium.counts_in_full:
        alone = texts.say(
            language, "quiz.podium.alone", limit=SOLO_ANSWERS_A_DAY, players=FULL_SCORE_PLAYERS
        )
        lines.append(f"-# {alone}")
    return card(ui.TextDisplay("\n".join(lines)))


def recorded_text(recorded: RecordedAnswer, texts: Texts, language: Language) -> str:
    """To the one who pressed, while the others still think: not whether it is right."""
    key = "quiz.taken" if recorded.is_new else "quiz.again"
    return texts.say(
        language, key, choice=escape_markdown(recorded.question.options[recorded.choice])
    )


def topic_text(game: Game, texts: Texts, language: Language) -> str:
    topic = texts.say(language, f"quiz.topic.{game.topic}")
    if game.level is None:
        return topic
    return f"{topic} · {texts.say(language, f'quiz.level.{game.level}')}"


def _heading(game: Game, asked: AskedQuestion, texts: Texts, language: Language) -> str:
    said = texts.say(
        language,
        "quiz.question",
        number=asked.number,
        questions=game.questions,
        points=asked.question.worth,
    )
    return f"### {said}"


def _who_had_it(outcome: Outcome, texts: Texts, language: Language) -> str:
    if not outcome.answered:
        return texts.say(language, "quiz.nobody")
    right = len(outcome.right) + outcome.hidden
    if not right:
        return texts.say(language, "quiz.nobody_right", answered=outcome.answered)
    named = outcome.right[:NAMED]
    if not named:
        return texts.say(language, "quiz.unnamed", right=right, answered=outcome.answered)
    people = ", ".join(f"<@{user_id}> +{points}" for user_id, points in named)
    if rest := right - len(named):
        people = texts.say(language, "quiz.more", people=people, count=rest)
    return texts.say(language, "quiz.had_it", right=right, answered=outcome.answered, people=people)


def _place(place: Place, texts: Texts, language: Language) -> str:
    return texts.say(
        language,
        "quiz.podium.place",
        place=medal(place.rank, place.points),
        who=f"<@{place.user_id}>",
        points=place.points,
        right=place.right,
        answered=place.answered,
    )


def _dead(question: Question, question_id: int) -> list[ui.Button[ui.LayoutView]]:
    """The options, the right one green."""
    buttons = []
    for choice, option in enumerate(question.options):
        each = button(option, custom_id.game(question_id, choice))
        each.disabled = True
        if choice == question.right:
            each.style = discord.ButtonStyle.success
        buttons.append(each)
    return buttons
