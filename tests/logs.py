"""Logs as long as a message can be."""

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


def many_errors() -> str:
    """Return the same log with eight kinds of errors, each on three paths."""
    paths = ("/v1/orders", "/v1/payments/confirm", "/v1/search")
    codes = (500, 502, 503, 504, 401, 403, 404, 429, 200, 304)
    lines = [(path, code) for code in codes for path in paths]
    return "\n".join(_LINE.format(minute, path, code) for minute, (path, code) in enumerate(lines))


def proxy_log() -> str:
    """Return HAProxy's log of four kinds of errors, which it made itself."""
    flags = ((503, "sC--"), (504, "sH--"), (502, "PH--"), (408, "cR--"), (200, "----"))
    return "\n".join(
        f"Nov 24 02:11:{second:02} lb haproxy[1]: 10.0.0.1:5044 [24/Nov/2026:02:11:{second:02}.120]"
        f' fe be/s1 0/0/-1/-1/9 {code} 217 - - {flag} 1/1/1/0/3 0/0 "GET /v1/orders HTTP/1.1"'
        for second, (code, flag) in enumerate(flags * 3)
    )
