"""How the groups of synonyms in a text are found."""

from bot.services.lookup.synonyms import Synonyms
from bot.services.lookup.words import normalise


def test_synonyms_meet_in_a_group() -> None:
    synonyms = Synonyms([["timed out", "타임아웃"], ["cache", "캐시"]])
    assert synonyms.groups_in(normalise("it timed out")) == {"=0"}
    assert synonyms.groups_in(normalise("게이트웨이 타임아웃이 나요")) == {"=0"}
    assert synonyms.groups_in(normalise("캐시됨")) == {"=1"}
    assert synonyms.groups_in(normalise("nothing")) == set()
