"""A practice question and the result of its answer, in private."""

from discord import ui
from discord.utils import escape_markdown

from bot.cards import custom_id
from bot.cards.layout import button, card, row
from bot.cards.question import answer_named, question_text, revealed_text
from bot.model.catalogue import Catalogue
from bot.model.quiz import Exercise, PracticeResult
from bot.texts import Voice


def exercise_card(
    exercise: Exercise,
    catalogue: Catalogue,
    voice: Voice,
) -> ui.LayoutView:
    question = exercise.question
    why = "repeat" if exercise.is_repeat else "fresh"
    hint = voice.say(f"quiz.practice.{why}", count=exercise.waiting)
    text = question_text(question, catalogue, voice)
    buttons = [
        button(
            option,
            custom_id.practice(str(question.subject), exercise.seed, exercise.check, choice),
        )
        for choice, option in enumerate(question.options)
    ]
    return card(ui.TextDisplay(f"-# {hint}\n{text}"), row(*buttons))


def practised_card(
    practised: PracticeResult,
    catalogue: Catalogue,
    voice: Voice,
) -> ui.LayoutView:
    """Return the card that says whether the answer is right, why, and when the question returns."""
    question = practised.question
    verdict = voice.say(
        f"quiz.practice.{'right' if practised.is_right else 'wrong'}",
        answer=escape_markdown(answer_named(question, catalogue)),
        chosen=escape_markdown(question.options[practised.choice]),
    )
    why = revealed_text(question, catalogue, voice)
    lines = [verdict, why]
    if practised.again_on is not None:
        date = str(practised.again_on)
        lines.append(f"-# {voice.say('quiz.practice.again', date=date)}")
    elif practised.was_repeat:
        lines.append(f"-# {voice.say('quiz.practice.learnt')}")
    following = button(voice.say("quiz.practice.next"), custom_id.PRACTISE_NEXT)
    return card(
        ui.TextDisplay(question_text(question, catalogue, voice)),
        # A separate text: Discord shows text directly below a quotation as part of the quotation.
        ui.TextDisplay("\n".join(filter(None, lines))),
        row(following),
        status_class=question.key.code // 100,
    )
