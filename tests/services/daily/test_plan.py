"""What a server's due dates get, decided from facts alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.model import Key, Knowledge
from bot.model.daily import Daily, Due, Schedule, SentQuestion
from bot.services.daily.deck import shuffled
from bot.services.daily.plan import DayFacts, DayPlan, draft_claim, plan, podium_month
from bot.services.quiz.questions import Questions

TODAY = date(2026, 11, 24)  # a Tuesday
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
NINE = Daily(7, 2, 3, Schedule(time(9), "UTC"))


def due_on(day: date, hour: int = 9) -> Due:
    return Due(day, datetime.combine(day, time(hour), UTC))


DUE_AT = due_on(TODAY).due_at
FACTS = DayFacts(NINE, due_on(TODAY))


@pytest.fixture(scope="module")
def questions(knowledge: Knowledge) -> Questions:
    return Questions(knowledge)


class Planner:
    """`plan` with what Teapot knows."""

    def __init__(self, knowledge: Knowledge, questions: Questions) -> None:
        self.entries, self.questions = knowledge.entries, questions

    def __call__(self, facts: DayFacts, now: datetime) -> DayPlan:
        return plan(facts, now, self.entries, self.questions)


@pytest.fixture(scope="module")
def planned(knowledge: Knowledge, questions: Questions) -> Planner:
    return Planner(knowledge, questions)


def test_a_date_that_is_due_is_claimed_for_the_servers_channel(planned: Planner) -> None:
    decided = planned(FACTS, DUE_AT)
    draft = decided.draft
    assert draft is not None
    assert (draft.guild_id, draft.channel_id, draft.role_id) == (7, 2, 3)
    assert (draft.due, draft.timezone) == (due_on(TODAY), "UTC")
    assert decided.missed == ()
    assert decided.next == due_on(TODAY + DAY)


def test_nothing_is_decided_before_a_date_is_due(planned: Planner) -> None:
    assert planned(FACTS, DUE_AT - SECOND) == DayPlan((), None, None, due_on(TODAY))


@pytest.mark.parametrize(
    ("late", "is_posted"), [(timedelta(0), True), (6 * HOUR, True), (6 * HOUR + SECOND, False)]
)
def test_a_date_is_posted_up_to_six_hours_late_and_then_written_off(
    planned: Planner, late: timedelta, is_posted: bool
) -> None:
    decided = planned(FACTS, DUE_AT + late)
    assert (decided.draft is not None) == is_posted
    assert decided.missed == (() if is_posted else (due_on(TODAY),))
    assert decided.next == due_on(TODAY + DAY)


def test_dates_that_passed_while_teapot_was_down_are_written_off(planned: Planner) -> None:
    since = replace(FACTS, due=due_on(TODAY - 3 * DAY))
    decided = planned(since, DUE_AT + HOUR)
    assert decided.missed == tuple(due_on(TODAY - days * DAY) for days in (3, 2, 1))
    assert decided.draft is not None
    assert decided.draft.due == due_on(TODAY)


def test_a_weekend_is_not_missed_on_weekdays_only(planned: Planner) -> None:
    friday = TODAY - 4 * DAY
    weekdays = replace(NINE, schedule=Schedule(time(9), "UTC", weekdays_only=True))
    decided = planned(DayFacts(weekdays, due_on(friday)), DUE_AT)
    assert decided.missed == (due_on(friday), due_on(TODAY - DAY))
    friday_plan = planned(DayFacts(weekdays, due_on(friday)), due_on(friday).due_at)
    assert friday_plan.next == due_on(TODAY - DAY)


def test_a_date_in_the_ledger_is_neither_claimed_nor_written_off_again(planned: Planner) -> None:
    recorded = replace(FACTS, recorded={TODAY, TODAY + DAY})
    for now in (DUE_AT, DUE_AT + 7 * HOUR):
        assert planned(recorded, now) == DayPlan((), None, None, due_on(TODAY + 2 * DAY))


def test_a_second_date_that_is_due_waits_for_the_next_tick(planned: Planner) -> None:
    """The server has moved across the date line: the 25th was due at nine in Seoul, and the 24th is
    due half an hour later in the new zone."""
    west = replace(NINE, schedule=Schedule(time(12, 30), "Etc/GMT+12"))
    owed = Due(TODAY + DAY, datetime(2026, 11, 25, 0, 0, tzinfo=UTC))
    now = owed.due_at + HOUR
    first = planned(DayFacts(west, owed), now)
    assert first.draft is not None
    assert first.draft.due == owed
    assert first.next == Due(TODAY, datetime(2026, 11, 25, 0, 30, tzinfo=UTC))
    second = planned(DayFacts(west, first.next, {owed.local_date}), now)
    assert second.draft is not None
    assert second.draft.due == first.next


def test_the_first_code_that_the_deck_has_not_shown_is_next(
    planned: Planner, knowledge: Knowledge
) -> None:
    deck = shuffled(knowledge.entries, NINE.guild_id, 0)
    draft = planned(replace(FACTS, shown=deck[:5]), DUE_AT).draft
    assert draft is not None
    assert (draft.cycle, draft.key) == (0, deck[5])
    draft = planned(replace(FACTS, shown=deck), DUE_AT).draft
    assert draft is not None
    assert (draft.cycle, draft.key) == (1, shuffled(knowledge.entries, NINE.guild_id, 1)[0])


def test_april_the_first_is_418s_though_the_deck_has_shown_it(planned: Planner) -> None:
    april = due_on(date(2027, 4, 1))
    draft = planned(replace(FACTS, due=april, shown={Key(418)}), april.due_at).draft
    assert draft is not None
    assert draft.key == Key(418)


def test_the_question_before_is_closed_and_not_asked_about_again(
    planned: Planner,
) -> None:
    first = planned(FACTS, DUE_AT).draft
    assert first is not None
    yesterday = SentQuestion(TODAY - DAY, 11, first.question.key)
    decided = planned(replace(FACTS, sent_questions=[yesterday]), DUE_AT)
    assert decided.closes == 11
    assert decided.draft is not None
    assert decided.draft.question.key != first.question.key


def test_the_question_before_is_that_of_the_last_date_that_was_sent(planned: Planner) -> None:
    """After a change of zone, a later date may have been sent already. After a missed date, the
    question before is of a date after the first one that is decided."""
    sent = [
        SentQuestion(TODAY - days * DAY, number, Key(404))
        for number, days in enumerate((3, 1, 0, -1), 10)
    ]
    assert planned(replace(FACTS, sent_questions=sent), DUE_AT).closes == 11
    late = replace(FACTS, due=due_on(TODAY - 2 * DAY), recorded={TODAY - DAY}, sent_questions=sent)
    assert planned(late, DUE_AT).closes == 11


def test_no_question_is_closed_when_nothing_is_posted(planned: Planner) -> None:
    yesterday = SentQuestion(TODAY - DAY, 11, Key(404))
    assert planned(replace(FACTS, sent_questions=[yesterday]), DUE_AT + 7 * HOUR).closes is None


def test_a_preview_shows_what_will_be_posted(
    planned: Planner, knowledge: Knowledge, questions: Questions
) -> None:
    previewed = draft_claim(FACTS, due_on(TODAY), knowledge.entries, questions)
    assert previewed == planned(FACTS, DUE_AT + HOUR).draft


@pytest.mark.parametrize(
    ("day", "is_shown"), [(1, True), (2, True), (7, True), (8, False), (30, False)]
)
def test_the_podium_is_shown_in_the_first_week_of_a_month(day: int, is_shown: bool) -> None:
    last = SentQuestion(date(2026, 10, 20), 1, Key(404))
    shown = podium_month(date(2026, 11, day), last)
    assert shown == (date(2026, 10, 31) if is_shown else None)


def test_only_the_first_post_of_a_month_shows_the_podium() -> None:
    first = SentQuestion(date(2026, 11, 1), 1, Key(404))
    assert podium_month(date(2026, 11, 2), first) is None
    assert podium_month(date(2026, 11, 2), None) == date(2026, 10, 31)
