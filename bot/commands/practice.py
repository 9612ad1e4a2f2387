"""`/quiz practice`: one question after the other, in private."""

from bot.cards import custom_id
from bot.cards.practice import exercise_card, practised_card
from bot.commands.app import Interaction, app_of, voice_of
from bot.commands.dynamic_item import Item
from bot.commands.first_reply import reply
from bot.commands.guild import today_of


async def practice(interaction: Interaction) -> None:
    app = app_of(interaction)
    exercise = await app.practice.next(interaction.user.id, await today_of(interaction))
    view = exercise_card(exercise, app.lookup.catalogue, voice_of(interaction, private=True))
    await reply(interaction, view, private=True)


class PracticeButton(Item, template=custom_id.PRACTICE):
    """Answers an exercise. The result replaces the question in the same message."""

    async def handle(self, interaction: Interaction) -> None:
        app = app_of(interaction)
        practised = await app.practice.answer(
            interaction.user.id,
            await today_of(interaction),
            self.match["subject"],
            int(self.match["seed"]),
            self.match["check"],
            int(self.match["choice"]),
        )
        voice = voice_of(interaction, private=True)
        view = practised_card(practised, app.lookup.catalogue, voice)
        await interaction.response.edit_message(view=view)


class NextButton(Item, template=custom_id.PRACTISE_NEXT):
    async def handle(self, interaction: Interaction) -> None:
        await practice(interaction)
