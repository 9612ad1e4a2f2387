"""Knows products' names. A query that has only product names asks for no particular code."""

from bot.model import PROXIES, Knowledge
from bot.services.lookup.words import normalise

# Products that are no entry's vendor.
_OTHER_PRODUCTS = frozenset(
    """
    akamai android angular ansible argocd axios azure bun caddy chrome chromium deno discord django
    docker edge envoy eureka express fastapi fastly fiber firebase firefox flask gcp gin github
    gitlab go golang grafana grpc gunicorn haproxy heroku insomnia ios istio java javascript jenkins
    jetty k8s kafka kong kotlin kubernetes lambda laravel linkerd mongodb mysql nest nestjs netlify
    next nextjs node nodejs okhttp openai openresty oracle php playwright postgres postman
    prometheus puma python rails react redis ruby rust s3 safari scala selenium sentry slack stripe
    swagger swift tomcat traefik uvicorn varnish vercel vue webpack wget wordpress
    고랭 구글 깃랩 깃허브 네이버 노드 도커 디스코드 레디스 루비 리액트 몽고 바니시 사파리 슬랙
    오라클 자바 장고 젠킨스 카카오 카프카 코틀린 쿠버네티스 크롬 톰캣 파이썬 파이어폭스 포스트맨
    플라스크
    """.split()
)


def product_names(knowledge: Knowledge) -> frozenset[str]:
    """Return the names of all products, normalised, and the synonyms of vendors."""
    vendors = {
        normalise(entry.vendor)
        for entry in knowledge.entries
        if entry.vendor and entry.vendor != PROXIES
    }
    names = set(vendors)
    for group in knowledge.synonyms:
        called = set(map(normalise, group))
        if called & vendors:
            names |= called
    return _OTHER_PRODUCTS | names


def are_products(said: list[str], names: frozenset[str]) -> bool:
    """Return whether `said` has only names of one or two words. Return False if it is empty."""
    at = 0
    while at < len(said):
        lengths = (n for n in (2, 1) if " ".join(said[at : at + n]) in names)
        if not (length := next(lengths, 0)):
            return False
        at += length
    return bool(said)
