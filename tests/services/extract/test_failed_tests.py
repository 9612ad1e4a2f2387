"""What test tools print of two values: statuses, or other values, as the assertion says."""

import pytest

from bot.services.extract import find_codes


def codes(text: str) -> list[int]:
    return [each.code for each in find_codes(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "AssertionFailedError: expected: <200> but was: <404>\n at shop.UserControllerTest.get",
            [200, 404],
        ),
        ("AssertionFailedError: HTTP status ==> expected: <201> but was: <400>", [201, 400]),
        (
            "AssertionFailedError: expected:<200> but was:<403>\n  response.status shouldBe 200",
            [200, 403, 200],
        ),
        ("java.lang.AssertionError: Status expected:<200> but was:<500>", [200, 500]),
        ("    user_test.go:88: StatusCode = 401; want 403", [401, 403]),
        ("    user_test.go:31: unexpected status: got 404 want 200", [404, 200]),
        ("Error:  Not equal:\n  expected: 200\n  actual  : 404\nMessages: bad status", [200, 404]),
        (
            "Expected: 201\nReceived: 400\n\n> 12 | expect(res.statusCode).toBe(201)",
            [201, 400, 201],
        ),
        ("Expected: 200\nReceived: 401", [200, 401]),
        (
            "self.assertEqual(response.status_code, 302)\nAssertionError: 200 != 302",
            [302, 200, 302],
        ),
        ("AssertionError: 404 != 200 : no page: Response code was 404", [404, 200, 404]),
        ("AssertionError: expected 404 to equal 200", [404, 200]),
        ("assertion `left == right` failed\n  left: 503\n right: 200", [503, 200]),
        ("Status expected:<200> but was:<403>\n필요:200\n실제:403", [200, 403, 200, 403]),
        ("error: Assert status code\n 5 | HTTP 200\n | actual value is <404>", [200, 404]),
    ],
)
def test_the_statuses_that_a_failed_test_compares_are_read(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "expected: <100> but was: <500>\n\tat shop.CartTest.total(CartTest.java:31)",
        "expect(received).toEqual(expected)\n\nExpected: 503\nReceived: 404\n\n"
        "> 12 | expect(cart.total()).toEqual(503)",
        "    list_test.go:12: len(items) = 404, want 503",
        "    list_test.go:12: sum: got 404, want 503",
        "--- FAIL: TestSum\n  Error:  Not equal:\n  expected: 200\n  actual  : 404\n"
        "  Messages: wrong sum",
        "self.assertEqual(len(rows), 302)\nAssertionError: 404 != 302",
        "AssertionError: 500 != 300",
        "● cart › adds 400 items\n  Expected: 400\n  Received: 499",
        "Failed asserting that 204 matches expected 200.\n/app/tests/BufferTest.php:11",
    ],
)
def test_other_values_that_a_failed_test_compares_are_left_alone(text: str) -> None:
    assert codes(text) == []
