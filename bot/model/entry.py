"""An entry: one vendor's or the registry's meaning of one status code, in both languages.

The limits of every field are in the types: `teapot check` reads them, and the cards rely on them.
knowledge/entry_checks.py checks what a type can't express. It also checks most patterns, because a
pattern in a type would cost time at each start of the program: matching a pattern against the ten
thousand phrases of the data takes ten milliseconds.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from bot.model.chain import Chain
from bot.model.code_constants import Library, Versions
from bot.model.language import Language
from bot.model.text_limits import Name, Paragraph, Reason, Remark, ShortText, Url

# A vendor is part of an entry's key. A button's custom_id holds the key, and Discord limits a
# custom_id to 100 characters.
Vendor = Annotated[str, Meta(max_length=40)]

Registration = Literal["registered", "temporary", "unused", "vendor"]
RedirectMethod = Literal["may-become-get", "becomes-get", "preserved"]
# Whether a retry can help, and how. The value is advice unless `sources` names a section for it.
Retry = Literal[
    "none",
    "follow",
    "change",
    "authenticate",
    "wait",
    "wait-idempotent",
    "idempotent",
    "items",
    "reconnect",
    "handshake",
    "never",
]
LookAt = Literal["request", "server", "network", "nothing"]
Urgency = Literal["none", "rise", "now"]
Side = Literal["client", "server"]
Fact = Literal[
    "cacheable_by_default",
    "must_not_be_stored",
    "required_headers",
    "recommended_headers",
    "redirect_method",
    "permanent",
    "body_allowed",
    "retry",
]
# The kinds of the quiz's questions:
# - meaning: which code has this summary?
# - name: what is the code called?
# - scenario: which code fits the situation?
# - header: which field must a response with the code carry?
# - redirect: which code redirects in this way?
# - cacheable: which code can a cache store by default?
# - sender: which vendor does the code come from?
# - example: which code is blanked in the example?
Kind = Literal[
    "meaning", "name", "scenario", "header", "redirect", "cacheable", "sender", "example"
]

# The vendor of numbers that proxies of several makers write to their logs.
PROXIES = "proxies"


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """Identifies an entry: vendors give the same number different meanings.

    `vendor` is '' for the IANA registry's own meaning.
    """

    code: int
    vendor: str = ""

    def __str__(self) -> str:
        return f"{self.code:03}/{self.vendor}" if self.vendor else f"{self.code:03}"


@dataclass(frozen=True, slots=True)
class Spec:
    """The definition of the code: a section of an RFC, or a vendor's page or source file."""

    document: Name
    url: Url
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Temporary:
    """The dates of a temporary registration in IANA's registry."""

    registered: date
    expires: date
    extended: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """The specification's facts about the code.

    `sources` names the section ("RFC 9110 §15.1") of each fact that the specification states.
    A fact without a section is None or empty, with three exceptions: `must_not_be_stored` may also
    be False, and `body_allowed` (usually True) and `retry` are an editor's judgement.
    `required_headers` are the fields that the specification says MUST be sent (for 206 and 304,
    under a condition of the specification). `recommended_headers` are fields that should or may be
    sent.
    """

    cacheable_by_default: bool | None
    must_not_be_stored: bool | None
    required_headers: tuple[Name, ...]
    recommended_headers: tuple[Name, ...]
    redirect_method: RedirectMethod | None
    permanent: bool | None
    body_allowed: bool
    retry: Retry
    sources: dict[Fact, Name]


@dataclass(frozen=True, slots=True)
class Actions:
    client: Annotated[tuple[ShortText, ...], Meta(min_length=1, max_length=3)]
    server: Annotated[tuple[ShortText, ...], Meta(min_length=1, max_length=3)]

    def of(self, side: Side) -> tuple[str, ...]:
        return self.client if side == "client" else self.server


@dataclass(frozen=True, slots=True)
class EntryText:
    """An entry's sentences in one language."""

    name: Name
    summary: ShortText
    meaning: Paragraph
    sender: Remark
    causes: Annotated[tuple[ShortText, ...], Meta(min_length=3, max_length=4)]
    actions: Actions
    keywords: Annotated[tuple[Name, ...], Meta(min_length=8, max_length=100)]


@dataclass(frozen=True, slots=True)
class Both:
    """A short remark in both languages."""

    en: Remark
    ko: Remark

    def text(self, language: Language) -> str:
        return self.en if language == "en" else self.ko


@dataclass(frozen=True, slots=True)
class Related:
    """Another entry that people confuse with this one, and the difference."""

    code: int
    en: Reason
    ko: Reason
    vendor: str = ""

    @property
    def key(self) -> Key:
        return Key(self.code, self.vendor)

    def reason(self, language: Language) -> str:
        return self.en if language == "en" else self.ko


# A code is common if its frequency is at least this.
MIN_COMMON_FREQUENCY = 4


@dataclass(frozen=True, slots=True)
class QuizLimits:
    """Limits that keep an entry's questions from having two right answers, or none.

    A question of a kind in `unasked` has a doubtful answer, and isn't asked. An option in `also` (a
    number of three digits, a header or a vendor) is arguably right, too, so it isn't offered as a
    wrong one: the summary of 301 is also true of 308.
    """

    unasked: tuple[Kind, ...] = ()
    also: dict[Kind, tuple[Name, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of one number: the registry's, or a vendor's.

    `frequency` is how often people meet the code, from 5 (daily) to 1 (almost never). An editor
    judges the frequency, which orders entries that are otherwise equal. `acts` is the side that can
    usually fix the cause. `errors` are texts of errors, by the product that writes them. `searches`
    are phrases that people type to find the code; only a search reads them.
    """

    code: Annotated[int, Meta(ge=0, le=999)]
    name: Name
    aliases: tuple[Name, ...]
    registration: Registration
    obsolete: bool
    frequency: Annotated[int, Meta(ge=1, le=5)]
    facts: Facts
    chain: Chain
    acts: Side
    en: EntryText
    ko: EntryText
    related: Annotated[tuple[Related, ...], Meta(min_length=2, max_length=4)]
    example: Annotated[str, Meta(min_length=10, max_length=500)]
    vendor: Vendor = ""
    spec: Spec | None = None
    temporary: Temporary | None = None
    constants: dict[Library, Remark] = field(default_factory=dict)
    versions: dict[Library, Versions] = field(default_factory=dict)
    mdn: tuple[Language, ...] = ()
    look_at: LookAt | None = None
    urgency: Urgency | None = None
    pitfall: Both | None = None
    doubt: Both | None = None
    errors: dict[Name, tuple[Remark, ...]] = field(default_factory=dict)
    searches: tuple[ShortText, ...] = ()
    quiz: QuizLimits | None = None

    @property
    def key(self) -> Key:
        return Key(self.code, self.vendor)

    @property
    def is_common(self) -> bool:
        return self.frequency >= MIN_COMMON_FREQUENCY

    @property
    def status_class(self) -> int:
        """The first digit: 1–5 are HTTP's classes (RFC 9110 §15); 0 and 6–9 have no class."""
        return self.code // 100

    @property
    def numbered_name(self) -> str:
        """The number, in three digits, and the name: "404 Not Found", "000 No Response"."""
        return f"{self.code:03} {self.name}"

    @property
    def title(self) -> str:
        """Number, name and vendor: "404 Not Found", "499 Client Closed Request (nginx)"."""
        return self.short_title("en")

    def short_title(self, language: Language) -> str:
        """Return the title with the name in one language only: "404 찾을 수 없음"."""
        vendor = f" ({self.vendor})" if self.vendor else ""
        return f"{self.code:03} {self.text(language).name}{vendor}"

    def is_asked(self, kind: Kind) -> bool:
        return self.quiz is None or kind not in self.quiz.unasked

    def also(self, kind: Kind) -> tuple[str, ...]:
        """Return the other right options in questions of a kind."""
        return () if self.quiz is None else self.quiz.also.get(kind, ())

    def text(self, language: Language) -> EntryText:
        return self.en if language == "en" else self.ko

    def glossed_title(self, language: Language) -> str:
        """Return the title; for "ko", add the Korean name: "404 Not Found · 찾을 수 없음"."""
        return self._glossed(self.title, language)

    def heading(self, language: Language) -> str:
        """Return the glossed title without the vendor, for cards that name the vendor elsewhere."""
        return self._glossed(self.numbered_name, language)

    def _glossed(self, title: str, language: Language) -> str:
        gloss = self.text(language).name
        return title if gloss == self.name else f"{title} · {gloss}"
