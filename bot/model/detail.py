"""A number or word that a product writes beside a status code: IIS's 404.13, Heroku's H12."""

from dataclasses import dataclass
from typing import Annotated, Literal

from msgspec import Meta

from bot.model.entry import Spec
from bot.model.language import Language
from bot.model.text_limits import Name, ShortText

Kind = Literal[
    "sub-status",
    "error-code",
    "exit-code",
    "close-code",
    "rpc-status",
    "flag",
    "state",
    "result",
    "reason",
    "status",
]
# The lengths of a product and a code are limited, because a custom_id holds both. Discord allows a
# custom_id 100 characters.
Product = Annotated[str, Meta(min_length=1, max_length=30)]
Code = Annotated[str, Meta(min_length=1, max_length=50)]


@dataclass(frozen=True, slots=True)
class DetailText:
    """What the code means, and what to check first."""

    meaning: ShortText
    check: ShortText


@dataclass(frozen=True, slots=True)
class Detail:
    """`product` and `code` identify a detail. `name` is the product's own name for the code.

    `statuses` are the HTTP statuses that come with the code, the likeliest first. `product_aliases`
    are other names of the product, and `aliases` other names of the code. `frequency` is how often
    people meet the code, from 5 (daily) to 1 (almost never).
    """

    product: Product
    kind: Kind
    code: Code
    name: Name
    en: DetailText
    ko: DetailText
    source: Spec
    statuses: tuple[Annotated[int, Meta(ge=0, le=999)], ...] = ()
    product_aliases: tuple[Name, ...] = ()
    aliases: tuple[Name, ...] = ()
    frequency: Annotated[int, Meta(ge=1, le=5)] = 2

    @property
    def key(self) -> str:
        """The text that autocomplete, menus and buttons send back: "IIS 404.13"."""
        return f"{self.product} {self.code}"

    @property
    def title(self) -> str:
        """The key, then the name if the name differs from the code.

        For example, "IIS 404.13 · Content length too large".
        """
        return self.key if self.name == self.code else f"{self.key} · {self.name}"

    def text(self, language: Language) -> DetailText:
        return self.en if language == "en" else self.ko
