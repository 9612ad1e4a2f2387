"""Names are kept for minutes, in memory, each in its own server."""

from datetime import timedelta

from bot.services.known_names import NAME_LIFETIME, KnownNames
from tests.conftest import NOW

SECOND = timedelta(seconds=1)


def test_a_name_is_known_in_its_own_server_only() -> None:
    names = KnownNames()
    names.note(1, 7, "grace", NOW)
    assert names.of(1, [7, 8], NOW) == {7: "grace"}
    assert names.of(2, [7], NOW) == {}


def test_the_newest_name_is_known_also_that_a_person_has_left() -> None:
    names = KnownNames()
    names.note(1, 7, "grace", NOW)
    names.note(1, 7, None, NOW)
    assert names.of(1, [7], NOW) == {7: None}


def test_a_name_is_forgotten_after_its_time() -> None:
    names = KnownNames()
    names.note(1, 7, "grace", NOW)
    names.note(1, 8, "ada", NOW + SECOND)
    assert names.of(1, [7], NOW + NAME_LIFETIME - SECOND) == {7: "grace"}
    assert names.of(1, [7, 8], NOW + NAME_LIFETIME) == {8: "ada"}
    names.forget_old(NOW + NAME_LIFETIME)
    assert len(names._names) == 1


def test_a_clock_that_is_set_back_keeps_no_name_for_longer() -> None:
    names = KnownNames()
    names.note(1, 7, "grace", NOW)
    assert names.of(1, [7], NOW - SECOND) == {}
    names.forget_old(NOW - SECOND)
    assert not names._names


def test_more_names_than_there_is_room_for_forget_the_oldest() -> None:
    names = KnownNames(max_names=2)
    for user_id in (7, 8, 7, 9):
        names.note(1, user_id, str(user_id), NOW)
    assert names.of(1, [7, 8, 9], NOW) == {7: "7", 9: "9"}


def test_a_server_that_removes_teapot_is_forgotten() -> None:
    names = KnownNames()
    for guild_id in (1, 2):
        names.note(guild_id, 7, "grace", NOW)
    names.forget_server(1)
    assert names.of(1, [7], NOW) == {}
    assert names.of(2, [7], NOW) == {7: "grace"}


def test_a_person_whose_data_are_deleted_is_forgotten() -> None:
    names = KnownNames()
    for guild_id in (1, 2):
        for user_id in (7, 8):
            names.note(guild_id, user_id, str(user_id), NOW)
    names.forget_person(7)
    for guild_id in (1, 2):
        assert names.of(guild_id, [7, 8], NOW) == {8: "8"}
