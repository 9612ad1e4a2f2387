"""Simulated histories: the real client, services, store and file on virtual time."""

from pathlib import Path

import pytest

from tests.examples import examples
from tests.once import _Shared
from tests.simulation.broken import BROKEN, Break
from tests.simulation.faults import Fault
from tests.simulation.histories import short
from tests.simulation.history import DAY, HOUR, Action, History
from tests.simulation.run import Runner

# A broken copy of the code must be found within these seeds.
FEW_SEEDS = 60


@pytest.fixture
def run(seeded: Path, tmp_path: Path) -> Runner:
    return Runner(seeded, tmp_path)


def daily(at: str = "09:00", timezone: str = "Asia/Seoul") -> Action:
    return Action(60.0, "set_daily", 0, (1, at, timezone))


@pytest.mark.slow
def test_a_day_has_one_post(run: Runner) -> None:
    world = run.run(History(seed=1, seconds=2 * DAY, actions=(daily(),)))

    (post,) = world.discord.messages.values()
    assert post.at == pytest.approx(DAY, abs=2)
    assert post.nonce is not None
    assert world.errors == []


@pytest.mark.slow
def test_a_history_runs_the_same_way_twice(run: Runner) -> None:
    first, second = run.run(short(7)), run.run(short(7))

    assert len(first.discord.messages) > 10
    assert first.lives > 2
    assert first.digest() == second.digest()
    assert first.digest() != run.run(short(8)).digest()


def test_the_first_history_of_a_process_runs_as_later_ones_do(
    run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found by seed 593: it broke a promise after others, and none alone."""
    for name in ("knowledge", "lookup", "questions"):
        monkeypatch.setattr(_Shared, name, None)
    history = History(seed=1, seconds=600.0, actions=(daily(),), jitter=0.5)

    assert run.run(history).digest() == run.run(history).digest()


def game(at: float = 300.0, questions: int = 3) -> Action:
    return Action(at, "play", 0, (1, 3, questions, 20, "all"))


@pytest.mark.parametrize("trouble", ["outage", "leave"])
def test_the_card_of_a_lost_game_is_closed_later(run: Runner, trouble: str) -> None:
    """Found by seeds 1, 7 and 10: it stayed open for ever."""
    values = (400,) if trouble == "outage" else ()
    actions = (game(), Action(306.0, trouble, 0, values), Action(900.0, "join"))

    assert run.broken_promise(History(seed=1, seconds=2 * HOUR, actions=actions)) is None


def test_the_card_of_a_lost_game_is_closed_soon_after_a_long_outage(run: Runner) -> None:
    """Found by seed 195: after twenty minutes, the next attempt was a quarter of an hour away."""
    actions = (game(2000.0), Action(2006.0, "outage", 0, (1200,)))

    assert run.broken_promise(History(seed=1, seconds=3 * HOUR, actions=actions)) is None


@pytest.mark.parametrize("seconds", [25.0, 90.0])
def test_a_card_that_arrives_late_is_the_only_one(run: Runner, seconds: float) -> None:
    """Found by the sweep: the game was stopped meanwhile, and showed the answer in a second one."""
    actions = (game(), Action(310.0, "stop_game", 0, (1, 1)))
    late = Fault("discord POST message quiz", 1, "late", seconds)

    history = History(seed=1, seconds=2 * HOUR, actions=actions, faults=(late,))
    assert run.broken_promise(history) is None


def test_a_card_that_arrives_after_a_kill_is_the_only_one(run: Runner) -> None:
    actions = (game(), Action(308.0, "stop_game", 0, (1, 1)), Action(309.0, "kill", 0, (2,)))
    late = Fault("discord POST message quiz", 1, "late", 90.0)

    history = History(seed=1, seconds=2 * HOUR, actions=actions, faults=(late,))
    assert run.broken_promise(history) is None


def test_a_card_that_arrives_after_its_game_was_lost_is_closed(run: Runner) -> None:
    late = Fault("discord POST message quiz", 1, "late", 400.0)
    history = History(seed=1, seconds=2 * HOUR, actions=(game(),), faults=(late,))

    assert run.broken_promise(history) is None


def test_a_game_is_played_though_its_start_was_given_up(run: Runner) -> None:
    """Found by the sweep: the database took longer than a command may, and no game began."""
    late = Fault("sqlite commit", 3, "late", 30.0)
    history = History(seed=1, seconds=2 * HOUR, actions=(game(),), faults=(late,))

    assert run.broken_promise(history) is None


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1])
def test_a_history_of_faults_breaks_no_promise(run: Runner, seed: int) -> None:
    assert run.broken_promise(short(seed)) is None


@pytest.mark.slow
@pytest.mark.parametrize("first", [2, 12])
def test_more_histories_of_faults_break_no_promise(run: Runner, first: int) -> None:
    found = {seed: run.broken_promise(short(seed)) for seed in range(first, first + examples(10))}

    assert not any(found.values()), found


@pytest.mark.slow
@pytest.mark.nightly
@pytest.mark.parametrize(
    ("breaks", "seed"), BROKEN.items(), ids=lambda each: getattr(each, "__name__", "")
)
def test_a_broken_copy_of_the_code_is_found(run: Runner, breaks: Break, seed: int) -> None:
    """A change of the code or of the histories may ask for another seed: try the first forty."""
    with pytest.MonkeyPatch.context() as patch:
        breaks(patch)
        assert any(run.broken_promise(short(each)) for each in (seed, *range(40)))
