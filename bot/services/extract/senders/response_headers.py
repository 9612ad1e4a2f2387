"""Signs in a response's header fields that show who wrote the response.

All signs are in lower case.
"""

import re
from typing import Final

from bot.model.explanation import APP
from bot.services.extract.senders.response_pages import Sign, sign

# nginx's error log has "server: example.com, request: …", which is no header field.
_NO_ERROR_LOG: Final = r"(?![^\n,]*, (?:request|upstream): )"


def _field(name: str, field: str, value: str = "", rest: str = "") -> Sign:
    """Return the sign of a header field.

    The field is on a line of its own, in JSON, or in the output of `curl -v`.

    The pattern first matches the field's name, and then looks behind at the text before it. The
    other order is much slower.
    """
    before = "|".join(
        [
            *(rf"(?<=[\n\"'<>{{,;*(|][ \t]{{{spaces}}}{field})" for spaces in range(5)),
            rf"(?<=\\n{field})",
            rf"(?<!.{field})",
        ]
    )
    return sign(
        name,
        value or field,
        rf"{field}(?:{before})[\"']?[ \t]*[:=][ \t\[\"']*{re.escape(value)}{rest}{_NO_ERROR_LOG}",
    )


def _own_server(name: str, value: str) -> Sign:
    """Return the sign of a `Server` field. The value is so rare that any place in a line counts."""
    value_pattern = re.escape(value)
    return sign(name, value, rf"server[\"']?[ \t]*[:=][ \t\[\"']*{value_pattern}\b{_NO_ERROR_LOG}")


# Header fields that show that the product itself made the response.
OWN_FIELDS: Final = (
    _own_server("AWS ELB", "awselb"),
    _own_server("CloudFront", "cloudfront"),
    _own_server("Akamai", "akamaighost"),
    _own_server("S3", "amazons3"),
    _own_server("Squid", "squid"),
    _own_server("Varnish", "varnish"),
    _own_server("IIS", "microsoft-httpapi"),
    _own_server("GitHub", "github.com"),
    _own_server("Azure Application Gateway", "microsoft-azure-application-gateway"),
    _field("Kong", "x-kong-response-latency"),
    _field("Cloudflare", "cf-mitigated"),
    _field("Vercel", "x-vercel-error"),
    _field("API Gateway", "x-amzn-errortype"),
    _field("Azure Storage", "x-ms-error-code"),
    *(
        _field(APP, "server", value, r"\b")
        for value in (
            "gunicorn", "uvicorn", "hypercorn", "daphne", "werkzeug", "puma", "unicorn", "thin",
            "webrick", "kestrel", "tomcat", "apache-coyote", "jetty", "undertow", "waitress",
            "cowboy", "tornadoserver", "wsgiserver", "phusion", "deno", "basehttp", "simplehttp",
        )
    ),
    _field(APP, "server", "python", r"/[0-9.]{1,9} aiohttp\b"),
    *(
        _field(APP, "x-powered-by", value)
        for value in ("express", "php", "next.js", "servlet", "phusion", "nuxt", "sails", "jsp")
    ),
)  # fmt: skip
# Proxies also add these fields to responses that they pass on, so such a field counts only for the
# codes that a gateway itself sends, such as 502.
PROXY_FIELDS: Final = tuple(
    _field(name, "server", value, rest)
    for name, value, rest in (
        ("Cloudflare", "cloudflare", r"\b"), ("Envoy", "envoy", r"\b"),
        ("Envoy", "istio-envoy", r"\b"), ("Kong", "kong", r"\b"), ("Caddy", "caddy", r"\b"),
        ("Google Frontend", "google frontend", r"\b"), ("Vercel", "vercel", r"\b"),
        ("IIS", "microsoft-iis", r"\b"), ("Apache", "apache", r"(?:/|\s|$|[\"'])"),
        ("nginx", "nginx", r"\b"), ("nginx", "openresty", r"\b"), ("LiteSpeed", "litespeed", r"\b"),
        ("lighttpd", "lighttpd", r"\b"),
    )
)  # fmt: skip
# These signs show that a proxy passed on a response. Caddy writes its name before the upstream's
# name.
PASSED_ON_FIELDS: Final = (
    _field("", "x-envoy-upstream-service-time"),
    _field("", "x-kong-upstream-latency"),
    sign("", '"caddy"', r"\"server\": ?\[\"caddy\", ?\""),
)
# These servers write their own errors as HTML pages, so a response in JSON was passed on.
PAGE_SERVERS: Final = frozenset(("Apache", "IIS", "lighttpd", "LiteSpeed", "nginx"))
JSON_FIELDS: Final = (
    sign(
        "",
        "content-type",
        r"(?<!> )content-type[\"']?[ \t]*[:=][ \t\[\"']*application/(?:[a-z.-]{1,30}\+)?json",
    ),
)
