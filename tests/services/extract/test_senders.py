"""Who answered: what the text shows is said, and nothing else."""

import re
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Knowledge
from bot.model.explanation import APP, Flag, Mention, Sender
from bot.services.extract import find_codes
from bot.services.extract.senders.text_senders import TextSenders
from tests.linear_time import least_ratio_within
from tests.services.extract.test_extract import unmarked
from tests.services.extract.test_strangers import PARTS, load

ALB = 'https 2026-11-24T05:01:22Z app/a/1 203.0.113.7:5044 10.0.3.2:80 0.1 0.2 0.0 {} 502 0 "GET x"'
ALB_REASON = (
    ALB.format("502 -") + ' "curl/8" - - arn "Root=1-5" "-" "-" 0 2026-11-24T05:01:21.9Z'
    ' "waf,forward" "-" "{}" "-" "-" "-" "-" TID_1'
)
HAPROXY = "1.2.3.4:5 [x] fe be/{} 0/0/0/1/9 {} 217 - - {} 1/1/0/0/0 0/0"
ISTIO = '[2026-10-12T08:10:00.004Z] "GET / HTTP/1.1" {} - "-" 0 19 0 - "10.8.4.77" "curl" "-"'
HEROKU = "heroku[router]: at={} method=GET path=/ dyno=web.1 status={} bytes=0"
TRAEFIK = '{{"DownstreamStatus":{},"OriginStatus":{},"RequestPath":"/"}}'
FIELDS = "HTTP/1.1 {}\ncontent-type: text/html\nserver: {}\n"
INGRESS = (
    '10.0.0.1 - - [24/Nov/2026:02:11:09 +0000] "GET / HTTP/2.0" {} 0 "-" "x" 31 0.001 '
    "[shop-web-80] [] 10.8.0.4:80 {} 0.001 {} 3f1f6c6f0a2b4c5d8e9f0a1b2c3d4e5f"
)
ACCESS = '10.0.2.5 - - [21/Nov/2026:11:02:33 +0900] "POST /pay HTTP/1.1" {} 157 "-" "okhttp"'
NGINX_ERROR = (
    "2026/11/21 11:02:33 [error] 29#29: *4 connect() failed (111: Connection refused) while "
    'connecting to upstream, client: 10.0.2.5, request: "POST /pay HTTP/1.1", upstream: "x"\n'
)
EDGE = '{{"EdgeResponseStatus":{},"OriginResponseStatus":{},"ClientRequestURI":"/"}}'
CLOUDFRONT = (
    "2026-11-21\t05:20:44\tFRA56-P4\t1045\t198.51.100.61\tGET\td111.cloudfront.net\t/a.js\t{}"
    "\t-\tMozilla/5.0\t-\t-\tError\tXq5p==\twww.example.com\thttps\t407\t0.204\t-\tTLSv1.3"
    "\tTLS_AES\tError\tHTTP/2.0\t-\t-\t50412\t0.204\t{}\ttext/html\t1045\t-\t-"
)
NO_TIME = 'INFO:     10.0.0.1:5000 - "GET / HTTP/1.1" 404 Not Found'


FRAGMENTS = st.sampled_from(
    [
        "HTTP 502", "HTTP/1.1 404\n", "\n", "server: nginx\n", "Server: awselb/2.0\n", '" 503 UF ',
        "<h1>502 Bad Gateway</h1>", "<hr><center>nginx", " 499 ", "TCP_DENIED/403 ",
        "heroku[router]",
        " code=H12", " status=503", "|", " 404 ", "İ", "’", "http error 404.13",
        "no healthy upstream",
        "nginx returned a ", '"DownstreamStatus":499', '"GET / HTTP/1.1"', " 502 0 ", "\r\n",
    ]
)  # fmt: skip


def senders(text: str) -> list[Sender]:
    mentions = find_codes(text)
    found = TextSenders(text, mentions)
    return [found.sender(each) for each in mentions]


LIGHTTPD = """<?xml version="1.0" encoding="iso-8859-1"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
         "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
 <head>
  <title>404 Not Found</title>
 </head>
 <body>
  <h1>404 Not Found</h1>
 </body>
</html>"""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("HTTP/2 502\nserver: cloudflare\ncf-ray: 8e50-ICN", "Cloudflare"),
        ("<h1>502 Bad Gateway</h1></center>\n<hr><center>nginx/1.27.2</center>", "nginx"),
        ("<h1>502 Bad Gateway</h1><hr><center>cloudflare</center>", "Cloudflare"),
        ("502 Bad Gateway\n\nnginx/1.18.0 (Ubuntu)\n", "nginx"),
        (FIELDS.format("503 Service Unavailable", "awselb/2.0"), "AWS ELB"),
        (FIELDS.format("403 Forbidden", "AkamaiGHost"), "Akamai"),
        (FIELDS.format("500 Internal Server Error", "gunicorn"), APP),
        (FIELDS.format("500 Internal Server Error", "Python/3.11 aiohttp/3.14.5"), APP),
        (FIELDS.format("503 Service Unavailable", "istio-envoy"), "Envoy"),
        (FIELDS.format("404 Not Found", "nginx\nx-powered-by: Express"), APP),
        (FIELDS.format("403 Forbidden", "cloudflare\ncf-mitigated: challenge"), "Cloudflare"),
        (ALB.format("502 -"), "AWS ELB"),
        (HAPROXY.format("<NOSRV>", 503, "SC--"), "HAProxy"),
        (HAPROXY.format("s1", 504, "sH--"), "HAProxy"),
        (ISTIO.format("503 UF upstream_reset{connection_failure}"), "Envoy"),
        (ISTIO.format("404 NR route_not_found"), "Envoy"),
        ("no healthy upstream, HTTP 503", "Envoy"),
        (HEROKU.format('error code=H12 desc="Request timeout"', 503), "Heroku"),
        (TRAEFIK.format(404, 0), "Traefik"),
        ('HTTP 503 {"message":"failure to get a peer from the ring-balancer"}', "Kong"),
        ("HTTP 502 An invalid response was received from the upstream server", "Kong"),
        ("HTTP Error 404.13 - Not Found", "IIS"),
        ("HTTP 503, Guru Meditation:", "Varnish"),
        (LIGHTTPD, "lighttpd"),
        (FIELDS.format("504 Gateway Timeout", "lighttpd/1.4.69"), "lighttpd"),
        ("> content-type: application/json\n< HTTP/1.1 502 Bad Gateway\n< server: nginx", "nginx"),
        ("HTTP 503 No server is available to handle this request.", "HAProxy"),
        ("HTTP 403\n<H1>403 ERROR</H1>\nThe request could not be satisfied.", "CloudFront"),
        ("HTTP 502\n<b>502.</b> <ins>That’s an error.</ins>", "Google Frontend"),
        ("504: GATEWAY_TIMEOUT\nCode: FUNCTION_INVOCATION_TIMEOUT", "Vercel"),
        ("HTTP 403 Access Denied\nReference #18.5f3a1c02.1764", "Akamai"),
        ("HTTP 403 <Code>AccessDenied</Code><RequestId>A</RequestId><HostId>x</HostId>", "S3"),
        (FIELDS.format("502 Bad Gateway", "Microsoft-IIS/10.0"), "IIS"),
        (
            "HTTP 502 <hr><center>Microsoft-Azure-Application-Gateway/v2",
            "Azure Application Gateway",
        ),
        ("<title>403 Forbidden</title><address>Apache/2.4.58 (Ubuntu) Server at x", "Apache"),
        ("1.1 2 10.0.0.9 TCP_DENIED/403 3892 CONNECT x:443 - HIER_NONE/- -", "Squid"),
        ("[GIN] 2026/11/20 - 23:10:04 | 404 |  61µs |  10.0.4.200 | GET  /docs", APP),
        (NO_TIME, APP),
        ("Completed 500 Internal Server Error in 12ms", APP),
        ("WARNING tornado.access: 404 GET /x (10.0.0.1) 0.51ms", APP),
        ("HTTP 404: Cannot GET /users", APP),
        (HEROKU.format("error code=H10", 503).removeprefix("heroku[router]: "), "Heroku"),
        ("Error H12 (Request timeout) -> GET a.com/ dyno=web.1 status=503 bytes=0", "Heroku"),
        (FIELDS.format("404 Not Found", "Windows-Azure-Blob\nx-ms-error-code: BlobNotFound"),
         "Azure Storage"),
        ("nginx returned a 502 and gave up, http", "nginx"),
        ("Kong이 502를 뱉어요 서버", "Kong"),
        ("server: awselb/2.0 헤더면 503 에러는 ALB가 준 거예요", "AWS ELB"),
        ("envoy gives HTTP 503 UF만", "Envoy"),
        ("an error occurred (503) when calling the PutObject operation, HTTP 503", "S3"),
        (INGRESS.format(502, "0", 502), "nginx"),
        (INGRESS.format(404, "-", "-"), "nginx"),
        (NGINX_ERROR + ACCESS.format(502), "nginx"),
        (EDGE.format(502, 0), "Cloudflare"),
        (CLOUDFRONT.format(502, "OriginConnectError"), "CloudFront"),
    ],
)  # fmt: skip
def test_the_sender_is_said_where_the_text_shows_it(text: str, name: str) -> None:
    first, *_ = senders(text)
    assert (first.name, first.is_from_text) == (name, True)


@pytest.mark.parametrize(
    "text",
    [
        "HTTP/1.1 404 Not Found",
        FIELDS.format("404 Not Found", "nginx"),
        FIELDS.format("200 OK", "cloudflare"),
        FIELDS.format("503 Service Unavailable", "envoy\nx-envoy-upstream-service-time: 4"),
        FIELDS.format("503 Service Unavailable", "nginx\ncontent-type: application/json"),
        '{"status": 503, "resp_headers": {"Server": ["Caddy", "gunicorn"]}}',
        "HTTP 502\nX-Cache: Error from cloudfront",
        '10.0.0.1 - - [24/Nov/2026:02:11:09 +0000] "GET / HTTP/1.1" 404 12 "-" "nginx"',
        ALB.format("502 502"),
        HAPROXY.format("s1", 200, "----"),
        ISTIO.format("500 - via_upstream"),
        ISTIO.format("503 URX via_upstream"),
        HEROKU.format("info", 500),
        TRAEFIK.format(504, 504),
        INGRESS.format(502, "154", 502),
        NGINX_ERROR.replace("/pay", "/else") + ACCESS.format(502),
        EDGE.format(200, 0),
        EDGE.format(502, 502),
        CLOUDFRONT.format(502, "Error"),
        "behind nginx, the app returned a 502, http",
        "requests.exceptions.HTTPError: 404 Client Error: Not Found for url: http://x\nTraceback",
        "nginx passes it on and the browser shows HTTP 404",
        "1.1 2 10.0.0.9 TCP_MISS/503 43 GET http://x/ - HIER_DIRECT/203.0.113.18 text/html",
        '2026/12/02 18:40:00 [error] 3#3: *5 x, server: kong, request: "GET /", HTTP 502',
    ],
)
def test_nothing_is_said_where_the_text_does_not_show_it(text: str) -> None:
    found = senders(text)
    assert [each.name for each in found] == [None] * len(found)
    assert found


@pytest.mark.parametrize(
    ("text", "sender"),
    [
        ("nginx says 499", Sender("nginx", is_logger=True)),
        ("HTTP 499", Sender("nginx", is_from_text=False, is_logger=True)),
        ("a 520 since noon", Sender("Cloudflare", is_from_text=False)),
        ("cloudflare: a 520 since noon", Sender("Cloudflare")),
        ("curl: http_code=000", Sender("curl", is_logger=True)),
        (
            HEROKU.format("warning code=H27", 499),
            Sender("Heroku", is_logger=True, flag=Flag("Heroku", "H27")),
        ),
        (TRAEFIK.format(499, 499), Sender("Traefik", is_logger=True)),
        ("1.1 2 10.0.0.9 TCP_MISS_ABORTED/000 0 GET http://x/ - HIER_DIRECT/203.0.113.18 -",
         Sender("Squid", is_logger=True)),
        (ALB.format("460 -"), Sender("AWS ELB", is_logger=True)),
    ],
)  # fmt: skip
def test_a_guess_and_a_code_that_is_never_sent_are_said_to_be_it(text: str, sender: Sender) -> None:
    assert senders(text)[0] == sender


def test_a_flag_is_kept_beside_a_response_that_was_passed_on() -> None:
    assert senders(HAPROXY.format("s1", 200, "CD--")) == [Sender(flag=Flag("HAProxy", "CD--"))]
    passed_on = ALB_REASON.replace("502 - ", "200 200 ").format("WAFConnectionTimeout")
    assert senders(passed_on)[0] == Sender(flag=Flag("AWS ALB", "WAFConnectionTimeout"))
    assert senders(ISTIO.format("200 DC downstream_remote_disconnect")) == [
        Sender(flag=Flag("Envoy", "DC"))
    ]


@pytest.mark.parametrize(
    ("product", "line"),
    [
        ("Envoy", ISTIO.format("503 {} details")),
        ("CloudFront", CLOUDFRONT.format(502, "{}")),
        ("AWS ALB", ALB_REASON),
    ],
)
def test_a_flag_that_the_data_explain_is_known_in_a_log(
    knowledge: Knowledge, product: str, line: str
) -> None:
    flags = [
        each.code for each in knowledge.details if each.product == product and each.kind != "status"
    ]
    assert len(flags) > 20
    for flag in flags:
        assert senders(line.format(flag))[0].flag == Flag(product, flag)


def test_each_response_of_a_text_has_its_own_sender() -> None:
    text = FIELDS.format("502 Bad Gateway", "nginx") + FIELDS.format("503 Busy", "awselb/2.0")
    assert [each.name for each in senders(text)] == ["nginx", "AWS ELB"]


def test_a_field_belongs_to_no_other_code() -> None:
    text = "GET /a gave HTTP 404, then\n" + FIELDS.format("503 Busy", "awselb/2.0")
    assert [each.name for each in senders(text)] == [None, "AWS ELB"]


@given(st.lists(FRAGMENTS, max_size=40).map("".join))
def test_any_text_has_an_answer_for_each_code(text: str) -> None:
    for each in senders(text):
        assert each.name is not None or not each.is_logger


# The labels of the fourth part and the fifth name no sender.
LABELLED_PARTS = [part for part in PARTS if not part.startswith(("strangers4", "strangers5"))]
# A label may use another name of the product.
_NAMES = {
    "alb": "awselb", "awsalb": "awselb", "elb": "awselb", "awsloadbalancer": "awselb",
    "istio": "envoy",
    "openresty": "nginx", "nginxproxymanager": "nginx", "ingressnginx": "nginx",
    "amazons3": "s3", "awss3": "s3", "awsapigateway": "apigateway",
    "amazonapigateway": "apigateway", "azureappgateway": "azureapplicationgateway",
    "azureappservice": "azureappservice", "apachehttpd": "apache", "application": "app",
    "amazoncloudfront": "cloudfront", "awscloudfront": "cloudfront",
}  # fmt: skip


def _same(name: str) -> str:
    plain = re.sub(r"[^a-z0-9]", "", name.lower())
    if plain.startswith("google"):
        return "google"
    return _NAMES.get(plain, plain)


def judged(part: str) -> Counter[str]:
    """Count right, silent and wrong: of each snippet's codes, at each place."""
    counts: Counter[str] = Counter()
    for snippet in load(part):
        text, places = unmarked(snippet["text"])
        mentions = [
            Mention(code, text.count("\n", 0, start) + 1, start, start + 3, vendor)
            for code, start, vendor in places
        ]
        found = TextSenders(text, mentions)
        for label in snippet["who"]:
            said = [found.sender(each) for each in mentions if each.code == label["code"]]
            stated = {_same(each.name) for each in said if each.name and each.is_from_text}
            guessed = {_same(each.name) for each in said if each.name and not each.is_from_text}
            is_known = label["sender"] != "unknown"
            claims = stated | guessed if is_known else stated
            right = {_same(label["sender"])}
            counts["silent" if not claims else "right" if claims == right else "wrong"] += 1
            counts["missed"] += is_known and not claims
    return counts


@pytest.mark.parametrize("part", LABELLED_PARTS)
def test_who_answered_is_right_or_silent_in_49_of_50(part: str, say: Callable[[str], None]) -> None:
    """The places are given: this measures senders, not finding codes."""
    counts = judged(part)
    say(
        f"{part}, who: {counts['right']} right, {counts['silent']} silent "
        f"({counts['missed']} of them labelled), {counts['wrong']} wrong"
    )
    assert counts["wrong"] * 50 <= counts["right"] + counts["silent"] + counts["wrong"]


@pytest.mark.slow
def test_ten_times_the_lines_take_no_more_than_linear_time() -> None:
    """With room for noise: ten times the lines may take thirty times as long, but not a hundred."""

    def judging(count: int) -> Callable[[], None]:
        text = "\n".join(f'{{"status":{(200, 404, 502)[n % 3]},"n":{n}}}' for n in range(count))
        mentions = find_codes(text)

        def judge() -> None:
            found = TextSenders(text, mentions)
            assert all(found.sender(each, is_log=True) == Sender() for each in mentions)

        return judge

    assert least_ratio_within(30, judging(1_000), judging(10_000))
