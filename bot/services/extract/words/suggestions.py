"""Weak evidence: words right beside a number that suggest a code, but fit other numbers, too."""

from bot.services.extract.words import (
    chinese_japanese,
    evidence_for,
    expectations,
    korean_evidence,
    reports,
    roles,
    sentences,
)

_SENDERS_BEFORE = ("api가 ", "api에서 ", "api는 ", "서버가 ", "서버에서 ", "서비스가 ")


def is_clear(code: int, before: str, after: str) -> bool:
    """Return whether the words mean a code even where a price is likelier: "시세 API가 502 떠요".

    is_korean_event() has stricter conditions for a number that ends in 00. Here, they apply to
    every number, except a number after a sender, such as "서버가".
    """
    return (
        korean_evidence.is_korean_event(code - code % 100, before, after, about_http=False)
        or (
            before.endswith(_SENDERS_BEFORE)
            and korean_evidence.is_korean_event(code, before, after, about_http=True)
        )
        or evidence_for.is_noun_by_words_after(code, before, after)
        or evidence_for.is_called_code(code, before, after)
        or evidence_for.is_returned(before, after)
        or reports.is_reported(code, before, after)
    )


def is_suggested(code: int, before: str, after: str, *, about_http: bool) -> bool:
    """Return whether words beside the number suggest a code.

    Some words suffice in any text. Others need a text about HTTP if the number ends in 00 or is
    below 400, because such numbers are often counts. The rest always need a text about HTTP.
    """
    if (
        korean_evidence.is_korean_event(code, before, after, about_http=about_http)
        or evidence_for.is_noun_by_words_after(code, before, after)
        or evidence_for.is_called_code(code, before, after)
        or evidence_for.is_returned(before, after)
        or expectations.is_expected(before, after, about_http=about_http)
        or evidence_for.is_frequent(before, after)
        or reports.is_reported(code, before, after)
        or korean_evidence.is_korean_answer(code, before, after, about_http=about_http)
        or korean_evidence.is_korean_word(code, before, after)
        or korean_evidence.is_korean_topic_after_clause(code, before, after)
        or sentences.is_state(code, before, after)
        or sentences.is_redirect(code, after)
        or roles.is_result(code, before, after, about_http=about_http)
        or chinese_japanese.is_answer(code, before, after, about_http=about_http)
    ):
        return True
    if (about_http or (code >= 400 and code % 100 != 0)) and (
        korean_evidence.is_korean_topic(code, before, after)
        or evidence_for.is_plural(code, before, after, about_http=about_http)
        or evidence_for.is_answered(before, after)
        or sentences.is_outcome(before, after)
        or evidence_for.is_noun_by_words_before(code, before, after, about_http=about_http)
    ):
        return True
    return about_http and (
        evidence_for.heads_explanation(before, after)
        or evidence_for.heads_statuses(before)
        or evidence_for.is_marked(code, before, after)
        or evidence_for.begins_clause(code, before, after)
        or sentences.begins_sentence(code, before, after)
        or sentences.is_bound(code, after)
    )
