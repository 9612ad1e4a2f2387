"""Time zones by the names that people have for them; kept is the IANA database's own."""

import functools
import re
import unicodedata
import zoneinfo

from bot.errors import UserError
from bot.services.lookup.limits import MAX_QUERY_CHARACTERS

SHOWN = 25  # as many choices as Discord's autocomplete takes
# Offered before anything is typed.
_FIRST = (
    "Asia/Seoul", "UTC", "America/Los_Angeles", "America/New_York", "Europe/London",
    "Europe/Berlin", "Asia/Tokyo", "Asia/Singapore", "Asia/Kolkata", "Australia/Sydney",
)  # fmt: skip
# What people say, and the zone that they most likely mean. An abbreviation stands for the place,
# with its summer time, and not for the fixed offset (PST is "the West Coast's time").
_COMMON = {
    "Asia/Seoul": "kst, korea, 서울, 한국, 대한민국, 부산",
    "Asia/Pyongyang": "평양, 북한",
    "Asia/Tokyo": "jst, japan, 도쿄, 동경, 일본, 오사카",
    "Asia/Shanghai": "china, beijing, 베이징, 북경, 상하이, 상해, 중국",
    "Asia/Hong_Kong": "hkt, 홍콩",
    "Asia/Taipei": "taiwan, 타이베이, 대만",
    "Asia/Singapore": "sgt, 싱가포르, 싱가폴",
    "Asia/Ho_Chi_Minh": "vietnam, hanoi, saigon, 베트남, 하노이, 호치민, 호찌민",
    "Asia/Bangkok": "ict, thailand, 방콕, 태국",
    "Asia/Jakarta": "wib, indonesia, 자카르타, 인도네시아",
    "Asia/Manila": "philippines, 마닐라, 필리핀",
    "Asia/Kolkata": (
        "ist, india, delhi, mumbai, bangalore, bengaluru, 인도, 뭄바이, 델리, 뉴델리, 벵갈루루"
    ),
    "Asia/Dubai": "gst, uae, 두바이",
    "Asia/Jerusalem": "tel aviv, 예루살렘, 텔아비브, 이스라엘",
    "Australia/Sydney": "aest, aedt, 시드니, 호주, 멜버른",
    "Pacific/Auckland": "nzst, nzdt, new zealand, 오클랜드, 뉴질랜드",
    "Europe/London": "bst, uk, england, britain, 런던, 영국",
    "Europe/Paris": "france, 파리, 프랑스",
    "Europe/Berlin": "cet, cest, germany, munich, frankfurt, 베를린, 독일, 뮌헨, 프랑크푸르트",
    "Europe/Amsterdam": "netherlands, 암스테르담, 네덜란드",
    "Europe/Madrid": "spain, 마드리드, 스페인",
    "Europe/Lisbon": "wet, west, portugal, 리스본, 포르투갈",
    "Europe/Rome": "italy, 로마, 이탈리아",
    "Europe/Zurich": "switzerland, 취리히, 스위스",
    "Europe/Stockholm": "sweden, 스톡홀름, 스웨덴",
    "Europe/Helsinki": "eet, eest, finland, 헬싱키, 핀란드",
    "Europe/Kyiv": "ukraine, 키이우, 우크라이나",
    "Europe/Moscow": "msk, russia, 모스크바, 러시아",
    "Europe/Istanbul": "turkey, 이스탄불, 튀르키예, 터키",
    "America/New_York": (
        "est, edt, et, eastern, eastern time, nyc, boston, washington, 뉴욕, 보스턴, 워싱턴,"
        " 미국 동부"
    ),
    "America/Chicago": (
        "cst, cdt, ct, central, central time, dallas, houston, austin, 시카고, 댈러스, 미국 중부"
    ),
    "America/Denver": "mst, mdt, mt, mountain, mountain time, 덴버, 미국 산악",
    "America/Los_Angeles": (
        "pst, pdt, pt, pacific, pacific time, la, sf, san francisco, seattle, 로스앤젤레스,"
        " 샌프란시스코, 시애틀, 미국 서부"
    ),
    "America/Toronto": "canada, 토론토, 캐나다",
    "America/Vancouver": "밴쿠버",
    "America/Sao_Paulo": "brt, brazil, 상파울루, 브라질",
    "America/Mexico_City": "mexico, 멕시코시티, 멕시코",
    "Pacific/Honolulu": "hst, hawaii, 하와이, 호놀룰루",
    "Africa/Johannesburg": "sast, south africa, 요하네스버그, 남아프리카",
    "Africa/Cairo": "egypt, 카이로, 이집트",
    "UTC": "utc, gmt, z, zulu, 협정세계시",
}
_OFFSET = re.compile(r"(?:utc|gmt)?(?P<sign>[+-])(?P<hours>[0-9]{1,2})(?::?00)?")


def find_zone(text: str) -> str:
    """The zone of exactly that name, among people or in the database, of that offset, or of that
    city; raises UserError."""
    typed = _plain(text[:MAX_QUERY_CHARACTERS])
    zone = _said().get(typed) or _names().get(typed) or _offset(typed) or _cities().get(typed)
    if zone is None:
        raise UserError("daily.timezone")
    return zone


def suggest_zones(text: str) -> list[str]:
    """At most SHOWN zones, the likeliest first: by exact name, by its beginning, by any part."""
    typed = _plain(text[:MAX_QUERY_CHARACTERS])
    if not typed:
        return list(_FIRST)
    ranked: dict[str, int] = {}

    def rank(zone: str, name: str) -> None:
        if typed == name:
            place = 0
        elif name.startswith(typed):
            place = 1
        elif typed in name:
            place = 3
        else:
            return
        ranked[zone] = min(place, ranked.get(zone, place))

    for said, zone in _said().items():
        rank(zone, said)
    for name, zone in _names().items():
        if name not in _said():  # EST and such, by which people mean a place; see _COMMON
            rank(zone, name)
            if "/" in name and name.rpartition("/")[2].startswith(typed):
                ranked[zone] = min(2, ranked[zone])
    if (at := _offset(typed)) is not None:
        ranked[at] = 0
    common = list(_COMMON)
    return sorted(
        ranked,
        key=lambda zone: (
            ranked[zone],
            common.index(zone) if zone in _COMMON else len(common),
            zone,
        ),
    )[:SHOWN]


def _offset(typed: str) -> str | None:
    """ "utc+9", "gmt+09:00", "-5": whole hours, as people write them. The database's own names for
    these go the other way round (POSIX): its Etc/GMT-9 is ahead of UTC."""
    match = _OFFSET.fullmatch(typed)
    if match is None:
        return None
    sign = "-" if match["sign"] == "+" else "+"
    return _names().get(f"etc/gmt{sign}{int(match['hours'])}")


@functools.cache
def _names() -> dict[str, str]:
    """The database's names, as they are and as they are typed. Reads its whole folder once."""
    # What a system calls so is its own: no zone of the database, and another one elsewhere.
    own = ("Factory", "localtime")
    return {
        _plain(name): name for name in sorted(zoneinfo.available_timezones()) if name not in own
    }


@functools.cache
def _cities() -> dict[str, str]:
    return {name.rpartition("/")[2]: zone for name, zone in _names().items() if "/" in name}


@functools.cache
def _said() -> dict[str, str]:
    return {_plain(said): zone for zone, line in _COMMON.items() for said in line.split(",")}


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(folded.split()).replace("_", "")
