"""Tests of a group share a server or a browser, which only one process may start."""

import pytest


@pytest.mark.xdist_group("one process")
def test_the_tests_of_a_group_run_in_one_process(request: pytest.FixtureRequest) -> None:
    if not getattr(request.config.option, "loadgroup", False):
        pytest.skip("all tests run in one process, without -n and --dist loadgroup")
    # pytest-xdist distributes tests by their node's id.
    assert request.node.nodeid.endswith("@one process")
