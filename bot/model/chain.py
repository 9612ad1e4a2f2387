"""The chain of an answer: the machines between the one who asked and the app, and what broke."""

from dataclasses import dataclass
from typing import Annotated, Literal

from msgspec import Meta

# Kinds of machines have a name in each language (the texts' `hop.…`); products have their own.
HopKind = Literal[
    "API", "app", "browser", "CDN", "client", "gateway", "IdP", "LB", "origin", "portal", "proxy",
    "server", "site", "target", "teapot", "user",
]  # fmt: skip
Product = Literal[
    "Alibaba", "ALB", "Anthropic", "Apache", "Cloudflare", "curl", "Esri", "Exchange", "IIS",
    "Laravel", "LinkedIn", "nginx", "Pantheon", "Qualys", "Shopify", "Spring", "Squid", "Tornado",
    "Twitter",
]  # fmt: skip
Hop = Literal[HopKind, Product]
# refused: no connection; silent: no answer in time; closed: hung up; invalid: an answer that is no
# HTTP; tls: no handshake; dns: no address.
How = Literal["refused", "silent", "closed", "invalid", "tls", "dns"]


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The link between the hop `after` and the next one."""

    after: Hop
    how: How


@dataclass(frozen=True, slots=True)
class Chain:
    """The usual case. `sender` is the hop that sends the status, or that notes it in its log where
    nothing was sent."""

    hops: Annotated[tuple[Hop, ...], Meta(min_length=1, max_length=4)]
    sender: Hop
    broken: BrokenLink | None = None
