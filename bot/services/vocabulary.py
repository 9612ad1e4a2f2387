r"""Words beside a number, in English and Korean: what signs.py reads them for stands there.

Each list is of patterns, separated by whitespace (a space within one is `\s`). What is looked for
before a number or anywhere is in lower case; what is looked for after one is as it stands.
"""

from collections import defaultdict
from typing import Final


def any_of(patterns: str) -> str:
    """One pattern for all of a list's."""
    return f"(?:{'|'.join(patterns.split())})"


def sought(patterns: str, *, words: bool = False) -> str:
    """The same, made for a search: those with the same first letter share it, so that few are tried
    at a place and most places are skipped. So each begins with a letter, or a group of such, and
    what must not precede it is asked for behind it; of `words`, that no letter does."""
    rests = defaultdict(list)
    for pattern in patterns.split():
        for each in _ungrouped(pattern):
            assert each[0] not in "\\[(.", each
            rests[each[0]].append(each[1:])
    guard = r"(?<!\w{})" if words else ""
    each_letter = (
        f"{first}{guard.format(first)}(?:{'|'.join(some)})" for first, some in rests.items()
    )
    return f"(?:{'|'.join(each_letter)})"


def _ungrouped(pattern: str) -> list[str]:
    """ "(?:a|b)c" as "ac" and "bc"."""
    if not pattern.startswith("(?:"):
        return [pattern]
    group, rest = pattern.removeprefix("(?:").split(")", 1)
    return [each + rest for each in group.split("|")]


# Right before a number: they call it an HTTP status.
NAMES: Final = r"""
    http/[0-9](?:\.[0-9])?"? http http(?:\s\w{1,10})?\s(?:error|status|response|code)s?
    status(?<!exit\sstatus)(?<!exited\swith\sstatus)(?<!process\sstatus)
    status[\s_-]?codes?(?<!exit\sstatus\scode)(?:\s(?:is|was|of|be))? status_?code_?list
    http[\s._-]?(?:status[\s._-]?)?code status\s(?:of|was|is|as|with)
    us(?<!\wus)(?==) ups(?<!\wups)(?==) upstream_status error_page limit_req_status
    xhr\.status\s===? response (?:json|send_?status|abort|write_?head|write_?header)(?=\()
    http\s상태 (?:상태|응답|에러)\s?코드(?:가|는|로|도)? 스테이터스 indicate\ssuccess
"""
# They call it a code, an error or an answer, of whatever.
CODES: Final = r"""
    code error err(?<!\werr)!? err_[a-z_]{3,40} returned(?<!\wreturned) responded\swith
    resulted\sin\san? completed rejected awaiting\sresponse\.\.\. <-- ← 에러 오류
"""
# Something answers with it, or is expected to.
ANSWERS: Final = r"""
    returns? returned returning got gets? getting (?:gave|gives|give)(?:\s(?:you|me|us|them))?
    giving (?:first|second|third|1st|2nd|3rd|next)\s(?:call|request|one|time|try|attempt|hit) goes
    went (?:checks?|probes?|tests?|specs?|clients?)\s(?:wants?|needs?|requires?) doing throws? threw
    throwing responds? responded responding receives? received receiving answers? answered answering
    replied replies serves? served serving sends? sent sending sees? seeing saw shows? says? said
    saying reports? reported logs? logged emits? hits? hitting spits? spitting expected expecting
    expects? actual want wanted (?:wants?|expects?|returns?)\sexactly
    (?:fails?|failed|failing|failures?|dies|died|crashes|crashed|ends|ended|responds?|replies)\swith
    (?:flaps|flapping|flips|flipping|alternates|alternating|switches|bounces|bouncing)\sbetween
    comes?\sback(?:\sas)? came\sback(?:\sas|\swith)? responses: documented allowed accepted statuses
    api 서버 응답 게이트웨이 클플 클라우드플레어 클라우드프론트
    (?:cloudflare|nginx|s3|alb|elb|envoy|haproxy|upstream|github|stripe|istio)(?=\s)
"""
ARROWS: Final = r"=(?<!\S=)(?:>|==?) -(?<!\S-)> →(?<!\S→) !(?<!\S!)="
RETURNS: Final = r"return(?:s|ed|ing)? respond(?:s|ed|ing)?\swith throw(?:s|n|ing)?"
# It is spoken of, alone or among others; ARTICLES make a thing of it.
SPEAKS: Final = r"""
    treats? handles? but (?:is|are|was|were)n't instead\sof
    (?:lots?|bunch|tons?|spikes?|wave|rate|storm|burst)\sof full\sof rather\sthan like not vs\.?
    mean(?:s|ing)? to\s(?:be|equal) just plain mostly usual random intermittent occasional sporadic
    constant raw 갑자기 간헐적으로 가끔 자꾸만 맨날 아까 방금
    (?:an?|the|one)\s(?:full|clean|proper|real|fake|hard|soft|bare|normal|bogus|blank|empty) an? the
    (?:an?|the|one)\s(?:lonely|lone|single|stray|weird|strange|odd|random|occasional|sneaky) this
    that 다 전부 모두 그냥 계속 또 여전히 자꾸 다시
"""
SPEAKS_OF_MANY: Final = """
    with on be between these those some any another more many every each no all
"""
ARTICLES: Final = "an? the this that these those every another"
THINGS: Final = """
    path page errors? response handler handling case storm spike alert outage incident problem loop
    rate status code
"""
# Before "500s", which may count seconds or hundreds: these say that it doesn't …
PLURALS: Final = r"""
    endpoint api server service page it which still always sometimes
    (?:get|see|throw|return|serv|respond|giv|spit|hit)\w* got saw sporadic random intermittent of
    some many any the no more those these constant all
"""
# … and before "429s", that it does.
LASTS: Final = r"""
    after took takes? taken in within than under over timeout(?:\s\w+)? every about around for
    p[0-9]{2,3} waited wait lasted up\sto until elapsed ttl interval duration is was his her my
    levi'?s
"""

# Between a count and what it counts.
MORE: Final = "new more extra other different open active free old total"
# Verbs that end as a plural does, and other words that do; no noun that a number may count.
NO_PLURALS: Final = """
    is was as has does this plus across unless always sometimes errors responses status makes looks
    comes means happens goes gets keeps breaks occurs shows appears persists says needs works fails
    lives stays seems codes alerts spikes statuses
"""

# Right before a number: they say what else it is.
NUMBERED: Final = r"""
    where\s\w+\sbetween id\sbetween\s[0-9]+\sand ports? line(?:s|_?no)? col(?:_?no)? pid ids?
    orders? errno rooms? pages? version build issues? ticket pr rfc chapter section step chunk batch
    total limit size bytes length max[_-]?age timeout took rows? users? items? tests? top about
    around over under than at\sleast at\smost up\sto asn ios uid gid offset
    exit(?:ed)?(?:\swith)?(?:\sstatus|\scode|\scode\sis)?:? return\scode events? signal subcode
    substatus exit_code error_subcode zip area postal country ext\.? extension shards? attempts?
    costs? balance out\sof down\sto chmod permissions? suite floor (?:starts?|ends?|begins?)\swith
    parts? documents? files? workers? jobs? tasks? threads? blocks? records? objects? buckets?
    nodes? pods? hosts? accounts? customers? members? products? invoices? transactions? sessions?
    messages? entry entries tables? columns? smtp ftp imap sip req backoff pool threads?
    general\serror
    (?:expected|wanted|want|should\sbe)\s[0-9]+\s[a-z]+s(?<!errors)(?<!responses),?\s(?:but\s)?(?:got|received|saw|found|not)
    layers? levels? slots? sheets? lanes? lots? units? tenants? maxconn devices? machines? replicas?
    agents? branch branches episodes? seasons? channels? stations? shops? apt number no\. partition
    tram platform asset bus building flight room gate route model os\serror sqlstate ora lag racks?
    backlog (?:key|value|index|type)error len\([a-z_.]{0,20}\)\s[!=]= (?:count|length|size)\s[!=]==?
    vlan cpu gpu ram gpt jira kospi views? stars? likes? followers? downloads?
    (?:zip|area|postal|country|promo|coupon|product|item|sku|dial|currency|bank|branch|store|color|colour|language|char|key)[\s_-]?code
    (?:win32|system)\serror (?:listens|listening|listen)\son (?:binds|bound|bind)\sto
    (?:costs|cost)\s(?:us|me|you)
    (?:invoice|bill|receipt|meter|scale|thermometer|modem)\s(?:says|shows|reads) count process vu
    (?:2|3|4|5)xx\sresponses of\sthe(?<=[0-9]\sof\sthe) p[0-9]{2,3}(?:은|는|이|가|도|만)?
    (?:tps|qps|rps|rpm)(?:는|가|이|은)?
"""
NUMBERED_KO: Final = r"""
    동접 동시접속 동시접속자 스레드 쓰레드 배치 버퍼 사이즈 크기 인스턴스 레플리카 워커 풀 힙 반경
    한도 제한 상한 쿼터 용량 개수 갯수 건수 횟수 릴리즈 릴리스 스프린트 에픽 인원 정원 pem\s?권한
    차(?<=[0-9]차) 종료\s?코드 퍼미션 파티션 오프셋 샤드 노드 청크 회차 레코드 인덱스 포트 라인 줄
    주문 주문번호 상품 버스 내선 문의 티켓 약 총 최대 최소 평균 이슈 방 페이지 우편번호 사번 모델
"""
# The same, also with a particle: "메모리가 500".
MEASURED_KO: Final = r"""
    온도 기온 습도 비용 요금 월급 연봉 가격 금액 매출 잔액 잔고 예산 환율 주가 코스피 코스닥 나스닥
    메모리 디스크 레이턴시 처리량 속도 파드 경험치 체중 혈압 혈당 지라 유저 회원 고객 계정 아이디
    응답\s?시간 응답\s?속도 처리\s?시간 처리\s?속도 소요\s?시간 대기\s?시간 실행\s?시간 실행\s?속도
    빌드\s?시간 빌드\s?속도 택시비 서버비 관리비 통신비 토익 토플 수능 모의고사 내신 랙 선반 사물함
    택배함 조회\s?수 방문\s?수 방문자\s?수 접속자\s?수 회원\s?수 사용자\s?수 유저\s?수 댓글\s?수
    주문\s?수 판매\s?수 글자\s?수 구독자 팔로워 참가자 참석자 지원자 좋아요 비번 비밀번호 번호 부스
    푸조 빌드 버전 대기 좌석 자리 호실 강의실 회의실 출구 학번 군번 기종 몸무게 점수 레벨
"""
MEASURED_PARTICLES: Final = "[은는이가을를도만의에]?"
NUMBERED_SIGNS: Final = r"[₩$€£#~+×^@]"
# A name of more than one word, of whatever value: `max_conns=500`.
COMPOUND: Final = (
    r"[a-z][_-][a-z_-]+(?<!code)(?<!status)(?:은|는|이|가|을|를|도|\s(?:is|was|to|from))?"
)
# Right after a number: a unit, or what it counts.
UNITS: Final = r"""
    [\s-][245]\.[0-9]{1,3}\.[0-9] ms\b msec secs?\b seconds?\b mins?\b minutes?\b hours?\b days?\b
    weeks?\b months?\b years?\b [KMGTkmgt]i?[Bb]?\b bytes?\b px\b rpm\b rps\b qps\b tps\b
    req(?:uests?)?(?:/s|\s+per)\b euros?\b dollars?\b pounds?\b watts?\b dBm\b EUR\b USD\b KRW\b
    x\s?[0-9] of\s(?:our|the|them|these|those|[0-9]) % ° million billion thousand tests?\b files?\b
    lines?\b items?\b users?\b customers?\b times\b requests\b messages?\b rows?\b records?\b hits\b
    events?\b examples?\b passed\b failed\b concurrent\b simultaneous\b idle\b passing\b failing\b
    pods?\b nodes?\b servers?\b people\b engineers?\b connections?\b threads?\b sessions?\b
    instances?\b tickets?\b commits?\b total\b unique\b sent\b received\b out\sof\s[0-9] bytes\b
    buses?\b trams?\b trains?\b rooms?\b floors?\b seats?\b
"""
UNITS_KO: Final = r"""
    원(?!인) 건 개 명 호(?!출) 줄(?![지게까래거]|\s?때(?!문)) 쪽
    페이지(?!(?:가|를|로|도|만)?\s?(?:[가-힣]{1,4}\s)?(?:뜨|뜬|뜹|떠|떴|만들|디자인|커스텀|보여|보이|띄|꾸미))
    초 분(?!기) 시간 시(?=\s|\Z) 월 년 회 대(?=\s|\Z|[를가만]) 배 통 층
    일(?!\s?(?:때|경우|수도|뿐|땐))(?=\s|\Z|[째간부치전후]) 동(?=\s|\Z) 평 인분 만\s?(?:원|명|건|개)
    만(?=[가-힣]*남) 천 억 기가 메가 테라 바이트 퍼센트 프로(?!젝) 포트 라인 행 자리 글자
    자(?=\s|\Z) 점 위(?=\s|\Z) 차(?=\s|\Z) 살 번째 번(?:이나|씩)
    번\s?(?:문의|고객|건|주문|상품|질문|티켓|이슈|항목|문제|손님|좌석)
    (?:을|를|이|도)?\s?넘[으는어었]
    (?:으)?로\s?(?:늘[리렸려었어]|줄[이였여임]|올[리렸림려]|낮[추췄춰]|높[이였여]|제한|잡[았아]|시작)
    초과 이하 미만 이상(?!하|해|한) 남[았은음] 적립 예약
    번\s?(?:버스|서버|장비|노드|반복|호출|넘게|이상|정도|시도)
    번(?:은|도|을|이나)?\s?(?:찾|시도|반복|돌[려렸아]|해[봤보]|본|봤|보냈|눌|물어|재시작)
    번\s?(?:돌|보내|테스트|실행|조회|클릭|출구|국도|줄|라인|포트|방|게이트) 주년 여\s?(?:개|건|명)
    가지 사람 곳 칸 장(?=\s|\Z|[을이]) 벌 권 달러 불(?=\s|\Z) km kg cm mm 석(?!유) 렙 레벨 그램
    칼로리 킬로 리터 미터 박스 인치 마력 톤 포인트 코인 번지 번길 학번
    번\s?(?:받|부르|불[러렀]|타[고는]|내[려리]|뽑|재시도) 통(?=\s) 편(?=\s|[을의]) 승(?=\s|[을이])
    킬(?=\s) 강(?=\s|\Z|[이을까]) 화(?=\s|\Z|[가를까]) 가까이 정도 쯤 남짓 안팎 내외 가량 언저리
    [밑위]으?로 아래로 까지\s?(?:갔|갈|가[고는]|올[라랐]|찍|치솟|떨어|내려|늘|줄) 치[고는면] 쳤
    번\s?(?:하[면니]|했|해[서야도]) 번에\s?(?:있|둔|놓|넣|두) 에\s?(?:샀|팔|판|사[서고])
"""

# Right after a number, in Korean: it appears, is sent, is an error, is talked of.
PARTICLES: Final = r"""
    이랑 이라고 라고 이라서 라서 이면 이나 이든 이고 이에요 예요 이예요 입니다 인데 인지 인가 임
    이지 이야 들이? 들은 들만 에도 에만 에는 으?로만 으?로는 으?론 이?라는 이?라도 이?란 이?던
    이?라며 만이 만을 이?든지 인데도 인데요 이?네요 으로 까지 부터 에서 한테 처럼 이 가 을 를 은 는
    도 만 로 랑 과 와 에 의 면 나 고 일
"""
HAPPENS: Final = r"""
    (?:[0-9]{1,3},)?[0-9]{1,5}\s?[건회] 뜨 뜬 뜹 뜸 뜰 떠 떴 떳 떨
    나(?!눠|누|머|라|무|중|서서|이|흘) 난 남 날 났 낫 납니 내(?!부|선|일|용|역|년|외|장) 뱉 던지
    던져 던짐 터[지져졌짐] 찍[히혀혔힘어고는음] 줘 주(?!문|차|일|간|말) 준 줌 줍 받 리턴 반환
    오(?!전|후|늘|픈|프|리|차|토|타|브) 온다 옵니 와[요서야] 왔 보이 보여 응답 처리 코드 상태 쏟 튀
    튐 튄 빠[지졌짐] 섞 발생 보내 떨궈 맞[아는고으았음] 헷갈 바꾸 바뀌 돌려 도배 잡[히혀] 쏘 쏴 대신
    차이 처럼 뭐 무슨 뜻 의미 왜 관련 멈 재시도 타임아웃 알람 알림 이슈 장애 케이스 때문 비율 폭탄
    투성이 폭주 연발 원인 페이지 쓰[면는고세] 다발 빈발 급증 속출 연속 띄 띠 뿜 토해 낸 냄 냈
    걸[려림렸] 아니 아닌 로그 막[히혀] 써 썼 돌아[오와] 회복 복구 정상 확인 리다이렉 리디렉
    [감간](?=[\s.,~ㅠㅋ]|\Z) 가고 쪼끔 조금 줄(?:[지게까래거]|\s?때) 무한 루프 분기 박[아았] 그대로
    한번 이거 그거 이건 다음 많 있 없
"""
TOPICS: Final = r"""
    번(?:은|는|이(?![나라요])|을|에(?!서)|으로|이랑|이면|인|만|도|에러|코드) 이랑 랑 이면 으로 이나
    이라 라서 인데 인지 이에요 예요 입니다 이었 이엇 였 엿 이[고지네야냐] 이?래 이던데 이더라
    이?[요용] 이라고 라고 밖에 처럼 보다 까지 부터 조차 마저 뿐 이 가 을 를 은 는 도 만 로 과 와 면
    에 의 일 인 나 고 지 네 던데 더라 야 냐 임 들
"""
# Where numbers with 번 are those of buses and the like.
RIDES: Final = r"버스 노선 지하철 정류장 출구 번\s?서버"

# Right after a number: it was not counting what follows.
STOPS: Final = """
    from within w on for when if after and or but in at with to instead again back errors?
    responses? status codes? is are was were because while whenever every all only the a an since
    until unless even as this that each now too here there by before path page(?!s) today means?
    vs\\.? not so then which does do has have via like comes? came happens? spikes? under during =
    https?
"""

# Anywhere: the text is about mail, files or calls, whose replies have three digits too …
OTHER_PROTOCOLS: Final = r"""
    smtp pop3\b modbus rcpt\sto mail\sfrom:\s?< ehlo postfix sendmail nodemailer mailer-daemon
    ftpd?\b sip\b(?<!\wsip)
"""
# … and not, or also, of the web.
WEB: Final = r"\bhttps?\b \bapis?\b nginx status\scode curl 상태\s?코드"

# Anywhere: the text is about HTTP.
HTTP: Final = r"""
    https?\b \bapis?\b server status gateway nginx prox(?:y|ied) cloudflare \b[ae]lb\b curl redirect
    token endpoint webhook \bcdn\b origin retr(?:y|ied|ies) \balert cach(?:e|ing) ingress \burls?\b
    \brest\b upstream backend frontend \bclient response respond axios fetch haproxy envoy browser
    login csrf header health \bcors\b arcgis timeout rate.?limit error \bapp\b \brequests?\b deploy
    sign.?up \brfc\b \bcert \btls\b storefront crawl scrap fastapi json \bo?auth payload \bbody\b
    \bpoll \b[45]xx\b 서버 응답 요청 에러 오류 상태 게이트웨이 리다이렉 토큰 로그인 웹훅 인증 재시도
    캐시 클라 프론트 오리진 라라벨 배포 호출 엔드포인트 시큐리티 프록시 로그 헤더 장애 알람 브라우저
    network\stab postman 헬스\s?체크 \bdto\b 검증 인가 권한 밸리데이션 규격 스펙 객체 조회 핸들러
    파서
"""
