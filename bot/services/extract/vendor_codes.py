"""Decides whose code a number is, the registry's or a vendor's, by the words around it."""

from typing import Final

from bot.services.extract.words.word_patterns import Words, any_of_grouped, compile_later

# REGISTERED has the numbers of IANA's registry. VENDORS has the numbers that vendors use, each with
# its vendors, the likeliest first; '' is the registry. The search for codes is a pure function of
# the text and reads no data, so this module repeats the data's numbers. A test compares them with
# the data.
REGISTERED: Final = frozenset(
    {*range(100, 105), *range(200, 209), 226, *range(300, 309), *range(400, 419)}
    | {*range(421, 427), 428, 429, 431, 451, *range(500, 509), 510, 511}
)
VENDORS: Final[dict[int, tuple[str, ...]]] = {
    0: ("curl", "CloudFront"),
    218: ("Apache",),
    419: ("Laravel", "Microsoft", "Spring"),
    420: ("Twitter", "Spring"),
    421: ("", "Spring"),
    430: ("Shopify",),
    440: ("IIS",),
    444: ("nginx",),
    449: ("IIS",),
    450: ("Microsoft",),
    451: ("", "Exchange"),
    460: ("AWS",),
    463: ("AWS", "Alibaba Cloud"),
    464: ("AWS",),
    494: ("nginx",),
    495: ("nginx",),
    496: ("nginx",),
    497: ("nginx",),
    498: ("Esri",),
    499: ("nginx", "Esri"),
    509: ("cPanel",),
    **dict.fromkeys(range(520, 528), ("Cloudflare",)),
    529: ("Anthropic", "Qualys"),
    530: ("Cloudflare", "Pantheon", "Shopify"),
    540: ("Shopify",),
    561: ("AWS", "Pantheon"),
    598: ("proxies", "Alibaba Cloud"),
    599: ("Tornado", "Alibaba Cloud"),
    600: ("Squid",),
    601: ("Squid",),
    783: ("Shopify",),
    999: ("LinkedIn",),
}
KNOWN: Final = REGISTERED | VENDORS.keys()

# The words that name a vendor, in lower case. They decide between vendors that use the same number.
_SIGNS: Final = {
    "Alibaba Cloud": r"alibaba aliyun edgeroutine 알리바바",
    "Anthropic": r"anthropic claude 클로드 overloaded_error",
    "AWS": r"\baws amazonaws \balb\b \belb\b elb_status cognito",
    "Cloudflare": r"cloudflare cf-ray 클라우드플레어 클플",
    "CloudFront": r"cloudfront x-edge 클라우드프론트",
    "curl": r"\bcurl\b http_code",
    "Esri": r"\besri\b arcgis featureserver mapserver token\srequired",
    "Exchange": r"activesync x-ms-location \bexchange\b",
    "Laravel": r"laravel 라라벨 csrf page\sexpired",
    "Microsoft": r"\biis\b asp\.net",
    "nginx": r"nginx 엔진엑스",
    "Pantheon": r"pantheon",
    "Qualys": r"qualys ssllabs",
    "IIS": r"\biis\b internet\sinformation\sservices exchange owa\b",
    "LinkedIn": r"linkedin",
    "Squid": r"squid \btcp_[a-z_]+/[0-9]{3}\b",
    "Shopify": r"shopify 쇼피파이 myshopify",
    "Spring": r"destination\slocked method\sfailure insufficient\sspace",
    "Tornado": r"tornado jupyter",
    "Twitter": r"twitter enhance\syour\scalm",
}
_SIGN: Final = {vendor: Words(signs) for vendor, signs in _SIGNS.items()}
# Signs of other programs that use a vendor's number, by the number. Such a program may give the
# number the vendor's meaning or a meaning of its own.
_OTHER_PROGRAMS: Final = {
    0: r"\b(?:tcp|udp|none)_?[a-z_]*/000\b|\bhier_|squid",
    499: any_of_grouped(
        r"heroku c(?<=\bc)ode=h[0-9]{2}\b d(?<=\bd)yno= traefik downstreamstatus"
        r" c(?<=\bc)addy\b http\.log\. asp\.net kestrel grpc-gateway"
    ),
    530: r"\bftp",
}
_OTHER_PROGRAM: Final = {code: compile_later(signs) for code, signs in _OTHER_PROGRAMS.items()}


def is_named(vendor: str, text: str) -> bool:
    """Return whether a text names a vendor."""
    return _is_named(vendor, text.lower())


def is_shared(code: int) -> bool:
    """Return whether several vendors use the number, or a vendor and the registry."""
    return len(VENDORS.get(code, ())) > 1


class TextVendors:
    """Decides which vendor's meaning each number of one text has.

    `start` is the text's start. `whole` is the whole text, or None if the caller doesn't have it.
    If `whole` is given, the words beside a number are searched only if `whole` names a vendor or
    another program that uses the number. This saves time.
    """

    def __init__(self, start: str, whole: str | None = None) -> None:
        self._start = start.lower()
        if whole is None or whole == start:
            self._whole = None if whole is None else self._start
        else:
            self._whole = whole.lower()
        self._in_start: dict[int, str] = {}
        self._anywhere: dict[int, bool] = {}

    def vendor(self, code: int, near: str) -> str | None:
        """Return the vendor whose meaning the number has; None if the meaning is no vendor's.

        `near` is the words beside the number. The first match decides:

        1. a vendor that `near` names
        2. another program that uses the number and that `near` names; the method then returns None,
           because the data has no entry for that program
        3. a vendor that the text's start names
        4. the likeliest vendor, as in the answer of the command `/http`
        """
        if code not in VENDORS:
            return None
        vendors = VENDORS[code]
        near = near.lower() if self._names_any(code, vendors) else ""
        named = _first_named(vendors, near)
        if named is None and code in _OTHER_PROGRAM and _OTHER_PROGRAM[code].search(near):
            return None
        if len(vendors) == 1:
            return vendors[0] or None
        if named is None:
            if code not in self._in_start:
                self._in_start[code] = _first_named(vendors, self._start) or vendors[0]
            named = self._in_start[code]
        return named or None

    def _names_any(self, code: int, vendors: tuple[str, ...]) -> bool:
        """Return whether the text may name a vendor or another program that uses the number."""
        if self._whole is None:
            return True
        if code not in self._anywhere:
            self._anywhere[code] = _first_named(vendors, self._whole) is not None or (
                code in _OTHER_PROGRAM and _OTHER_PROGRAM[code].search(self._whole) is not None
            )
        return self._anywhere[code]


def _is_named(vendor: str, lower_text: str) -> bool:
    return vendor in _SIGN and _SIGN[vendor].are_in(lower_text)


def _first_named(vendors: tuple[str, ...], lower_text: str) -> str | None:
    """Return the first of the vendors that a text names."""
    for vendor in vendors:
        if _is_named(vendor, lower_text):
            return vendor
    return None
