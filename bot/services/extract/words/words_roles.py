"""Words for roles.py, by their role in an English sentence.

The lists are written like those of words_for.py.
"""

from typing import Final

# Words that say that something answers with the number after them, or meets this number. Only codes
# have these words before them.
ANSWERS_OR_MEETS: Final = r"""
    reply repl(?:ies|ied) replying respond(?:s|ed|ing)? answer(?:s|ed|ing)?
    (?:cough|coughs|coughed|coughing|spit|spits|spat|spitting|barf|barfs|puke|pukes)(?:\s(?:just|up|out))?
    (?:bounce|bounces|bounced)\sback (?:run|runs|ran|running|bump|bumps|bumped|bumping)\sinto
    stumbl(?:e|es|ed|ing)\s(?:over|on|upon)
    (?:trip|trips|tripped|tripping|choke|chokes|choked|choking)\s(?:over|on)
    (?:blocked|greeted|rejected|refused|denied)\s(?:with|by)
    (?:result|results|resulted|resulting)\sin
    (?:retry|retries|retried|retrying|alert|alerts|react|reacts|bail|bails|stop|stops|halt|halts)\s(?:on|upon)
    (?:recover|recovers|recovered|recovering)\sfrom (?:guard|guards)\sagainst
"""
# Words that say that something gives, becomes or asks for the number after them. The number may
# also be an amount.
GIVES: Final = r"""
    yield(?:s|ed|ing)? produc(?:e|es|ed|ing) emit(?:s|ted|ting)? rais(?:e|es|ed|ing)
    surfac(?:e|es|ed|ing) propagat(?:e|es|ed|ing) forward(?:s|ed|ing)? relay(?:s|ed|ing)?
    trigger(?:s|ed|ing)? provok(?:e|es|ed|ing) render(?:s|ed|ing)? signal(?:s|ed|ing)?
    (?:hand|hands|handed|handing|give|gives|gave|giving|churn|churns|churning)\s(?:out|back)
    (?:shoot|shoots|shot|send|sends|sent|sending)\sback (?:stuck|met|hit|slapped)\s(?:with|by)
    (?:end|ends|ended|ending|wind|winds|wound)\sup\s(?:with|in|as|at|on)
    (?:flip|flips|flipped|flipping|switch|switches|switched)\sto
    (?:lead|leads|led|leading)\sto (?:fall|falls|fell)\s(?:back\sto|through\sto)
    (?:resolve|resolves|resolved|translate|translates|translated)\s(?:to|into|as)
    (?:turn|turns|turned|turning|convert|converts|converted|rewrite|rewrites|rewrote|collapse|collapses|change|changes|changed)(?:\s(?:it|them|that|this|everything|into|to))*
    becom(?:e|es|ing) became (?:mask|masks|masked|wrap|wraps|wrapped)\s(?:as|by|in)
    (?:want|prefer|suggest|propos|recommend)(?:e|s|es|ed|ing)? (?:ask|asks|asked|asking)\sfor
"""
# The beginnings of verbs that count or label something. One of these verbs before "with" or "as" is
# no evidence of a code: "starts with 404".
COUNTING_VERBS: Final = r"""
    number start begin launch compar count fill tagg label score pack load open connect equipp exit
    clos\w*\scode version releas ship list pric sold sell
"""
# Things that are answered, such as requests, and the answers themselves. They stand before a verb
# of COPULAS, as in "the calls are 504", or after a word like "each", as in "each attempt 503".
ANSWERED: Final = r"""
    requests? calls? attempts? tr(?:y|ies) retr(?:y|ies) responses? answers? repl(?:y|ies) hits
    misses rest others? everything half probes? deliver(?:y|ies) uploads? downloads? routes?
    endpoints? assets? images? preflights? redirects?
"""
COPULAS: Final = "is are was were gets? got stays? stayed becomes? became goes went turned turns"
# Adjectives between "the" and a number that make the number a count.
COUNTING_ADJECTIVES: Final = """
    remaining other last total initial final additional previous original actual annual monthly
    daily weekly estimated expected allowed reserved limited projected combined required
"""
