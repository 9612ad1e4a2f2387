"""What Teapot knows, as frozen dataclasses that every layer speaks.

The limits stand here, in the types: the YAML is checked against them, and the card relies on them.
Patterns on ten thousand phrases would cost a start ten milliseconds: knowledge/entry_checks.py has
those checks.
"""

from dataclasses import dataclass, field
from typing import Annotated, Literal

from msgspec import Meta

from bot.model.chain import Chain

Language = Literal["en", "ko"]
LANGUAGES: tuple[Language, ...] = ("en", "ko")

ShortText = Annotated[str, Meta(min_length=1, max_length=110)]
Name = Annotated[str, Meta(min_length=1, max_length=50)]
# A key with its vendor stands in custom_ids, of which Discord takes 100 characters.
Vendor = Annotated[str, Meta(max_length=40)]
Reason = Annotated[str, Meta(min_length=1, max_length=70)]
Remark = Annotated[str, Meta(min_length=1, max_length=170)]
Paragraph = Annotated[str, Meta(min_length=20, max_length=420)]
Url = Annotated[str, Meta(pattern=r"^https://[^\s]+$", max_length=512)]

Registration = Literal["registered", "temporary", "unused", "vendor"]
RedirectMethod = Literal["may-become-get", "becomes-get", "preserved"]
# Advice, unless `sources` names a section: whether sending it again can help, and how.
Retry = Literal[
    "none", "follow", "change", "authenticate", "wait", "idempotent", "items", "reconnect",
    "handshake", "never",
]  # fmt: skip
LookAt = Literal["request", "server", "network", "nothing"]
Urgency = Literal["none", "rise", "now"]
Side = Literal["client", "server"]
Library = Literal["python", "go", "spring", "javascript", "rust", "csharp", "rack", "symfony"]
# Who sent an answer, as far as a text shows it: "app" and "balancer" are kinds, the rest products.
Sender = Literal[
    "app", "balancer", "Apache", "Caddy", "Cloudflare", "CloudFront", "Envoy", "HAProxy", "IIS",
    "Kong", "nginx", "Squid", "Varnish",
]  # fmt: skip
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


# Characters of a query; and those that are read of a text at all, since normalising takes a while,
# and grows with the square of some texts.
MAX_QUERY = 100
MAX_TYPED = 4 * MAX_QUERY
# An owner that is no vendor: proxies of several makers log its numbers.
PROXIES = "proxies"
# Below this score a best hit is a guess: better a list of suggestions than a wrong card.
UNSURE = 0.48


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What an entry is stored under: numbers collide between vendors. '' is the registry's own."""

    code: int
    vendor: str = ""

    def __str__(self) -> str:
        return f"{self.code:03}/{self.vendor}" if self.vendor else f"{self.code:03}"


@dataclass(frozen=True, slots=True)
class Spec:
    """Where the code is defined: an RFC's section, or a vendor's own page or source file."""

    document: Name
    url: Url
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the specification says; None where it says nothing.

    `sources` names the section ("RFC 9110 §15.1") of each fact that is not the plain default.
    `required_headers` holds what the specification says MUST be sent (for 206 and 304 under the
    condition that it names), `recommended_headers` what it says should or may be.
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
    """One entry's sentences in one language."""

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
    """Another entry that is confused with this one, and how it differs."""

    code: int
    en: Reason
    ko: Reason
    vendor: str = ""

    @property
    def key(self) -> Key:
        return Key(self.code, self.vendor)

    def reason(self, language: Language) -> str:
        return self.en if language == "en" else self.ko


@dataclass(frozen=True, slots=True)
class Entry:
    """One owner's meaning of one number. `frequency` is how often people meet it: 5 daily, 1 almost
    never (an editor's judgement; it orders what is otherwise equal). `acts` is the side that can
    mend it in the usual case."""

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
    constants: dict[Library, Remark] = field(default_factory=dict)
    mdn: tuple[Language, ...] = ()
    look_at: LookAt | None = None
    urgency: Urgency | None = None
    pitfall: Both | None = None
    doubt: Both | None = None

    @property
    def key(self) -> Key:
        return Key(self.code, self.vendor)

    @property
    def status_class(self) -> int:
        """The first digit: 1–5 are HTTP's classes (RFC 9110 §15); 0 and 6–9 are nobody's."""
        return self.code // 100

    @property
    def numbered_name(self) -> str:
        """ "404 Not Found", "000 No Response": always with three digits."""
        return f"{self.code:03} {self.name}"

    @property
    def title(self) -> str:
        """ "404 Not Found", "499 Client Closed Request (nginx)"."""
        owner = f" ({self.vendor})" if self.vendor else ""
        return f"{self.numbered_name}{owner}"

    def text(self, language: Language) -> EntryText:
        return self.en if language == "en" else self.ko

    def glossed_title(self, language: Language) -> str:
        """The title, and in Korean what it means: "404 Not Found · 찾을 수 없음"."""
        return self._glossed(self.title, language)

    def heading(self, language: Language) -> str:
        """Like `glossed_title`, where the owner stands beside it."""
        return self._glossed(self.numbered_name, language)

    def _glossed(self, title: str, language: Language) -> str:
        gloss = self.text(language).name
        return title if gloss == self.name else f"{title} · {gloss}"


@dataclass(frozen=True, slots=True)
class SituationText:
    """What happened, and in one sentence why its code fits better than the neighbours."""

    situation: Annotated[str, Meta(min_length=20, max_length=240)]
    why: Remark


@dataclass(frozen=True, slots=True)
class Scenario:
    """A situation whose code is asked for. `also` are numbers that would do as well: they are never
    offered as wrong."""

    key: Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
    code: Annotated[int, Meta(ge=0, le=999)]
    also: Annotated[tuple[int, ...], Meta(max_length=2)]
    level: Literal[1, 2, 3]
    en: SituationText
    ko: SituationText
    vendor: Vendor = ""

    @property
    def entry_key(self) -> Key:
        return Key(self.code, self.vendor)

    def text(self, language: Language) -> SituationText:
        return self.en if language == "en" else self.ko


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that Teapot knows: the entries in file order, the groups of words that mean the same to
    someone who searches, and the quiz's situations."""

    entries: tuple[Entry, ...]
    synonyms: tuple[tuple[Name, ...], ...]
    scenarios: tuple[Scenario, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text where a status code stands: `line` counts from 1, `start` and `end` are
    characters of the whole text. `vendor` is whose meaning of the number it has there; None is the
    registry's."""

    code: int
    line: int
    start: int
    end: int
    vendor: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """`score` is 0 to 1; from UNSURE on it is shown as the answer."""

    entry: Entry
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """An entry, and what else the query may have meant, likeliest first."""

    entry: Entry
    alternatives: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusClass:
    """One of HTTP's five classes (RFC 9110 §15) with Teapot's entries in it, by number."""

    digit: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class UnassignedCode:
    """A number that HTTP allows and nobody is known to use; a client must treat it as `base`, the
    x00 of its class (RFC 9110 §15)."""

    code: int
    base: Entry


@dataclass(frozen=True, slots=True)
class NoMatch:
    """No entry is near enough to be shown as the answer."""

    query: str
    suggestions: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A code in a text, what it means, and the piece of the line where it first stands: `before`,
    the number itself, `after`. `sender` is who sent it, where the text shows that."""

    mention: Mention
    result: Match | UnassignedCode
    before: str
    after: str
    sender: Sender | None

    @property
    def entry(self) -> Entry:
        """Its own, or the one of its class."""
        return self.result.entry if isinstance(self.result, Match) else self.result.base


LookupResult = Match | StatusClass | UnassignedCode | NoMatch
