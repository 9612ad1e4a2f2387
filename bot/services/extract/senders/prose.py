"""Finds who answered, if a sentence says so: "nginx returned a 502", "Kong이 503을 뱉어요"."""

import re
from typing import Final

from bot.model.explanation import APP
from bot.services.extract.words.word_patterns import compile_later

_PRODUCTS: Final = {
    "nginx": "nginx|openresty|엔진엑스",
    "Envoy": "envoy|istio|엔보이",
    "HAProxy": "haproxy",
    "Traefik": "traefik",
    "Kong": "kong",
    "Caddy": "caddy",
    "Varnish": "varnish",
    "Squid": "squid",
    "Cloudflare": "cloudflare|클라우드플레어|클플",
    "CloudFront": "cloudfront|클라우드프론트",
    "Akamai": "akamai",
    "Heroku": "heroku",
    "Vercel": "vercel",
    "IIS": "iis",
    "Apache": "apache",
    "AWS ELB": "alb|elb|aws load balancer",
    "API Gateway": "api gateway|apigw",
    "S3": "s3",
    APP: "laravel|django|fastapi|flask|spring(?: boot)?|rails|express|nestjs|asp[.]net(?: core)?"
    "|라라벨|장고|스프링(?:부트)?",
}
_PRODUCT: Final = "|".join(f"(?P<p{n}>{names})" for n, names in enumerate(_PRODUCTS.values()))
_NAMES: Final = tuple(_PRODUCTS)
_BEFORE_ENGLISH: Final = compile_later(
    rf"\b(?:{_PRODUCT})(?: itself)?(?: (?:just|always|keeps|will|also|then|now|still|only))?"
    r" (?:return(?:s|ed|ing)?|respond(?:s|ed|ing)?|answer(?:s|ed|ing)?|sends?|sent|throws?|threw"
    r"|throwing|gives?|gave|giving|emits?|generates?|generated)"
    r"(?: (?:an?|the|me|us|you|back|with|only|out|bare|http|code|status|error)){0,4} [\"'`(]?\Z",
    re.IGNORECASE | re.ASCII,
)
_BEFORE_KOREAN: Final = compile_later(
    rf"(?<![a-z])(?:{_PRODUCT})(?:가|이|에서[는도]?|은|는|쪽에서)? "
    r"(?:[가-힣]{1,6} )?[\"'`(]?\Z",
    re.IGNORECASE | re.ASCII,
)
_AFTER_KOREAN: Final = compile_later(
    r"[\"'`)]?(?: ?(?:에러|오류|응답))?(?:을|를|로|으로)? ?(?:바로 |계속 |그냥 )?"
    r"(?:내려|내보|냈|뱉|던[지져졌]|돌려|반환|보내|응답|줬|주[는고네]|떨[어궈])"
)
_SENTENCE_CHARACTERS: Final = 80


def sender_in_prose(line: str, start: int) -> str | None:
    """Return the name of who answered with the code at `start`; None if no sentence says so."""
    before = line[max(0, start - _SENTENCE_CHARACTERS) : start]
    match = _BEFORE_ENGLISH.search(before)
    if match is None and _AFTER_KOREAN.match(line, start + 3):
        match = _BEFORE_KOREAN.search(before)
    if match is None:
        return None
    return next(name for n, name in enumerate(_NAMES) if match[f"p{n}"])
