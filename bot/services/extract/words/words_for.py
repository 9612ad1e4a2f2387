r"""Words beside a number that speak for a status code, in English and Korean.

Each list holds patterns separated by whitespace; a space inside a pattern is `\s`. Patterns for the
text before a number and patterns for a whole text are in lower case. Patterns for the text after a
number match that text as it is. evidence_for.py, context.py and expectations.py use this module.
"""

from typing import Final

from bot.services.extract.words.word_patterns import any_of

# Words before a number that call it an HTTP status.
STATUS_NAMES: Final = r"""
    http/[0-9](?:\.[0-9])?"? http
    (?:api|http|client|server|rest|request|response|gateway)_?(?:error|exception)
    http(?:\s\w{1,10})?\s(?:error|status|response|code)s?(?:\s(?:is|was|of))?
    status(?<!exit\sstatus)(?<!exited\swith\sstatus)(?<!process\sstatus) status_?code_?list
    status[\s_-]?codes?(?<!exit\sstatus\scode)(?:\s?(?:가|는|로|도|를))?
    status_?code\([a-z_]{2,8}(?=\() indicate\ssuccess
    status[\s_-]?codes?(?<!exit\sstatus\scode)\s(?:(?:changed|went|set|switched)\s)?(?:is|was|of|be|to|from|as|between|(?:not\s)?in)
    (?:http|status)(?:\scode)?`{0,2}(?:\sreturned)?\sis\s(?:equal\sto\sor\s)?(?:less|larger|greater|more|lower|higher)\sthan
    response\scode\sto\sbe\s(?:in|(?:one|any)\sof) (?:errors|responses|codes|statuses)\s[<>]=?
    status_?force_?list
    (?:retry|retryable|success|expected|accepted|allowed|valid|ok)_?(?:http_?)?status(?:es)?(?:_?codes?)?
    errorfile errordocument error_?handler(?=\() retry-on
    validatestatus:\s\(?[a-z]{1,8}\)?\s=>\s[a-z]{1,8}\s?(?=[<>]) responses(?==\{) statuses(?==)
    matcher(?=\s=) http[_-]errors? uri(?<=\$uri)/?(?=\s=) r(?<=\[r)(?==) (?:status|code)\s?=~
    retry_?on (?:retry|retryable|error|http|ok|success)_?codes http[\s._-]?(?:status[\s._-]?)?code
    status(?<!exit\sstatus)\s(?:of|was|is|as|with|to|from|(?:not\s)?in) status,(?=\s?[\[(])
    us(?<!\wus)(?==) ups(?<!\wups)(?==) upstream_status error_page limit_req_status
    xhr\.status\s===? response (?:json|send_?status|abort)(?=\() write_?head(?:er)?(?=\()
    abort(?=\() http_?(?:exception|error)(?=\() create_?error(?=\()
    reply(?<=\.reply)(?:_?once)?(?=\() http\s상태 (?:상태|응답|에러)\s?코드(?:\s?(?:가|는|로|도))?
    exit(?<=ngx\.exit)(?=\() synth(?=\() deny(?=\() accept(?<=--accept) respond_?with
    (?:send|json|html)_resp(?:onse)?\(\w{1,12}, producesresponsetype typeof\(\w{1,24}\),
    status['"],(?=\s['"]) 스테이터스 (?:status|response|error|http)\scodes?\s(?:including|such\sas)
"""
# Words before a number that call it a code, an error or a response, of HTTP or of anything else.
ERROR_NAMES: Final = (
    r"error(?<!\werror) err(?<!\werr)!? err_[a-z_]{3,40} erreur fehler errore 에러 오류"
)
CODE_NAMES: Final = rf"""
    {ERROR_NAMES} error code codes(?<!exit\scodes) redirect(?:match)?
    (?:error|response)\scode\s(?:is|was|to|from|as|of) returned(?<!\wreturned) responded\swith
    (?:현재|이전|직전|최종)\s상태 resulted\sin\san? completed rejected 응답\s?값 리턴\s?값 반환\s?값
    awaiting\sresponse\.\.\. <-- ←
"""
# Words before a number that say that something responds with it, or is expected to.
ANSWERS: Final = r"""
    hitting (?:refuses?|rejects?|rejected|denies|blocks)\s(?:\w{1,12}\s){0,3}with returns? returned
    returning got gets? getting (?:gave|gives|give)(?:\s(?:you|me|us|them))? giving
    (?:first|second|third|1st|2nd|3rd|next)\s(?:call|request|one|time|try|attempt|hit) goes went
    doing throws? threw throwing
    (?:expected|actual|current|desired)\s(?:behaviou?r|results?|outcome|output)
    (?:기대|예상|실제)(?:하는|했던|한)?\s?(?:결과|값|응답|동작)? responds? responded responding
    receives? received receiving answers? answered answering replied replies serves? served serving
    sends? sent sending sees? seeing saw shows? says? said saying reports? reported logs? logged
    emits? spits? spitting expected expecting expects? actual want wanted
    (?:wants?|expects?|returns?)\sexactly
    (?:fails?|failed|failing|failures?|dies|died|crashes|crashed|ends|ended|responds?|replies)\swith
    (?:flaps|flapping|flips|flipping|alternates|alternating|switches|bounces|bouncing)\sbetween
    mapped\sto maps?\sto translated\sto converted\sto generates? generated the\scode\s(?:is|was)
    (?:resolved|reported|treated|logged|shown)\sas
    (?:check|checks|checked|checking|look|looks|looking|wait|waits|waiting)\sfor
    (?:ends?|ended|results?|resulted)\s(?:up\s)?(?:in|as) renvoie retourne responde devuelve retorna
    liefert comes?\sback(?:\sas)? came\sback(?:\sas|\swith)? responses: documented allowed accepted
    statuses api 서버 응답 게이트웨이 클플 클라우드플레어 클라우드프론트
    (?:cloudflare|cf|nginx|s3|alb|elb|envoy|haproxy|upstream|github|stripe|istio)(?=\s)
    (?:postman|insomnia|curl|browser|swagger)(?=[\s:])
"""
# Programs that want a number. A phrase such as "the probe wants 200" is clear enough even in a text
# that isn't about HTTP.
EXPECTERS: Final = r"""
    checks? checkers? probes? tests? specs? clients? balancers? server proxy gateway monitors?
    kubelet assertions? handler mock sdk webhooks? crawlers? bot endpoint upstream api browser
    readiness liveness ci pipeline script suite library caller contract
"""
EXPECTING: Final = (
    rf"{any_of(EXPECTERS)}\s(?:(?:really|only|just|still|always|now|actually|strictly)\s)?"
    r"(?:wants?|needs?|requires?|insists\son|hopes\sfor|waits\sfor|looks\sfor|expects?|expected|wanted)"
    r"(?:\s(?:an?|the|exactly|only|just))?"
)
ARROWS: Final = r"=(?<!\S=)(?:>|==?) -(?<!\S-)> →(?<!\S→) !(?<!\S!)==?"
RETURNS: Final = r"""
    return(?:s|ed|ing)? (?:respond|answer|reject|refuse|fail)(?:s|ed|ing)?\swith throw(?:s|n|ing)?
    (?:requests|calls|checks|probes|responses),?\sall repl(?:y|ies|ied)\swith
"""
# After one of these words, a number is used as a noun: "a 520".
SPOKEN: Final = r"""
    any treats? handles? but (?:is|are|was|were)n't instead\sof on no
    (?:lots?|bunch|tons?|spikes?|wave|rate|storm|burst)\sof full\sof rather\sth[ae]n other\sthan
    unconditional cases?\sof like not vs\.? mean(?:s|ing)? to\s(?:be|equal) just plain mostly usual
    random intermittent occasional sporadic constant raw otherwise else 갑자기 간헐적으로 가끔
    자꾸만 맨날 아까 방금
    (?:an?|the|one)\s(?:full|clean|proper|real|fake|hard|soft|bare|normal|bogus|blank|empty) an? the
    (?:an?|the|one)\s(?:legitimate|spurious|lonely|lone|single|stray|weird|strange|odd|random|occasional|sneaky)
    this that should would will may might must same why always still never again only 다 전부 모두
    그냥 계속 또 여전히 자꾸 다시
"""
# Words before a number that say what is done about it. They are no evidence if the number may be a
# count of the next word: "retry 502 requests".
HANDLING_WORDS: Final = r"""
    ignor(?:e|es|ed|ing) force[sd]? includ(?:e|es|ed|ing) exclud(?:e|es|ed|ing) retry retries
    retrying avoid(?:s|ing)? prevent(?:s|ing)? swallow(?:s|ed|ing)? suppress(?:es|ed|ing)? custom
    friendly too\smany recommends? prefers? deserves? handling treating catch(?:es|ing)?
    intercept(?:s|ing)? triggered\sby caused\sby
"""
# After one of these words, a number is used as a noun if it can't be a count of the next word:
# "every 502".
SPOKEN_OF_MANY: Final = """
    add adds added adding back remove removes removed already with be between these those some any
    another
    more many every each all
"""
# Between one of ARTICLES and one of THINGS, a number is used as a noun: "the 409 path".
ARTICLES: Final = "an? the this that these those every another"
THINGS: Final = """
    path page message exception backoff logic errors? response handler handling case storm spike
    alert outage incident problem loop rate status code
"""
# Words before "500 errors" that show that the number doesn't count the errors.
ERROR_CONTEXTS: Final = r"""
    (?:requests|responses|calls|pages|they|some|most|all|these|those)\s(?:are|were) as with these
    those many any all random intermittent sporadic constant occasional frequent spurious unexpected
    backend frontend upstream http retry retrying getting
    (?:lots|bunch|tons?|spikes?|wave|storm|burst|rate|number)\sof seeing throwing throws throw
    internal returning returns return giving gives give serving
    (?:lead|leads|leading|led|due|related)\sto (?:result|results|resulting|resulted)\sin on for by
    of(?<!total\sof)(?<!out\sof)(?<!sum\sof)(?<!count\sof)
"""
# Words before "404 pages" that show that the number doesn't count the pages.
PAGE_OWNERS: Final = r"""
    custom(?:ised|ized)? our all the these those any default branded error own soft hard your my
    their its nice ugly every fancy pretty static serv(?:e|es|ed|ing) return(?:s|ed|ing)?
    show(?:s|ed|ing)? lists? reports? hit(?:s|ting)? fix(?:es|ed|ing)? redirect(?:s|ed|ing)?
    styl(?:e|es|ed|ing) design(?:s|ed|ing)? on handl(?:e|es|ed|ing) into as for no many
    (?:lots|hundreds|thousands)\sof
"""
# The round numbers that may be codes in a text that isn't about HTTP. Servers hardly ever send 100
# and 300.
ROUND_CODES: Final = frozenset({200, 400, 500})
# The codes that name another address.
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
# Words before a number in the report of an error. If the number ends a sentence, only a word of
# GETTING is clear: a word of GOT may be about a score or about money.
GETTING: Final = r"""
    getting gets throws throwing (?:keeps|keep|kept|started|starts)\s(?:returning|throwing|giving)
    responds?\swith responding\swith responded\swith fails\swith failed\swith failing\swith
    (?:crashes|dies|errors)\swith gives\s(?:me|us)(?:\sa)? returns returning
"""
GOT: Final = r"""
    get got see seeing saw gives? gave giving hit hits hitting returned receive receiving fix fixes
    fixed handle handles reproduce same\shere,
"""
# Words that report an error only with an article, as in "it's a 500 for me".
IS: Final = r"it's that's is was isn't wasn't be the\ssame"
# Words before "failed: 500" that name what failed: a request, a login.
FAILED_ACTIONS: Final = """
    요청 호출 로드 업로드 전송 발송 발급 조회 저장 등록 연결 접속 인증 승인 결제 로그인 동기화 생성
    삭제 수정 다운로드 연동 갱신 request upload download
    fetch call load login sync webhook
"""
# Words after a number in the report of an error that say when the error happens.
WHENEVER: Final = r"""
    when whenever while if unless forever always too anyway again for\s(?:me|us|everyone|everybody)
    for\s(?:some|all|many|most|certain|every|other|a\sfew|half\s(?:of\s)?(?:our|the))\s(?:tenants?|users?|customers?|accounts?|clients?|requests?|people|regions?|orgs?|teams?)
    every\stime each\stime once until instead\sof even\s(?:if|when|though)
    after\s(?:the\s|an?\s|my\s|our\s)?(?:[a-z]+ing|upgrade|update|deploy|login|restart|release|migration|move)
"""
# Words after a number in the report of an error that say in what action or place it happens.
PLACES: Final = r"""
    (?:on|from|for|at|in|during|with)\s(?:the\s|an?\s|my\s|our\s|your\s|every\s|each\s|any\s|all\s|some\s)?(?:[a-zA-Z0-9_/-]{1,20}\s)?(?:save|saves|saving|submit|login|log-?in|logout|sign-?up|sign-?in|checkout|upload|uploads|download|delete|update|create|insert|edit|post|put|patch|refresh|reload|page\sload|startup|boot|deploy|retry|callback|redirect|import|export|search|payment|register|registration|publish|sync|reset|prod|production|staging|localhost|requests?|calls?|endpoints?|api|apis|server|backend|gateway|proxy|route|routes|webhooks?|urls?|auth|graphql|rest|preflight)
"""
# "500s" may be seconds or hundreds. In a text about HTTP, "500s" is a plural code after one of
# these words.
PLURAL_CONTEXTS: Final = r"""
    regular usual normal plain actual unexpected unexplained endpoint api server service page it
    which still always sometimes
    (?:get|see|throw|return|serv|respond|giv|spit|hit|retr[iy]|handl|ignor|swallow|alert)\w* got saw
    sporadic random intermittent of some many any the no more those these constant all
"""
# After one of these words, "500s" is a plural code even in a text that isn't about HTTP.
FREQUENCIES: Final = "intermittent random sporadic occasional constant spurious"
# With a word of DURATIONS before it, "429s" is a time in seconds.
DURATIONS: Final = r"""
    after took takes? taken in within than under over timeout(?:\s\w+)? every about around for
    p[0-9]{2,3} waited wait lasted up\sto until elapsed ttl interval duration is was his her my
    levi'?s 소요 시간
"""

# Korean particles between a number and the word that shows that the number is a code: "502가 떠요".
KOREAN_PARTICLES: Final = r"""
    이랑 이라고 라고 이라서 라서 이면 이나 이든 이고 이에요 예요 이예요 입니다 인데 인지 인가 임
    이지 이야 들이? 들은 들만 에도 에만 에는 으?로만 으?로는 으?론 이?라는 이?라도 이?란 이?던
    이?라며 만이 만을 이?든지 인데도 인데요 이?네요 으로 까지 부터 에서 한테 처럼 이 가 을 를 은 는
    도 만 로 랑 과 와 에 의 면 나 고 일
"""
# Korean words after a number that call it an error, a response or a code, or say that something
# returns it.
KOREAN_ERRORS: Final = "에러 오류 예외 응답 코드 상태 리턴 반환 뱉"
# Korean words without a particle. A number right after one of these words isn't an amount: "업로드
# 413 떠요". Some of the words name what sends a code.
KOREAN_WORDS_NOT_COUNTED: Final = """
    서버 응답 상태 코드 에러 오류 로그 클플 클라 플레어 프론트 백엔드 프록시 게이트웨이 엔드포인트
    체크 웹훅 콜백 훅 큐 스테이징 운영 개발 프로덕션 상용 라이브 로컬 배포 서비스 도메인 캐시 세션
    쿠키 헤더 업로드 다운로드 로드 조회 상세 목록 검색 저장 삭제 등록 수정 생성 변경 첨부 가입 탈퇴
    로그인 로그아웃 인증 인가 권한 토큰 호출 요청 전송 재시도 결제 환불 장바구니 접속 크롤링
    리다이렉트 새로고침 푸시 알림 화면 사이트 홈피 홈페이지 게시판 앱 웹 모바일 어드민 관리자 콘솔
    브라우저 크롬 사파리 포스트맨 스웨거 엔진엑스 깃허브 스트라이프 슬랙 디코 디스코드 카카오 네이버
    구글 쇼핑 챗봇 인그레스 결과 장애 이미지 전체 일부 대부분 간헐적 쪽 이거 그거 저거 걍 왤케 매번
    넵 아니 채팅 출력 일반 공통 커스텀 기본 소프트 또 계속 자꾸 갑자기 가끔 아까 방금 지금 맨날 이제
    막 전부 모두 그냥 여전히 왜 역시 무조건 후 뒤 시 중 이후 직후 어제 오늘 새벽 아침 요즘 사실 근데
    꼭 반드시 굳이 차라리
    혹시 무한 연속 기준 대신 말고 순간 잠깐 종일 내내 최근 진짜 아직 이미 현재 원래 보통 항상 종종
    하필 제발 대체 및 아예 값 즉 버튼 클릭 링크 주소 경로 라우트 라우터 라우팅 컨트롤러 필터
    시큐리티 미들웨어 가드 인터셉터 설정 연동 연결 통신 동기화 이동 진입 접근 오픈 구매 신청 취소
    승인 발급 갱신 스프링 장고 리액트 넥스트 라라벨 톰캣 아파치 클라우드 람다 버킷 봇 만료 실패 초과
    누락 불일치 거부 거절 차단 오타 없음 부족 중복 충돌 과다 위반 아뇨 아니요 아니오 넹 넴 엥 헐 헉
    앗 어라 오잉 음 응 엇 흠 허브 레지스트리 저장소 리포
"""
# Exclamations before a number. They match only as whole words, because longer words may end like
# them.
KOREAN_EXCLAMATIONS: Final = "아 와 오 어 우와 아오 에휴"
# The ends of other Korean words: of verbs, of nouns that have a particle, and of others. A number
# right after one of these words isn't an amount.
KOREAN_ENDINGS_NOT_COUNTED: Final = """
    돼 않아 명시적 가 이 은 는 을 를 에 서 로 면 고 니 까 데 다 요 만 도 나 랑 과 와 의 께 한테 터
    지 길 게 라 엔 선 단 진 론 건 때 자 죠 네 냐 듯 씩 째 마다 처럼 없이 히 어 려 음 임 함 됨 야 봐
    든 던 런 떤 른 운 된 난 힌 뜬 온 준 낸 한 시 걸 듯 대로 분간 초간 동안
"""
# Verbs and other words that fit codes and not amounts: "appears", "is thrown", "is logged".
KOREAN_CODE_VERBS: Final = r"""
    뜨 뜬 뜹 뜸 뜰 떠 떴 떳 나(?!눠|누|머|라|무|중|서서|이|흘|가|갔|간) 난 남 날(?![렸리린림아]) 났
    낫 납니 뱉 내뱉 던지 던져 던짐 던진 터[지져졌짐진] 찍[히혀혔힘] 리턴 반환 회신 응답 돌려 유발
    막[는아을] 거[부절] 확인\s?부탁 고[쳤쳐침치] 또[야냐임네](?![가-힣]) 수정(?:했|함|됐|완료)
    돌아[오와] 튕[기겨긴김] 튀 튐 튄 쏟 뿜 토[해하] 떨[어구궈군] 때[리려렸림린] 먹[네는고음었어]
    도배 폭주 폭탄 연발 속출 빈발 다발 급증 발생 재현 원인 해결 이슈 버그 장애 내려[주줘와] 잡[히혀]
    보이 보여 보임 보입 타임아웃 처리
"""
# Verbs that fit amounts as well: "500 줘요" may be about money.
KOREAN_SHARED_VERBS: Final = r"""
    줘 줬 줍니 주[네는고면길] 준(?=다) 줌 줍 와[요서야] 오[네는고면] 온다 옵니 왔 맞[아는고았음]
    보내[네는줘고요] 내려(?:가|간|감|갑|갔)
"""
# Other words that a text about HTTP says of a code.
KOREAN_EVENTS: Final = r"""
    인터셉터 핸들러 폴백 (?:[0-9]{1,3},)?[0-9]{1,5}\s?[건회] 떨 내(?!부|선|일|용|역|년|외|장)
    찍[어고는음] 주(?!문|차|일|간|말) 준 받 오(?!전|후|늘|픈|프|리|차|토|타|브) 코드 상태 나[가갔간]
    날 빠[지졌짐] 섞 보내 맞으 맞[나죠지] 헷갈 바꾸 바뀌 쏘 쏴 대신 차이 처럼 뭐 무슨 뜻 의미 왜
    관련 멈 재시도 알람 알림 이슈 장애 케이스 때문 비율 투성이 원인 페이지 화면 포워딩 쓰[면는고세]
    연속 띄 띠 낸 냄 냈 걸[려림렸리] 기대[하한해했] 무효화 아니 아닌 로그 막[히혀] 써 썼 회복 복구
    정상
    확인 리다이렉 리디렉 [감간](?=[\s.,~ㅠㅋ]|\Z) 가고 쪼끔 조금 줄(?:[지게까래거]|\s?때) 무한 루프
    분기 풀[렸려리림릴어] 픽스 대응 방지 개선 핸들 추가 제거 사라[졌지짐]
    언제\s?(?:풀|고|되|해결|복구|잡|끝|없) 어떻게\s?(?:고|해결|처리|잡|풀|하) 어떡 저만 나만 실화
    미[쳤친침] 괜찮 [가-힣]{1,3}기로 수정 박[아았] 잡[았아] 그대로 한번 이거 그거 이건 다음 많 있 없
    타[면고는서] 문제\s?(?:해결|발생|수정|원인) (?:계속|자꾸)(?=[\s.~!ㅠㅜㅋ]*\Z)
"""
# Korean words that say in which case the number after them is the answer: "없는 글 조회 시 404".
# The number must end a clause.
KOREAN_CASES: Final = r"""
    번째(?:부터|에는?|는)?
    (?:경우|때|후|뒤)(?:에[는도]?|엔)? [가-힣]시(?:에[는도]?|엔)? [가-힣]\s시(?:에[는도]?|엔)?
    [가-힣](?:면|도|은|는|엔|선)
"""
# Korean words that name an outcome, such as "성공 시" ("on success"): the number after them is the
# answer to that outcome. They are clear even if the text isn't about HTTP or the number is round.
KOREAN_OUTCOMES: Final = (
    r"(?:성공|실패|정상|비정상|만료|중복|누락)(?:하면|되면|이면|\s?시|\s?때|\s?경우)(?:엔|에는)?"
)
# Korean words that end a clause. A number right after one of these words doesn't count a noun.
KOREAN_CLAUSE_ENDS: Final = r"""
    면 면\s(?:지금은|현재는|일단|그냥|무조건|항상|대신)
    때 니까 더니 하니 해도 [가-힣]고 는데 자꾸 계속 또 왜 갑자기 다시 가끔 자주 매번 여전히
    때마다
"""
# Korean particles and endings that make the number before them the topic: "429번은".
KOREAN_TOPICS: Final = r"""
    라(?=\s) 이?여[도서]
    번(?:은|는|이(?![나라요])|을|에(?!서)|으로|이랑|이면|인|만|도|에러|코드) 이랑 랑 이면 으로 이나
    이라 라서 인데 인지 이에요 예요 입니다 이었 이엇 였 엿 이[고지네야냐] 이?래 이던데 이더라
    이?[요용] 이라고 라고 밖에 처럼 보다 까지 부터 조차 마저 뿐 던데 더라 들 를 는 을(?!지)
    에(?!너|이) 와(?!트|인|이) [이가은도만로과면의일인나고지네야냐임](?![가-힣]) 로[는도만]
    [이가]\s?아[니닌] [일인](?:지|듯|데|걸|까|가|줄|때|경우|거|게) 지만 이?다(?![가-힣])
    [이가을를은는도만로과와면에의나고구네지]요
    [이가은는을를만로](?:왜|안|뭐|무슨|맞|바꾸|바꿔|바뀌|계속|자꾸|떨|내려|보내|던|같|처리|해|하|되|돼|된)
"""
# A number before one of these words isn't read as a count of that word: "a 404 when".
STOPS: Final = """
    no would could might from within w on for when if after and or but in at with to instead again
    back errors? responses? status codes? is are was were because while whenever every all only the
    a an into since until unless even as this that each now too here there by before path page(?!s)
    today suggests? implies means? vs\\.? not so then which during does indicates? signals?
    represents do has have via like comes? came happens? spikes? under = https? silently separately
    directly properly correctly gracefully explicitly immediately consistently intermittently
    randomly occasionally constantly isn't wasn't aren't happening persists? occurs? occurred
    occurring appears? disappears? returns?
"""

# Words that show that a text is about HTTP. They may be anywhere in the text.
HTTP: Final = r"""
    https?\b \bapis?\b server status gateway nginx prox(?:y|ied) cloudflare \balb\b \belb\b curl
    redirect token endpoint webhook \bcdn\b origin retr(?:y|ied|ies) \balert cach(?:e|ing) ingress
    \burls?\b \brest\b upstream backend frontend \bclient response respond axios fetch haproxy envoy
    browser login csrf header health \bcors\b arcgis timeout rate.?limit error \bapp\b \brequests?\b
    deploy sign.?up \brfc\b \bcert \btls\b storefront crawl scrap fastapi json \bauth \boauth
    payload \bbody\b \bpoll \b4xx\b \b5xx\b 서버 응답 요청 에러 오류 상태 게이트웨이 리다이렉 토큰
    로그인 웹훅 인증 재시도 캐시 클라 프론트 오리진 라라벨 배포 호출 엔드포인트 시큐리티 프록시 로그
    헤더 장애 알람 브라우저 network\stab postman 헬스\s?체크 \bdto\b 검증 인가 권한 밸리데이션 규격
    스펙 객체 조회 핸들러 파서 바디 파라미터 크롬 사파리 포스트맨 웹뷰 라우팅 도메인 업로드
    content-(?:type|range|length|encoding|disposition) websocket handshake httpstatus http_?status
    \bwebdav\b \brfc[0-9]{4}\b
"""
