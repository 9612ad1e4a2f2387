"""The signs in a response's page, or in a server's error log, that show who wrote the response.

The signs and the searched text are in lower case: a search that ignores case is much slower.
"""

import re
from dataclasses import dataclass
from typing import Final

from bot.model.explanation import APP
from bot.services.extract.words.word_patterns import compile_later

_FLAGS: Final = re.MULTILINE | re.DOTALL
_CODE: Final = r"(?P<code>[0-9]{3})"
# What may be between two parts of a page. A log writes a line break as a backslash and "n".
_GAP: Final = r"(?:\s|\\[rn])*"
# The part of nginx's error page before the product's name, for any code. Cloudflare's page has the
# same form.
_BEFORE_PRODUCT: Final = rf"<h1>{_CODE} [^<]{{0,60}}</h1>{_GAP}(?:</center>)?{_GAP}<hr/?>{_GAP}"
# The page as a browser shows it: a heading, and below it the product's name alone.
_SHOWN_PAGE: Final = rf" (?<=\b{_CODE} )[a-z][a-z -]{{2,40}}\s{{1,4}}^[ \t]{{0,4}}"
_NGINX_ERROR: Final = r"\] [0-9]+#[0-9]+: .{0,200}?"


@dataclass(frozen=True, slots=True)
class Sign:
    """A text that a product writes. `codes` are the only codes that the product writes it for.

    A text with a match of `pattern` must also contain `required_text`. The group `code` may hold
    the code. A sign without this group and without `codes` counts only if the text around it has a
    single code.
    """

    name: str
    required_text: str
    pattern: re.Pattern[str]
    codes: frozenset[int] | None


def sign(name: str, required_text: str, pattern: str, *codes: int) -> Sign:
    return Sign(name, required_text, compile_later(pattern, _FLAGS), frozenset(codes) or None)


def _text(name: str, text: str, *codes: int) -> Sign:
    return sign(name, text, re.escape(text), *codes)


# Texts of pages and messages: the product wrote them, even if another product passed them on.
PAGES: Final = (
    sign("nginx", "<center>", rf"{_BEFORE_PRODUCT}<center>(?:nginx|openresty)"),
    sign("nginx", "<center>", r"<center>(?:nginx|openresty)"),
    sign(
        "nginx",
        "\nnginx",
        rf"{_SHOWN_PAGE}nginx(?:/[0-9.]{{1,12}}(?: \([a-z]+\))?)?[ \t]*$",
    ),
    sign("Cloudflare", "<center>", rf"{_BEFORE_PRODUCT}<center>cloudflare"),
    _text("Cloudflare", "<center>cloudflare"),
    sign("Cloudflare", "\ncloudflare", rf"{_SHOWN_PAGE}cloudflare[ \t]*$"),
    _text("Cloudflare", "attention required! | cloudflare", 403),
    _text("Cloudflare", "sorry, you have been blocked", 403),
    sign(
        "Cloudflare",
        "cloudflare",
        r"cloudflare.{0,600}?\berror(?: code)?:? 1[0-9]{3}\b",
        403,
        429,
        530,
    ),
    sign(
        "Cloudflare",
        "cloudflare",
        r"error(?: code)?:? 1[0-9]{3}\b.{0,600}?cloudflare",
        403,
        429,
        530,
    ),
    sign("Cloudflare", "| cloudflare</title>", r"\| cloudflare</title>"),
    _text("Cloudflare", "cf-error-details"),
    _text("Cloudflare", "cloudflare ray id"),
    sign("Cloudflare", "performance &", r"performance (?:&|&amp;) security by"),
    _text("Azure Application Gateway", "microsoft-azure-application-gateway/"),
    _text("Azure Front Door", "our services aren't available right now"),
    _text("Azure App Service", "error 403 - this web app is stopped", 403),
    sign("Apache", "<address>apache/", rf"<title>{_CODE}\b.{{0,800}}?<address>apache/"),
    sign("Apache", "<address>apache", r"<address>apache(?:/| server at)"),
    sign("Apache", "apache/2", r"apache/2\.[0-9.]+ [^\n]{0,80}server at "),
    _text("HAProxy", "no server is available to handle this request", 503),
    _text("HAProxy", "the server returned an invalid or incomplete response", 502),
    _text("HAProxy", "the server didn't respond in time", 504),
    _text("HAProxy", "your browser didn't send a complete request in time", 408),
    _text("HAProxy", "request forbidden by administrative rules", 403),
    _text("HAProxy", "your browser sent an invalid request.", 400),
    _text("Envoy", "no healthy upstream", 503),
    _text("Envoy", "upstream connect error or disconnect", 503),
    _text("Envoy", "rbac: access denied", 403),
    _text("Envoy", "local_rate_limited", 429),
    _text("Kong", "failure to get a peer from the ring-balancer", 503),
    _text("Kong", "the upstream server is currently unavailable", 503),
    _text("Kong", "an invalid response was received from the upstream server", 502),
    _text("Kong", "the upstream server is timing out", 504),
    _text("Kong", "no route matched with those values", 404),
    _text("Traefik", "no available server", 503),
    _text("Fastly", "fastly error: unknown domain"),
    # Fastly's page misspells "meditation" as "mediation".
    sign("Fastly", "details: cache-", r"guru medi(?:t)?ation.{0,200}?details: cache-"),
    _text("Varnish", "guru meditation"),
    _text("Varnish", "backend fetch failed", 503),
    _text("Squid", "x-squid-error"),
    _text("Squid", "the requested url could not be retrieved"),
    sign("Squid", "(squid/", r"generated [^\n]{1,80} by [^\n]{1,80} \(squid/"),
    sign(
        "CloudFront",
        "request could not be satisfied",
        rf"\b{_CODE} error\b.{{0,120}}?request could not be satisfied",
    ),
    _text("CloudFront", "generated by cloudfront"),
    _text("CloudFront", "can't connect to the server for this app or website", 403, 502, 503, 504),
    _text("Akamai", "errors.edgesuite.net"),
    sign(
        "Akamai",
        "reference",
        r"reference(?:&#32;|\s)?(?:#|&#35;)[0-9]{1,3}(?:\.|&#46;)[0-9a-f]{3}",
        *(400, 403, 404, 500, 502, 503, 504),
    ),
    _text(
        "Google Frontend",
        "the server encountered a temporary error and could not complete your request",
        *(500, 502, 503),
    ),
    sign(
        "Google Frontend",
        "that's an error",
        rf"\b{_CODE}\.?(?:</b>)?\s{{0,4}}(?:<ins>)?\s{{0,4}}that's an error",
    ),
    _text("Google Frontend", "that's an error."),
    sign(
        "Vercel",
        "function_",
        r"function_(?:invocation_(?:timeout|failed)|throttled|(?:response_)?payload_too_large)\b",
    ),
    sign("Vercel", "middleware_invocation_", r"middleware_invocation_(?:failed|timeout)\b"),
    sign("Vercel", "deployment_", r"\bdeployment_(?:not_found|blocked|disabled|paused|deleted)\b"),
    _text("Vercel", "router_external_target_error"),
    _text("Heroku", "www.herokucdn.com/error-pages", 503),
    sign(
        "S3",
        "when calling the ",
        rf"error occurred \({_CODE}\) when calling the "
        r"\w{0,40}(?:object|bucket|multipartupload|uploadpart)",
    ),
    sign(
        "S3",
        "<hostid>",
        r"<code>(?:accessdenied|signaturedoesnotmatch|invalidaccesskeyid)</code>.{0,600}?<hostid>",
        403,
    ),
    sign(
        "S3",
        "<hostid>",
        r"<code>nosuch(?:key|bucket|version|upload)</code>.{0,600}?<hostid>",
        404,
    ),
    sign("S3", "<hostid>", r"<code>slowdown</code>.{0,600}?<hostid>", 503),
    _text("API Gateway", "missing authentication token", 403),
    _text("API Gateway", "endpoint request timed out", 504),
    _text("LiteSpeed", "litespeed web server"),
    sign(
        "lighttpd",
        "xhtml1-transitional.dtd",
        rf"encoding=\"iso-8859-1\"\?>.{{1,400}}?<head>{_GAP}<title>{_CODE} [^<]{{0,60}}</title>"
        rf"{_GAP}</head>{_GAP}<body>{_GAP}<h1>(?P=code) [^<]{{0,60}}</h1>{_GAP}</body>",
    ),
    sign("IIS", "the service is unavailable", rf"http error {_CODE}\. the service is unavailable"),
    sign("IIS", "file or directory not found", rf"\b{_CODE} - file or directory not found"),
    # The errors of applications and of what runs them: Spring, ASP.NET Core, Nest, Fastify …
    sign(APP, "whitelabel error page", rf"whitelabel error page.{{0,400}}?status={_CODE}"),
    _text(APP, "whitelabel error page"),
    sign(
        APP,
        '"timestamp"',
        rf"\"timestamp\".{{0,80}}?\"status\"\s*:\s*{_CODE}\s*,\s*\"error\"\s*:"
        r".{0,2000}?\"path\"",
    ),
    sign(
        APP,
        '"traceid"',
        rf"/html/rfc.{{0,200}}?\"status\"\s*:\s*{_CODE}\s*,.{{0,600}}?\"traceid\"",
    ),
    sign(
        APP,
        '"statuscode"',
        rf"\"statuscode\"\s*:\s*{_CODE}\s*,\s*\"(?:message|error|code)\"\s*:"
        r".{1,400}?\"(?:error|message)\"\s*:",
    ),
    sign(
        APP,
        '"statuscode"',
        r"\"message\"\s*:.{1,400}?,\s*\"error\"\s*:\s*\"[^\"]{1,60}\"\s*,"
        rf"\s*\"statuscode\"\s*:\s*{_CODE}\b",
    ),
    sign(APP, "apache tomcat", rf"http status {_CODE} .{{1,2000}}?apache tomcat"),
    sign(APP, "powered by jetty", rf"http error {_CODE} .{{1,800}}?powered by jetty"),
    sign(APP, "responsestatusexception", rf"responsestatusexception: {_CODE} "),
    sign(APP, "server error in '/", r"server error in '/[^'\n]{0,80}' application"),
    sign(APP, "cannot ", r"cannot (?:get|post|put|patch|delete) /", 404),
    _text(APP, "if you entered the url manually please check", 404),
    sign(APP, '"detail"', r"\"detail\": ?\[\{\"(?:type|loc)\"", 422),
    _text(APP, "csrf verification failed. request aborted", 403),
    _text(APP, "the change you wanted was rejected", 422),
    _text(APP, "we're sorry, but something went wrong", 500),
)
# Lines of nginx's and Apache's error logs that say why the server itself made the response.
ERROR_LOGS: Final = (
    sign(
        "nginx",
        " upstream",
        rf"{_NGINX_ERROR}(?:connect\(\) failed|upstream prematurely closed|no live upstreams"
        r"|upstream sent (?:too big|invalid|no valid)|recv\(\) failed)",
        502,
    ),
    sign("nginx", "upstream timed out", rf"{_NGINX_ERROR}upstream timed out", 504),
    sign("nginx", "intended to send too large", rf"{_NGINX_ERROR}client intended to send", 413),
    sign("nginx", "limiting ", rf"{_NGINX_ERROR}limiting (?:requests|connections)", 503, 429),
    sign("nginx", "access forbidden by rule", rf"{_NGINX_ERROR}access forbidden by rule", 403),
    sign("nginx", "directory index of ", rf"{_NGINX_ERROR}directory index of ", 403),
    _text("Apache", "ah00957: ", 503),
    _text("Apache", "ah01114: ", 503),
    _text("Apache", "ah00898: ", 502),
    _text("Apache", "ah01102: ", 502),
    _text("Apache", "ah01630: ", 403),
)
