"""English sentences in which something returns a code, becomes a code, or runs into a code.

Examples: "bombs out with 413", "turned our 404 into 502", "tripped over 429", "the rest are 403".
The patterns combine the roles of words instead of listing phrases. In each function, `before`, the
text before the number, is in lower case.
"""

from bot.services.extract.words import evidence_for, words_roles
from bot.services.extract.words.word_patterns import any_of, any_of_grouped, at_end, compile_later

_OPENING = r"[\s\"'`*“‘]{1,3}"
_DETERMINER = (
    r"(?:\s(?:an?|the|our|their|your|its|my|this|that|only|just|plain|bare|constant|always|now))?"
)
_PARTICLE = r"(?:\s(?:out|up|off|back|through|over|down|in|away|me|us|you|it|them))?"
_OPENING_MARKS = "\"'`*“‘: "
# "replying 410", "runs into 429"
_ANSWERS_OR_MEETS_BEFORE = at_end(
    rf"{any_of_grouped(words_roles.ANSWERS_OR_MEETS, words=True)}{_DETERMINER}", _OPENING
)
# "yields 404", "hands out 504"
_GIVES_BEFORE = at_end(rf"{any_of_grouped(words_roles.GIVES, words=True)}{_DETERMINER}", _OPENING)
# "bombs out with 413", "comes through as 415". Any verb matches, except one that goes before a
# count, such as "starts" in "starts with 404".
_WITH_BEFORE = at_end(
    rf"\b(?!{any_of(words_roles.COUNTING_VERBS)})[a-z]{{2,12}}(?:s|ed|ing|came|went)"
    rf"{_PARTICLE}\s(?:with|as){_DETERMINER}",
    _OPENING,
)
# "half of the calls are 504", "all the rest 403", "each attempt 503", "first PUT is 204"
_SUBJECT_BEFORE = at_end(
    rf"(?:{any_of_grouped(words_roles.ANSWERED, words=True)}\s{any_of(words_roles.COPULAS)}"
    rf"|\b(?:each|every|first|second|third|last)\s{any_of(words_roles.ANSWERED)}"
    r"|\b(?:the|my|our|a|first|second|third|last|next)\s(?:get|post|put|patch|delete)"
    rf"\s(?:request\s)?{any_of(words_roles.COPULAS)}"
    r"|\bthe\s(?:rest|others?))(?:\s(?:all|only|just|now|still|always|mostly))?",
    r"[\s\"'`*“‘:]{1,3}",
)
# "an unexpected 307", "the first 429"
_ADJECTIVE_BEFORE = at_end(
    rf"\b(?:an?|the|this|that|another)\s(?!{any_of(words_roles.COUNTING_ADJECTIVES)}\b)"
    r"(?:first|[a-z]{3,12}(?:ed|al|ous|ic|ive|ent|ant|ary|less|ful|ky|ly|ry|able))",
    _OPENING,
)
_ROUND_ERRORS = frozenset({400, 500})
# "the first 503 are free"
_COUNTED_AFTER = compile_later(r"\s(?:are|were|have|of)\b")
# "anything but 200"
_EXCEPT_BEFORE = at_end(
    r"\b(?:anything|everything|nothing)\s(?:but|except|besides|other\sthan|that\sis(?:n't|\snot))"
    rf"{_DETERMINER}",
    _OPENING,
)


def is_result(code: int, before: str, after: str, *, about_http: bool) -> bool:
    """Return whether something returns the number, becomes the number, or runs into the number.

    If the text isn't about HTTP, the number must be an error code that doesn't end in 00, and only
    words that rarely stand before an amount are evidence.
    """
    if not about_http and (code < 400 or code % 100 == 0):
        return False
    word = before.rstrip(_OPENING_MARKS)[-1:] if before[-1:] in _OPENING_MARKS else ""
    if not ("a" <= word <= "z") or not evidence_for.stops(after):
        return False
    if code % 100 == 0:
        return ("thing " in before and _EXCEPT_BEFORE.search(before) is not None) or (
            code in _ROUND_ERRORS and _ANSWERS_OR_MEETS_BEFORE.search(before) is not None
        )
    return (
        _ANSWERS_OR_MEETS_BEFORE.search(before) is not None
        or _SUBJECT_BEFORE.search(before) is not None
        or (about_http and _is_given(before, after))
    )


def _is_given(before: str, after: str) -> bool:
    """Return whether something gives the number, or a phrase describes it: "a weird 307"."""
    return (
        _GIVES_BEFORE.search(before) is not None
        or ((" with" in before or " as" in before) and _WITH_BEFORE.search(before) is not None)
        or _EXCEPT_BEFORE.search(before) is not None
        or (_ADJECTIVE_BEFORE.search(before) is not None and not _COUNTED_AFTER.match(after))
    )
