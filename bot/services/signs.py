"""What speaks for a number's being a status code, and what against it, in English and Korean.

Everything here looks at a few characters beside a number, so finding codes takes time in proportion
to the text.
"""

import re
from http import HTTPStatus
from typing import Final

METHODS: Final = "GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE"

# Older names, other spellings, and what vendors call their own (RFC 9110 §15 allows any phrase).
_OTHER_PHRASES: Final[dict[int, tuple[str, ...]]] = {
    203: ("non-authoritative",),
    302: ("moved temporarily", "redirect"),
    408: ("request time-out",),
    413: ("payload too large", "content too large", "request entity too large"),
    414: ("request-uri too large", "uri too long"),
    416: ("range not satisfiable",),
    418: ("i'm a teapot",),
    419: ("page expired",),
    420: ("enhance your calm",),
    422: ("unprocessable content", "unprocessable entity"),
    429: ("too many request",),
    440: ("login time-out", "login timeout"),
    444: ("no response",),
    460: ("client closed",),
    497: ("http request sent to https port",),
    498: ("invalid token",),
    499: ("client closed request", "token required", "client has closed"),
    503: ("service temporarily unavailable", "backend fetch failed"),
    504: ("gateway time-out", "gateway timeout"),
    509: ("bandwidth limit exceeded",),
    520: ("web server is returning", "web server returned"),
    521: ("web server is down",),
    522: ("connection timed out", "origin connection time"),
    523: ("origin is unreachable",),
    524: ("a timeout occurred",),
    525: ("ssl handshake failed",),
    526: ("invalid ssl certificate",),
    529: ("overloaded", "site is overloaded"),
    530: ("site is frozen", "origin dns error"),
    561: ("unauthorized",),
    599: ("network connect timeout",),
    999: ("request denied",),
}
_WORD = re.compile(r"[A-Za-z]+")
_NAME_FOLLOWS = re.compile(r"[\s:,.'\"(\[\])|–—-]{1,4}[A-Za-z:]")
_PHRASES: Final[dict[int, tuple[str, ...]]] = {
    code: tuple(
        " ".join(_WORD.findall(phrase)).lower() + " "
        for phrase in ((HTTPStatus(code).phrase,) if code in set(HTTPStatus) else ())
        + _OTHER_PHRASES.get(code, ())
    )
    for code in {*map(int, HTTPStatus), *_OTHER_PHRASES}
}


def names_it(code: int, before: str, after: str) -> bool:
    """Its reason phrase stands right after it ("502 Bad Gateway", "404: NOT_FOUND"), or right
    before it in brackets ("Conflict (409)")."""
    phrases = _PHRASES.get(code, ())
    if phrases and _NAME_FOLLOWS.match(after):
        following = _plain(after) + " "
        generic = {4: "client error ", 5: "server error "}.get(code // 100, phrases[0])
        if following.startswith((*phrases, generic)):
            return True
    if phrases and before.endswith("("):
        return f" {_plain(before)} ".endswith(tuple(f" {phrase}" for phrase in phrases))
    return False


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text)).lower()


# Log formats: a whole line's shape says which number is the status. Group 1, or each number in it.
# Every repetition is bounded or ends at a character that its own start can't be, so that no line
# takes more than linear time.
FORMATS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf'"(?:{METHODS}|WebSocket)\b[^"\n]{{0,4000}}" ([0-9]{{3}})(?: (?:[0-9]|-|[A-Z])|$)',  # CLF
        r'\] "[^"\n]{0,4000}" ([0-9]{3}) (?:[0-9]|-)',  # common log format of a broken request
        r"(?<![0-9/])(?:-?[0-9]{1,9}/){4}\+?-?[0-9]{1,9} ([0-9]{3}) \+?[0-9]",  # HAProxy's timers
        r" (?:-?[0-9.]{1,20} ){3}((?:[0-9]{3}|-) (?:[0-9]{1,3}|-)) [0-9]{1,12} [0-9]{1,12} \"",  # ALB
        r':[0-9]{1,5}" "([0-9]{3}(?: [0-9]{3})*)" ',  # AWS ALB: the list of its targets' answers
        r"(?<= )([0-9]{3}(?:, [0-9]{3}){0,9}) [0-9a-f]{32}\b",  # ingress-nginx: the upstreams'
        r"(?:TCP|UDP|NONE|TAG)[A-Z_]{0,30}/([0-9]{3})\b",  # Squid
        rf"\t(?:{METHODS})\t[^\t\n]+\t[^\t\n]+\t([0-9]{{3}})\t",  # CloudFront
        r"^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8} .*(?<= )([0-9]{3}) [0-9]+ [0-9]+ [0-9]+\s*$",  # IIS
        rf"(?:{METHODS})[ :]{{1,3}}[\"']?(?:/|https?:)\S{{0,500}} {{1,4}}([0-9]{{3}})(?![0-9.:/%A-Za-z-])",  # GET / 404
        rf"(?:{METHODS}) ([0-9]{{3}}) https?://",  # npm
        rf"(?<![\w.:/#$-])([0-9]{{3}}) (?:{METHODS}) /",  # Tornado: 404 GET /path
        rf"\| {{1,4}}([0-9]{{3}}) {{1,4}}\|.{{0,80}}?\| {{1,4}}(?:{METHODS}) ",  # gin
        r"[0-9]ms - ([0-9]{3})\b",  # ASP.NET Core
        r"\[([0-9]{3})\]\s(?:\s{0,8}https?://|\s{0,8}[0-9]+ responses|during \[)",  # lychee, hey, Feign
        r"Status Codes\s+\[code:count\]\s+((?:[0-9]{1,3}:[0-9]+(?:\s+|$))+)",  # vegeta
        r"^\s*[<←>]-*\s+([0-9]{3})\s+https?://",  # OkHttp
        r"return ([0-9]{3})(?:;| https?://| \$)",  # nginx's configuration
        r"error_page\s+((?:[0-9]{3}\s+)+)",
    )
)
# The lines that `curl -w '%{http_code} …'` writes.
WRITTEN: Final = re.compile(r"^\s*([0-9]{3})(?=\s|$)")

# Right before the number, with no more than punctuation between.
_GAP = r"[\s\"'`:=\[({*>“‘]{0,6}"
_NAMED = re.compile(
    r"(?:\bHTTP/[0-9](?:\.[0-9])?\"?|HTTP|(?<!exit )(?<!process )status|(?<!exit )status[\s_-]?codes?|status_?code_?list|(?:http|response|sc|elb|target|upstream)"
    r"[\s._-]?(?:status[\s._-]?)?code|HTTP(?:\s\w{1,10})?\s(?:error|status|response|code)s?"
    r"|\bstatus (?:of|was|is|as|with)|HTTP error|\b(?:us|ups|upstream_status)|error_page"
    r"|HTTP 상태|\b(?:JSON|send_?status|abort|write_?head(?:er)?)(?=\()|상태\s?코드(?:가|는|로|도)?|응답\s?코드(?:가|는|로|도)?|에러\s?코드(?:가|는|로|도)?|스테이터스"
    r"|(?:wrong|bad|unexpected|invalid) status|limit_req_status|Response|\bxhr\.status ===?)"
    rf"{_GAP}\Z",
    re.IGNORECASE,
)
_CODED = re.compile(
    r"(?:\bcode|[a-z]Code|_code|[a-z]*error|\bErr(?:or)?!?|ERR_[A-Z_]{3,40}|에러|오류|returned|responded with"
    rf"|resulted in an?|Completed|Rejected|awaiting response\.\.\.|<--|←){_GAP}\Z",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"(?:\b(?:returns?|returned|returning|got|gets?|getting|gave|gives?|giving|throws?|threw|throwing"
    r"|responds?|responded|responding|receives?|received|receiving|answers?|answered|answering"
    r"|replied|replies|serves?|served|serving|sends?|sent|sending|sees?|seeing|saw|shows?|hits?"
    r"|hitting|spits?|spitting|expected|expecting|expect|actual|want|wanted|fails? with"
    r"|failed with|failing with|failures? with|died with|comes? back as|came back(?: as| with)?"
    r"|responses:|documented|allowed|accepted|statuses|responds? with|replies with|API|서버|응답|게이트웨이)"
    r"|(?<!\S)(?:=>|->|→|==|!=|===))"
    r"[\s\"'`([{*“‘:]{1,5}\Z",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:treats?|treat|handles?|between|instead of|rather than|like|not|or|and|vs\.?|mean(?:s|ing)?"
    r"|to (?:be|equal)|just|plain|mostly|usual|random|intermittent|occasional|sporadic|constant|raw"
    r"|with|on|an?|the|this|that|다|전부|모두|그냥|계속|또|여전히|자꾸|다시)[\s\"'`([{*“‘:]{1,5}\Z",
    re.IGNORECASE,
)
_SAID_OF_MANY = re.compile(
    r"\b(?:these|those|some|any|another|more|many|every|each|no|all)[\s\"'`([{*“‘:]{1,5}\Z",
    re.IGNORECASE,
)
_OF_MANY = re.compile(
    r"\b(?:(?:get|see|throw|return|serv|respond|giv|spit|hit)\w*|got|saw|sporadic|random|intermittent"
    r"|of|some|many|any|the|no|more|those|these|constant|all)\s+\Z",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"\s*[.)]")  # "403) Orders API …" counts
# A value under a name that is no status: JSON, headers, counters.
_KEYED = re.compile(r"[A-Za-z_-]+[\"']?\s?[:=]\s?[\"']?\Z")
# A plural right after a number says that it is counted.
_PLURAL_NOUN = re.compile(
    r"\s+(?!(?:is|was|as|has|does|this|plus|across|unless|always|errors|responses|status)\b)[a-z]+s\b"
)
_ARTICLE = re.compile(
    r"\b(?:an?|the|this|that|these|those|every|another)\s+[\"'`*]*\Z", re.IGNORECASE
)
_NOUN = re.compile(
    r"[\"'`*]*\s+(?:path|page|errors?|response|handler|handling|case|storm|spike|alert|status|code)\b"
)
_MARKED = re.compile(r"(?:\*\*|`)\Z")
_ENTRY = re.compile(r"[*`\"']{0,3}\s*(?:[=:→]|->|=>|[–-](?=\s))\s*\S")
_ITEM = re.compile(r"\s*(?:[-*•]|[0-9]{1,2}[.)])?\s*[*`\"']{0,3}\Z")

# What follows a number that is a thing said of, not counted.
_STOPS = re.compile(
    r"s?[\"'`)\]}*”’,;:!?|]*(?:\Z|[\s]*[.…,;:!?)\]|/→&=<>—–-](?![0-9])|\n|\s+(?:[A-Z\"'`({<\[~]|from|on|for|when|if|after|and|or|but"
    r"|in|at|with|to|instead|again|back|errors?|responses?|status|codes?|is|are|was|were|because"
    r"|while|whenever|every|all|only|the|a|an|since|until|unless|even|as|this|that|now|too|here|there|by|before"
    r"|path|page(?!s)|today|means|mean|vs\.?|means|not|so|then|which|does|do|has|have|via|like|comes?|came|happens?|spikes?|back|under|during|=|https?)\b)"
    r"|\s*(?!번)[가-힣]"
)
_NUMBERED_THING = re.compile(r"\s*번")
_SPACED = re.compile(r"\s*[가-힣]")
_STEP = re.compile(r"[0-9][A-Za-z]*\s*(?:→|->|=>)\s*\Z")
_IN_PROSE = re.compile(r"(?:^\s*|[A-Za-z가-힣~)][,.!?…:]*\s+|(?:^|[\s가-힣])[(*`\"'“‘]{1,3})\Z")
_PLURAL = re.compile(r"(?:s|'(?:s|d|ing|ed))(?![A-Za-z0-9])")
_LASTS = re.compile(
    r"(?:(?:\b|_)(?:after|took|takes?|taken|in|within|than|under|over|timeout|every|about|around|for"
    r"|p[0-9]{2,3}|waited|wait|lasted|up to|until|elapsed|ttl|interval|duration|is|was)|[=:~<>≤≥])\s*\Z",
    re.IGNORECASE,
)

# Against it: right before the number.
_NUMBERED = re.compile(
    r"(?:\b(?:ports?|lines?|pid|ids?|orders?|errno|rooms?|pages?|version|build|issues?|ticket|PR|RFC"
    r"|chapter|section|step|chunk|batch|total|limit|size|bytes|length|max[_-]?age|timeout|took|rows?"
    r"|users?|items?|tests?|top|about|around|over|under|than|at least|at most|up to|ASN?|iOS|uid|gid|offset"
    r"|max[_-]?connections|max[_-]?tokens|limit_req|exit(?:ed)?(?: with)?(?: status| code| code is)?:?|exit_code"
    r"|return code|events?|signal|errno|subcode|sub_code|error_subcode|substatus|zip|area|postal|country|ext\.?|extension|shards?|attempts?|costs?|balance|out of|down to|chmod|permissions?|suite|floor|partition|offset|tram|platform"
    r"|asset|bus|building|flight|room|gate|route|model|\[Errno|os error|SQLSTATE|ORA|count|process|[A-Za-z]+[_-][A-Za-z_-]+(?:은|는|이|가|을|를|도)?|[2-5]xx responses)"
    r"|(?:tps|qps|rps|rpm)(?:는|가|이|은)?|퍼미션|파티션|오프셋|샤드|노드|청크|회차|레코드|인덱스|pem\s?권한|\bp[0-9]{2,3}(?:은|는|이|가|도|만)?|종료\s?코드|포트|라인|줄|주문|주문번호|상품|버스|내선|문의|티켓|약|총|최대|최소|평균|이슈|방|페이지"
    r"|우편번호|모델|[₩$€£#~+×^@])[\s\"'`:=(\[]{0,4}\Z",
    re.IGNORECASE,
)
# Against it: right after the number, a unit or what it counts.
_COUNTED = re.compile(
    r"\s?(?:원|건|개|명|호(?!출)|줄|쪽|페이지|초|분(?!기)|시간|시(?=\s|\Z)|일(?!\s?(?:때|경우|수도|뿐|땐))(?=\s|\Z|[째간부치전후])|월|년|회|대(?=\s|\Z|[를가만])|배|통|층|동(?=\s|\Z)|평|인분"
    r"|만\s?(?:원|명|건|개)|만원|만(?=[가-힣]*남)|천|억|기가|메가|테라|바이트|퍼센트|프로(?!젝)|포트|라인|행|자리|글자|자(?=\s|\Z)|점|위(?=\s|\Z)|차(?=\s|\Z)|살|번째|번(?:이나|씩)|번(?:은|도|을|이나)?\s?(?:찾|시도|반복|돌[려렸아]|해[봤보]|본|봤|보냈|눌|물어|재시작)|번\s?(?:버스|서버|장비|노드|반복|"
    r"호출|넘게|이상|정도|시도|돌|보내|테스트|실행|조회|클릭|출구|국도|줄|라인|포트|방|게이트)|주년|여\s?(?:개|건|명)|가지|사람|곳|칸|장(?=\s|\Z|[을이])|벌|권|달러|불(?=\s|\Z)|km|kg|cm|mm"
    r"|(?:ms\b|msec|secs?\b|seconds?\b|mins?\b|minutes?\b|hours?\b|days?\b|weeks?\b|months?\b|years?\b"
    r"|[KMGT]i?B?\b|bytes?\b|kb\b|mb\b|gb\b|px\b|rpm\b|rps\b|qps\b|tps\b|req(?:uests?)?(?:/s|\s+per)\b|EUR\b|USD\b|KRW\b|x\s?[0-9]|of (?:our|the|them|these|those|[0-9])|%|°|million|billion|thousand|k\b"
    r"|tests?\b|files?\b|lines?\b|items?\b|users?\b|customers?\b|times\b|requests\b|messages?\b|rows?\b|records?\b|hits\b|events?\b"
    r"|examples?\b|passed\b|failed\b|passing\b|failing\b|pods?\b|nodes?\b|servers?\b|people\b|engineers?\b|connections?\b|threads?\b|sessions?\b|instances?\b|tickets?\b|commits?\b)(?![=:])|\s+---\s)",
)

# Korean: what is said of a code, with or without a particle between.
_PARTICLE = (
    r"(?:번대?)?(?:이랑|이라고|라고|이라서|라서|이면|이나|이든|이고|이에요|예요|이예요|입니다|인데|인지|인가|임|이지|이야|으로|까지|부터|에서|한테|처럼|이|가|을|를|은|는|도|만|로|랑|과"
    r"|와|에|의|면|나|고|일)?"
)
_HAPPENS = re.compile(
    rf"[\"'`)*]*{_PARTICLE}[\"'`)*]*\s*(?:에러|오류|(?:[가-힣~.]{{1,4}}\s){{0,2}}(?:뜨|뜬|뜹|뜸|뜰|떠|떴|떳|떨|나(?:요|고|가|는|네|오|와|왔|온|옴|서|면|던|기|냐|ㅁ|\b)|난|남|날|났|낫|납니|"
    r"내려|내리|뱉|던지|던져|던짐|터[지져졌짐]|찍[히혀혔힘]|줘|주(?!문|차|일|간|말)|준|줌|받|리턴|반환|오(?:는|고|면|네|던|기|지)|온다|옵니|와[요서]|왔|보이|보여|응답|처리|코드|상태|"
    r"쏟|튀|튐|튄|빠[지졌짐]|섞|발생|보내|떨궈|맞[아는고]|찍어|헷갈|바꾸|바뀌|돌려|도배|잡[히혀]|쏘|쏴|대신|차이|처럼|뭐|무슨|뜻|의미|왜|관련|멈|재시도|알람|알림|이슈|장애|케이스|때문|비율|폭탄|투성이|폭주|연발|원인|페이지|타[고는면]|쓰[면는고]|써|썼|돌아[오와]|회복|복구|정상|확인|[감간](?=[\s.,~ㅠㅋ]|\Z)|가고|쪼끔|조금|그대로|한번|이거|그거|이건|다음|많|있|없))"
)
_TOPIC = re.compile(
    r"[\"'`)*]*(?:\s?(?:말고|대신)|(?:번(?:은|는|이(?![나라])|을|에(?!서)|으로|이랑|이면|인|만|도|에러|코드)"
    r"|이랑|랑|이면|으로|이나|이라|라서|인데|인지|이에요|예요|입니다|이었|이엇|였|엿|이[고지네야]|이던데|이더라"
    r"|이라고|라고|밖에|처럼|보다|까지|부터|조차|마저|뿐|이|가|을|를|은|는|도|만|로|과|와|면|에|의|일|인|나|고|지"
    r"|네|던데|더라|야|냐|임|들))"
)

_ABOUT_HTTP = re.compile(
    r"https?\b|\bapis?\b|server|status|gateway|nginx|prox(?:y|ied)|cloudflare|\b[ae]lb\b|curl|redirect|token|endpoint|webhook"
    r"|\bcdn\b|origin|retry|retries|cach(?:e|ing)|ingress|\burl\b|\brest\b|upstream|backend|frontend|\bclient|response|respond"
    rf"|\b(?:{METHODS})\b|axios|fetch|haproxy|envoy|browser|login|csrf|header|health|\bcors\b|arcgis|timeout|rate.?limit|error|\bapp\b|\brequests?\b|deploy|sign.?up|\brfc\b|\bcert|\btls\b|storefront|crawl|scrap"
    r"|서버|응답|요청|에러|오류|상태|게이트웨이|리다이렉|토큰|로그인|웹훅|인증|재시도|캐시|클라|프론트|오리진|라라벨|배포|호출|엔드포인트|시큐리티|프록시|로그|헤더|장애|알람|브라우저|검증|인가|권한|\b[45]xx\b|fastapi|밸리데이션|규격|스펙|객체|조회|핸들러|파서|json|\bpoll",
    re.IGNORECASE,
)


# Where numbers with 번 are those of buses and the like.
RIDES: Final = re.compile(r"버스|노선|지하철|정류장|출구|번\s?서버")


def is_http(text: str) -> bool:
    """Something in the text is about HTTP."""
    return _ABOUT_HTTP.search(text) is not None


def is_numbered(before: str) -> bool:
    """What stands before says that the number is a port, a line, an id, an exit code …"""
    return _NUMBERED.search(before) is not None


def is_counted(after: str) -> bool:
    """What follows says that the number counts or measures something."""
    return _COUNTED.match(after) is not None


def is_named(before: str) -> bool:
    """What stands before calls the number an HTTP status."""
    return _NAMED.search(before) is not None


def is_coded(before: str) -> bool:
    """What stands before calls the number a code, an error, or an answer."""
    return _CODED.search(before) is not None


def is_plural(code: int, before: str, after: str) -> bool:
    """ "429s", "getting 500s"; not "took 429s", nor "300s", which counts seconds or hundreds."""
    if not _PLURAL.match(after) or _LASTS.search(before):
        return False
    return code % 100 != 0 or _OF_MANY.search(before) is not None


def is_a_thing(before: str, after: str) -> bool:
    """ "the 409 path", "a 404 page"."""
    return _ARTICLE.search(before) is not None and _NOUN.match(after) is not None


def _is_step(before: str) -> bool:
    """From one number to another: "200 → "."""
    return _STEP.search(before) is not None


def is_answered(before: str, after: str) -> bool:
    """Something answers with it: "returns 404", "got 503"; not "returned 200 rows"."""
    return (
        _ANSWERED.search(before) is not None
        and not _is_step(before)
        and not _PLURAL_NOUN.match(after)
        and not _PLURAL.match(after)
    )


def is_said(code: int, before: str, after: str, *, about_http: bool) -> bool:
    """It is spoken of as a thing: "a 520 from", "any 502"."""
    if about_http and code % 100 and (_SAID.search(before) or _SAID_OF_MANY.search(before)):
        return not _PLURAL_NOUN.match(after) and not _NUMBERED_THING.match(after)
    return _SAID.search(before) is not None and _STOPS.match(after) is not None


def is_entry(before: str, after: str) -> bool:
    """It heads a line that explains it: "522 = …", "1. **401** → …"."""
    return _ITEM.fullmatch(before) is not None and _ENTRY.match(after) is not None


def is_marked(before: str, after: str) -> bool:
    """It stands alone in bold, in backticks or in quotes."""
    mark = _MARKED.search(before)
    return mark is not None and after.startswith(mark[0])


def stands_loose(before: str, after: str) -> bool:
    """It is a word of a sentence, and no column of a table."""
    return (
        _IN_PROSE.search(before) is not None
        and not _KEYED.search(before)
        and not _NUMBERING.fullmatch(before + after[:1])
        and (is_topic(after) or (_STOPS.match(after) is not None and not _SPACED.match(after)))
        and not _PLURAL_NOUN.match(after)
    )


def happens(after: str) -> bool:
    """Korean says that it appears, is sent, or is an error: "502 뜨는데", "404에러"."""
    return _HAPPENS.match(after) is not None


def is_topic(after: str) -> bool:
    """A Korean particle makes the number what the sentence is about: "502가", "429번은"."""
    return _TOPIC.match(after) is not None
