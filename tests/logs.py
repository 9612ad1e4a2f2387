"""An ordinary access log, as long as a message can be."""

# What answered how often, in one round of the log.
_ROUND = (
    (200, 9, "/v1/orders"),
    (502, 4, "/v1/payments/confirm?order=1"),
    (304, 2, "/assets/app.js"),
    (404, 1, "/favicon.ico"),
    (502, 1, "/v1/orders"),
    (429, 2, "/v1/search?q=tea"),
)
_LINE = '203.0.113.9 - - [24/Nov/2026:02:{:02}:09 +0000] "GET {} HTTP/1.1" {} 157 "-" "okhttp"'


def access_log(rounds: int = 3) -> str:
    """Return nginx's log of some requests, one a minute."""
    lines = [
        (path, status)
        for _ in range(rounds)
        for status, times, path in _ROUND
        for _ in range(times)
    ]
    return "\n".join(
        _LINE.format(minute % 60, path, status) for minute, (path, status) in enumerate(lines)
    )
