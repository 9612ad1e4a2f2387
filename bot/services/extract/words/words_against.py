r"""Words beside a number that speak against a status code, in English and Korean.

The words say that the number is something else: a port, a count, a price. As in words_for.py, each
list holds patterns separated by whitespace; a space inside a pattern is `\s`.
"""

from typing import Final

# Words before a number that say what the number is: something other than a code.
LABELS: Final = r"""
    where\s[\w.]{1,24}(?<!status)(?<!code)\s(?:not\s)?in where\s\w+\sbetween
    id\sbetween\s[0-9]+\sand ports? line(?:s|_?no)? col(?:_?no)? pid ids? orders? errno rooms?
    (?:rst_stream|reset_stream|goaway|stream)\serror(?:\scode)?
    pages?(?<!error\spage)(?<!error\spages)
    (?:room|flight|bus|gate|suite|floor|port|pin|version|build|model|extension)\s(?:is|was) version
    build issues? ticket pr rfc chapter section step chunk batch total limit threshold value size
    bytes length max(?![\w-]) min(?![\w-]) max[_-]?age timeout took rows? users? items? tests? top
    about around over under than(?<!rather\sthan)(?<!other\sthan) at\sleast at\smost up\sto asn ios
    uid gid offset exit(?:ed)?(?:\swith)?(?:\sstatus|\scode|\scode\sis)?:? events? signal subcode
    substatus exit_code error_subcode zip area postal country ext\.? extension shards? attempts?
    costs? balance out\sof down\sto chmod permissions? suite floor (?:starts?|ends?|begins?)\swith
    parts? documents? files? workers? jobs? tasks? threads? blocks? records? objects? buckets?
    nodes? pods? hosts? accounts? customers? members? products? invoices? transactions? sessions?
    messages? entry entries tables? columns? smtp ftp imap sip req backoff pool threads?
    general\serror
    (?:temperature|humidity|score|price|lag|latency|load|traffic|queue)\s(?:hit|hits|reached|is|was)
    (?:expected|wanted|want|should\sbe)\s[0-9]+\s[a-z]+s(?<!errors)(?<!responses),?\s(?:but\s)?(?:got|received|saw|found|not)
    layers? levels? slots? sheets? lanes? lots? units? tenants? maxconn devices? machines? replicas?
    agents? branch branches episodes? seasons? channels? stations? shops? apt number no\. partition
    tram platform asset bus building flight room gate route model os\serror sqlstate ora lag racks?
    backlog (?:key|value|index|type)error len\([a-z_.]{0,20}\)\s[!=]= (?:count|length|size)\s[!=]==?
    vlan cpu gpu ram gpt jira kospi views? stars? likes followers? downloads? no(?=:)
    (?:zip|area|postal|country|promo|coupon|discount|voucher|door|gate|lock|locker|access|entry|pin|short|sms|security|verification|course|class|tax|model|part|product|item|sku|dial|currency|bank|branch|store|color|colour|language|char|key)[\s_-]?codes?
    (?:xbox|playstation|nintendo|steam|windows|win|itunes|iphone|redis|mongodb?|stop)\s?(?:error|code)(?:\scode)?
    (?:1|2|3|4|5)xx(?=\s?[:=]) (?:win32|system)\serror
    (?:listens|listening|listen)\son(?:\s[0-9]{2,5}(?:,|\sand)\s(?:the\s)?\w{2,14}\son)?
    (?:binds|bound|bind)\sto (?:costs|cost)\s(?:us|me|you)
    (?:invoice|bill|receipt|meter|scale|thermometer|modem)\s(?:says|shows|reads) count process vu
    (?:2|3|4|5)xx\sresponses of\sthe(?<=[0-9]\sof\sthe) p[0-9]{2,3}
    per\s(?:sec(?:ond)?|min(?:ute)?|hour|day)(?=\s?[:=]) req(?:uest)?s?/s(?:ec)?
    stainless(?:\ssteel)? sus
    tps qps rps rpm vusers? vus fps ping progress score hp mp bmw ktx srt fm am
    temperature humidity price salary register z-index weight width height booth hall studio suite
    highway road street (?:query|select|sql|cursor|grep|scan)\sreturned
    (?:connections|retries|timeouts|failures|calls|hits|restarts|deploys|signups|pending|queued):
    (?:crawled|indexed|fetched|rendered|printed|prints?|scraped|scanned|downloaded|visited|exported|translated)(?:\s(?:all|only|just|about|the|over))?
    (?:closed|opened|opens|closes|trading|traded|trades|bought|sold|priced|listed|valued)\sat
    (?:stock|shares?|share\sprice|ticker|quote)\s(?:hit|hits|reached|is|was|fell\sto|rose\sto|at)
    (?:lookup|attribute|overflow|memory|name|arithmetic)error tid
    timeouts?\s(?:server|client|connect|queue|tunnel|check)
    (?:1|2|3|4|5)xx\s- non-2xx(?:\sor\s3xx)?\sresponses
    dau mau wau ttl rgba?(?=\() hsla?(?=\() ch\.? createprocess\serror
    content-length["'], sqlcode wc\s-l
    projects? latency memory heap throughput quota budget
    (?:sql\sserver|mssql|mysql|db|kafka|oracle)\serror(?:\scode)?
"""
# Things that a number measures. A verb of MEASURING is between the thing and the number: "the queue
# is at 503".
MEASURES: Final = """
    numbers? ids? counts? sizes? length latency memory heap ports? quota budget queue backlog volume
    weight bill score balance temperature totals? average median throughput cpu load disk
"""
MEASURING: Final = r"""
    (?:is|was|are|were)\s(?:at|now|up|down|over|around) went goes grew grows rose fell
    dropped jumped climbed stands? stood sits? ends? starts? begins? averag(?:es|ed) reach(?:es|ed)
    exceed(?:s|ed)
"""
KOREAN_LABELS: Final = r"""
    경고등\s?코드 동접 동시접속 동시접속자 스레드 쓰레드 배치 버퍼 사이즈 크기 인스턴스 레플리카
    워커 풀 힙 반경 한도 제한 상한 쿼터 용량 개수 갯수 건수 횟수 릴리즈 릴리스 스프린트 에픽 인원
    정원 pem\s?권한 차(?<=[0-9]차) 종료\s?코드 퍼미션 파티션 오프셋 샤드 노드 청크 회차 레코드
    인덱스 포트(?<![가-힣]포트) 라인(?<![가-힣]라인) 줄 줌(?<![가-힣]줌) 탑(?<![가-힣]탑)
    톱(?<![가-힣]톱) 월(?<![0-9가-힣]월) 매월 매달 주문 주문번호 상품 버스 내선 문의 티켓
    약(?<![가-힣]약) 총 최대 최소 평균 이슈 방 우편번호
    페이지(?<!(?:에러|오류|상세|목록|결제|메인|검색)\s페이지) 사번
    모델 (?:파일|폴더|디렉터리|디렉토리|키|ssh)\s?권한 현재가 상한가 하한가
    (?:시|종|고|저|호)가(?<![가-힣].가)
    목표가 매수가 매도가 평단 평단가 체결가 코스피200\s선물 관련주 테마주 대장주 수혜주 백로그
    윈도우\s?크기 wc\s-l\s(?:하니까|하면|결과) p(?<!\wp)[0-9]{2,3}[은는이가도만]
    (?:tps|qps|rps|rpm)[은는이가] 스텐 스뎅 스테인리스 스테인레스
    (?:xbox|playstation|nintendo|steam|windows|win|itunes|iphone|redis|mongodb?|stop)\s?(?:오류|에러)
"""
# Things that a number measures. One of KOREAN_MEASURE_PARTICLES may be between the thing and the
# number: "메모리가 500".
KOREAN_MEASURES: Final = r"""
    휘도 조도 주사율 대역폭 타임아웃 온도 기온 습도 비용 요금 월급 연봉 가격 금액 매출 잔액 잔고
    예산 환율 주가 코스피 코스닥 나스닥 메모리 디스크 사용자 이용자 레이턴시 처리량 속도 파드 경험치
    체중 혈압 혈당 지라 유저 회원 고객 계정 아이디 응답\s?시간 응답\s?속도 처리\s?시간 처리\s?속도
    소요\s?시간 대기\s?시간 실행\s?시간 실행\s?속도 빌드\s?시간 빌드\s?속도 택시비 서버비 관리비
    통신비 토익 토플 수능 모의고사 내신 랙 선반 사물함 택배함 조회\s?수 방문\s?수 방문자\s?수
    접속자\s?수 회원\s?수 사용자\s?수 유저\s?수 댓글\s?수 주문\s?수 판매\s?수 글자\s?수 구독자
    팔로워 참가자 참석자 지원자 좋아요 비번 비밀번호 번호 부스 푸조 빌드 버전 대기 좌석 자리 호실
    강의실 회의실 출구 학번 군번 기종 몸무게 점수 레벨 굵기 두께 너비 넓이 높이 길이 깊이 여백 간격
    밝기 볼륨 음량 배율 해상도 주파수 임계값 임계치 기준값 기준치 수치 측정값 레지스터 강수량 초봉
    보너스 성과급 상여금 월세 전세 보증금 시급 일급 주급 용돈 축의금 벌금 과태료 회비 등록금 대출
    대출금 이자 적금 마일리지 걸음\s?수 칼로리 연비 체온 혈중 오버롤 전투력 공격력 방어력 체력
    진행률 진행도 별점 평점 별관 본관 신관 공대 구역 리바이스 뉴발 뉴발란스 갤럭시 아이폰 벤츠 보잉
    에어버스
    값(?<!상태값)(?<!상태\s값)(?<!응답값)(?<!응답\s값)(?<!리턴값)(?<!리턴\s값)(?<!반환값)(?<!코드값)
    크기 개수 사이즈 목표 목표치 목푯값 기대치 예상치 합계 누적 동시\s?요청 요청\s?수 호출\s?수
    응답\s?수 에러\s?수 오류\s?수
    처리\s?건수 커넥션 연결\s?수 핑(?<![가-힣]핑) 딜(?<![가-힣]딜) 버퍼 배치
    스레드 쓰레드 청크 오프셋 주기 백로그 정원 인원 이용료 사용료 수수료 구독료 시세 요금제 단어
    이슈 커밋 포트(?<![가-힣]포트) 용량 한도 쿼터 힙 건수 횟수 오프셋 사용량
"""
KOREAN_MEASURE_PARTICLES: Final = "[은는이가을를도만의에]?"
LABEL_SIGNS: Final = r"(?:[₩$€£+×^@]|#(?!\s)|~(?<!=~))"
# The value of a name of several words, such as `max_conns=500`, is no status code. The exceptions
# are names that end in one of the words after `(?<!`.
COMPOUND_NAMES: Final = (
    r"[a-z][_-][a-z_-]+(?<!code)(?<!codes)(?<!status)(?<!statuses)(?<!try-on)(?<!try_on)(?<!-gw)(?<!-gateway)(?<!-api)(?<!-svc)(?<!-service)"
    r"(?<!-server)(?<!-proxy)(?<!-lb)(?<!-web)(?<!-app)(?<!-backend)(?:은|는|이|가|을|를|도|\s(?:is|was|to|from))?"
)
# Words that follow a number, and that name its unit or what it counts.
UNITS: Final = r"""
    [\s-][245]\.[0-9]{1,3}\.[0-9] ms\b msec secs?\b seconds?\b mins?\b minutes?\b hours?\b days?\b
    weeks?\b months?\b years?\b [KMGTkmgt]i?[Bb]?\b bytes?\b px\b rpm\b rps\b qps\b tps\b
    req(?:uests?)?(?:/s|\s+per)\b euros?\b dollars?\b pounds?\b watts?\b dBm\b EUR\b USD\b KRW\b
    s\s(?:later|ago)\b
    x\s?[0-9] of\s(?:our|the|them|these|those|[0-9]) % ° million billion thousand tests?\b files?\b
    ppm\b ppb\b mph\b kcal\b mg\b kg\b from\sthe\s(?:printer|scanner|washer|boiler|sensor)\b
    lines?\b items?\b users?\b customers?\b times\b requests\b messages?\b rows?\b records?\b hits\b
    events?\b examples?\b passed\b failed\b concurrent\b simultaneous\b idle\b passing\b failing\b
    pods?\b nodes?\b servers?\b people\b engineers?\b connections?\b threads?\b sessions?\b
    instances?\b tickets?\b commits?\b total\b unique\b sent\b received\b out\sof\s[0-9] bytes\b
    \)?\s?[0-9]{3}[\s.-][0-9]{4}\b (?:plan|tier|edition)\b retries\sleft more\b(?!\soften)
    a\s(?:second|minute|hour|day|week|month|year|piece)\b per\b
    (?:on|in)\s(?:the\s|our\s|a\s|this\s)?(?:[a-z]+\s){0,2}(?:benchmark|leaderboard|ranking|scale|exam|quiz)
    (?:responses|replies|answers)\s(?:to|on|for)\s(?:the\s|our\s|my\s|a\s|this\s|your\s|that\s)?(?:[a-z]+\s)?(?:survey|poll|questionnaire|form|quiz|feedback|invitations?|invites?|newsletter|tweet|post)\b
    at\s(?:most|least|a\stime)\b or\s(?:more|less|fewer)\b (?:north|south|east|west)(?:bound)?\b
    is\s(?:jammed|packed|backed|brutal|closed\stonight)\b miles?\b yards?\b feet\b ft\b
    \s?[kmM]?(?:Wh?|V|Hz)\b \s?mAh?\b \s?dB\b inch(?:es)?\b lbs?\b acres?\b courses?\b buses?\b
    trams?\b trains?\b rooms?\b floors?\b seats?\b
    pages\s(?:(?:were|was|have\sbeen|got)\s[a-z]+ed\b(?<!served)(?<!returned)|of\b|in\s[0-9]|per\b|long\b|deep\b)
    pages,?\s(?:and\s)?[0-9]{1,6}\s page\s?views?\b \s?×\s?[A-Za-z]
"""
KOREAN_UNITS: Final = r"""
    대로\s?(?:버티|운영|처리|돌리|구성|늘|줄) (?:두|세|네|다섯)\s?개\s?(?:남|더)
    원(?!인) 건 개 명 호(?!출) 줄(?![지게까래거]|\s?때(?!문)) 쪽
    페이지(?=\s?(?:\Z|[,.)]|까지|부터|분량|짜리|정도|넘|읽|째|이상|이내|쯤|중|참고|에서?|보|펴|펼|있는|예제|그림|문제|코드|오타|하단|상단))
    초 분(?!기) 시간 시(?=\s|\Z) 월 년 회
    대(?=\s|\Z|[를가만는도예입인였면당씩]|로\s?(?:늘|줄|증설|운영|구성))
    (?<!\s)주(?=\s|\Z|[를은는가만씩]) 배 통 층
    일(?!\s?(?:때|경우|수도|뿐|땐))(?=\s|\Z|[째간부치전후×]) 동(?=\s|\Z) 평 인분
    만\s?(?:원|명|건|개) 만(?=[가-힣]*남) 천 억 기가 메가 테라 바이트 퍼센트 프로(?!젝) 포트 라인 행
    자리 글자 자(?=\s|\Z) 점 위(?=\s|\Z) 차(?=\s|\Z) 살 번째 번(?:이나|씩)
    번\s?(?:문의|고객|건|주문|상품|질문|티켓|이슈|항목|문제|손님|좌석)
    (?:을|를|이|도)?\s?넘[으는어었] (?:으)?로\s?(?:나누|나눠(?!\s?주)|나눈|나뉘)
    [을를]\s?(?:더하|더한|빼|뺀|뺄|곱|나누|넣)
    (?:으)?로\s?(?:늘[리렸려었어]|줄[이였여임었어]|올[리렸림려]|낮[추췄춰]|높[이였여]|제한|잡(?:았|아(?!주|줘|서))|시작)
    에서\s?[0-9]{1,5}(?:으로|로)\s?(?:늘[리렸려었어]|줄[이였여임]|올[리렸림려]|낮[추췄춰]|높[이였여]|내[리렸려])
    에서\s?[0-9]{1,5}까지\s?(?:올|오[르른]|내[리려]|떨|늘|줄|치솟|뛰|갔|찍) 초과 이하 미만
    이상(?!하|해|한) 남[았은음] 적립 예약 번\s?(?:버스|서버|장비|노드|반복|호출|넘게|이상|정도|시도)
    번(?:은|도|을|이나)?\s?(?:찾|시도|반복|돌[려렸아]|해[봤보]|본|봤|보냈|눌|물어|재시작)
    번\s?(?:돌|보내|테스트|실행|조회|클릭|출구|국도|줄|라인|포트|방|게이트) 주년 여\s?(?:개|건|명)
    가지 사람 곳 칸 장(?=\s|\Z|[을이]) 벌 권 달러 불(?=\s|\Z) km kg cm mm 석(?!유) 렙 레벨 그램
    칼로리 킬로 리터 미터 박스 인치 마력 톤 포인트 코인 나노 [가-힣]\s?[0-9]{4}(?![0-9번건회개명,])
    번대 좌석 번지 번길 학번 번\s?(?:받|부르|불[러렀]|타[고는]|내[려리]|뽑|재시도) 통(?=\s)
    편(?=\s|[을의]) 승(?=\s|[을이]) 킬(?=\s) 강(?=\s|\Z|[이을까]) 화(?=\s|\Z|[가를까]) 가까이 정도
    쯤 남짓 안팎 내외 가량 언저리 [밑위]으?로 아래로
    까지\s?(?:갔|갈|가[고는]|올[라랐]|찍|치솟|떨어|내려|늘|줄|쌓|찼|차[고서]) 치[고는면] 쳤
    번\s?(?:하[면니]|했|해[서야도]) 번에\s?(?:있|둔|놓|넣|두)
    에\s?(?:샀|팔|판|사[서고]|매수|매도|물[려렸]|익절|손절|체결|담[았아]|들어갔|탔)
    페이지[를가은는]?\s?(?:정도\s)?(?:크롤|수집|긁|색인|인쇄|출력했|스캔|번역)
    번?[은는을를도만]?\s?(?:닫[아고는혀힌]|열어|열었|열려\s?있|열고|개방|포워딩)
    다이아 골드 크레딧 스테이지 젬(?=\s)
"""

# If one of these words is before "on the" or "off the", the number after the phrase is a road:
# "stuck on the 405".
ROADS: Final = (
    "i'm we're stuck traffic accident jam jammed wreck lane driving drive drove merging merge"
)
# A number before one of these words isn't a count. A number before any other word in capitals may
# be a count: "101 RBI".
CAPITALS_NOT_COUNTED: Final = """
    OK NOT BAD TOO CORS CSRF JWT SSO WAF CDN ALB SSL TLS DNS REST HTTP HTML JSON XML API URL GET
    POST PUT AND OR ON FROM IF
"""
# Words that may be between a count and its noun: "500 new users".
ADJECTIVES: Final = "new more extra other different open active free old total"
# Words that end in "s" and may follow a status code: verbs ("500 means"), nouns such as "errors",
# and other words such as "always".
NOT_PLURALS: Final = """
    is was as has does this plus across unless always sometimes errors responses status makes looks
    comes suggests implies signifies depends remains stems indicates requires triggers causes means
    happens goes gets keeps breaks occurs shows appears persists says needs works fails lives stays
    seems codes alerts spikes statuses slips passes bubbles leaks depuis
"""

# In a line with one of these, the number before 번 ("No.") belongs to a bus, a road or an exit.
BUSES_AND_ROADS: Final = r"""
    버스 노선 지하철 정류장 출구 국도 도로 번\s?서버 탑승구 창구 좌석
    번\s?(?:타|탔|탑승|승차|환승|갈아)
"""
# A number near one of these may be a price. It is a code if the words beside it include some that
# are said only of codes.
PRICES: Final = """
    주가 시세 현재가 종가 체결 매수 매도 코스피 코스닥 주식 종목 가격 요금 이용료 price stock shares
"""
# Near one of these, a number belongs to something other than HTTP, such as a currency, a country
# or a road.
OTHER_NUMBERS: Final = r"""
    sqlstate mysqld iso(?<!\wiso)[\s-]?[0-9]{4} (?:currency|country|area|zip|numeric)\scode freeway
    all\sin\s(?:ms|seconds|kb|mb)\b 단위\s?:\s?(?:ms|초|원|명|건)
    highway interstate 통화\s?코드 국가\s?(?:코드|번호) 지역\s?번호 우편\s?번호
    (?:약품|진단|품목|은행|지점|상품|색상)\s?코드 고속도로 국도 지방도
"""

# If a number is in PERMISSIONS and near one of these, it may be a file's mode. It is a code if the
# words beside it include some that are said only of codes.
FILE_MODES: Final = r"chmod umask 퍼미션 파일\s?권한 키\s?권한 id_rsa authorized_keys"
PERMISSIONS: Final = frozenset({400, 440, 444, 500})

# Machines that show errors of their own.
DEVICES: Final = r"""
    printer scanner copier plotter washer dryer dishwasher fridge boiler furnace thermostat oven
    elevator inverter plc washing\smachine
"""
KOREAN_DEVICES: Final = """
    프린터 복합기 스캐너 세탁기 건조기 냉장고 에어컨 보일러
    도어락 엘리베이터 정수기 청소기 셋톱 드론 오븐 전자레인지 밥솥 계기판 네비 내비 전기차
"""
# The number after one of these words is a count: "조회 503" is 503 views. It is no count if another
# Korean word comes before: "상세 조회 503".
KOREAN_VIEWS: Final = "조회 추천 댓글 방문 좋아요 구독 다운"
# The name of an option before a number, such as "--keep". The name of an option that takes a status
# doesn't match.
OPTIONS: Final = r"--?[a-z][a-z0-9-]{0,30}(?<!status)(?<!code)(?<!codes)(?<!http)"

# context.py tries these lists in the order NEVER_WEB, WEB, OTHER_PROTOCOLS, MAIL, QUEUE. A text
# with a word of OTHER_PROTOCOLS is about a protocol that has reply codes of three digits, too.
OTHER_PROTOCOLS: Final = r"""
    smtp pop3\b imap\b lmtp\b nntp\b mssql sql\sserver sybase 모드버스 modbus rcpt\sto
    mail\sfrom:\s?< ehlo postfix sendmail nodemailer filezilla 파일질라 mailer-daemon
    \bftp(?!\.[a-z]|/) \bsftp(?!\.[a-z]|/) \bsip\b \bsips?: amqp \bstomp\b modem 모뎀
    \birc\b ircd \bnats\b xmpp jabber smpp mqtt channel_error frame_error inequivalent
    vsftpd proftpd entering\spassive\smode \bftp\.[a-z]{2,20}\( ftp_?(?:code|reply|status)
    sip_?(?:code|status|response)s? rfc\s?(?:5321|2821|3261|959\b) \b4yz\b \b5yz\b sqlca
    \bno_route\b 반송 수신자\s주소 greylist relay\saccess\sdenied
    \.(?<=[245][0-9]{2}[\s-][245]\.)[0-9]\.[0-9]{1,2}(?![0-9.])
"""
# A text with one of these is about mail: the numbers of MAIL_REPLIES are mail's replies, and other
# numbers may be status codes.
MAIL: Final = r"""
    \bemails?\b \be-mails?\b \bmailbox \bmail\s(?:server|delivery|queue) recipient
    메일\s?서버(?:에서|가)
"""
MAIL_REPLIES: Final = frozenset({421, 450, 451, 452, 454, 521, 523, 530, 541})
# A text with one of these is about a message queue: the numbers of QUEUE_REPLIES are the queue's
# replies, and other numbers may be status codes. QUEUE_REPLIES lacks 502 to 504, which a web server
# may send because of its queue.
QUEUE: Final = "rabbitmq 래빗엠큐 래빗mq 레빗엠큐 jetstream"
QUEUE_REPLIES: Final = frozenset({311, 312, 313, 320, 402, 403, 404, 405, 406, 408, 409, 501})
# A text with one of these is about the web, even with a word of OTHER_PROTOCOLS or MAIL.
WEB: Final = r"\bhttps?\b \bapis?\b nginx status\scode curl 상태\s?코드"
# A text with one of these is not about the web, even with a word of WEB.
NEVER_WEB: Final = r"""
    \bgatt\b bluetooth 블루투스 \bftp(?:error|reply) smtp[a-z]*(?:error|exception)
    reply-code reply\scode: channelclosed connection_forced access_refused resource_locked
    not_found\s-\sno nats/1\. nats:\sapi -err\s' v\.25(?:bis|ter) q\.850 \+cms\serror \+cme\serror
    <iq(?=[\s>]) <presence(?=\s) :xmpp- <error\scode=(?=['"][0-9]{3}['"]\stype=)
    type='cancel' type="cancel"
"""
