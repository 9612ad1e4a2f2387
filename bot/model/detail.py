"""What a product writes beside a status code, and what it says: Envoy's "UF", Heroku's "H12"."""

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from bot.model.entry import Name, ShortText, Url
from bot.model.language import Language


@dataclass(frozen=True, slots=True)
class DetailText:
    meaning: ShortText


@dataclass(frozen=True, slots=True)
class Detail:
    """`code` identifies it with `product`. `name` is the product's own name for it."""

    product: Name
    code: Annotated[str, Meta(min_length=1, max_length=40)]
    name: Name
    en: DetailText
    ko: DetailText
    source: Url

    def text(self, language: Language) -> DetailText:
        return self.en if language == "en" else self.ko
