"""A response's chain: the hops (machines) that it passes, and the link that broke."""

from dataclasses import dataclass
from typing import Annotated, Literal

from msgspec import Meta

# The texts name each kind of machine in each language (`hop.…`). A product keeps its own name.
HopKind = Literal[
    "API",
    "app",
    "browser",
    "CDN",
    "client",
    "gateway",
    "IdP",
    "LB",
    "origin",
    "portal",
    "proxy",
    "server",
    "site",
    "target",
    "teapot",
    "user",
]
Product = Literal[
    "Alibaba",
    "ALB",
    "Anthropic",
    "Apache",
    "Cloudflare",
    "curl",
    "Esri",
    "Exchange",
    "IIS",
    "Laravel",
    "LinkedIn",
    "nginx",
    "Pantheon",
    "Qualys",
    "Shopify",
    "Spring",
    "Squid",
    "Tornado",
    "Twitter",
]
Hop = Literal[HopKind, Product]
# refused: no connection; silent: no response in time; closed: the connection was closed early;
# invalid: a response that is not HTTP; tls: the handshake failed; dns: no address.
How = Literal["refused", "silent", "closed", "invalid", "tls", "dns"]


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The link that broke: between the hop `after` and the next hop."""

    after: Hop
    how: How


@dataclass(frozen=True, slots=True)
class Chain:
    """The machines that a response usually passes.

    `hops` lists them from the client's side on. `sender` is the hop that sends the status code, or
    the hop that logs it if nothing was sent.
    """

    hops: Annotated[tuple[Hop, ...], Meta(min_length=1, max_length=4)]
    sender: Hop
    broken: BrokenLink | None = None
