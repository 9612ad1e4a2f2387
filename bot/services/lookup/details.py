"""Finds details, which are the codes that a product writes beside a status code.

For example "IIS 404.13", "exit code 28", "H12" and "sH--".
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from bot.model.detail import Detail
from bot.model.explanation import Flag
from bot.model.letters import letters

# A search by words needs MIN_WORDS words, since a single word may mean anything. Words that fit
# more than MAX_FOUND_BY_WORDS details of a product may mean anything, too.
MIN_WORDS, MAX_FOUND_BY_WORDS = 2, 3
# Without a product, a word of at most this many letters must match the code's case: "UF" is Envoy's
# code, and "uf" may be any word. A longer code, such as Envoy's "URXS", isn't a word, in upper or
# lower case.
MAX_CODE_LETTERS_IN_CASE = 3
# These words name a product, too: people who ask for an exit code mean curl's.
_KIND_WORDS = {
    "exit code": "curl",
    "exit status": "curl",
    "종료 코드": "curl",
    "종료코드": "curl",
    "close code": "WebSocket",
}
_MAX_NAME_WORDS = 4  # of a product
_TOKEN = re.compile(r"[^\s()\[\]{}<>:;,'\"`!?/=|·]+")
_SCRIPTS = re.compile(r"(?<=[A-Za-z0-9-])(?=[가-힣])|(?<=[가-힣])(?=[A-Za-z0-9])")
_UNITS = frozenset("s sec secs second seconds ms min minutes mb kb gb 초 분 건 개 times".split())
_SUB_STATUS = re.compile(r"[45][0-9]{2}\.[0-9]{1,3}")
_STATUS = re.compile(r"[1-5][0-9]{2}|000")
# Heroku's log of an error without a status: "Error R14 (Memory quota exceeded)".
_LETTERED_ERROR = re.compile(
    r"(?:\b(?i:error(?: code)?)|에러|오류)[ :]{1,2}([A-Z][0-9]{2})\b"
    r"|\b([A-Z][0-9]{2}) ?(?:(?i:errors?)\b|에러|오류)"
)


class Details:
    """Finds details by product and code, by code alone, and by name."""

    def __init__(self, details: Iterable[Detail]) -> None:
        self._all = sorted(details, key=lambda each: -each.frequency)
        self._by_key = {(each.product, each.code): each for each in self._all}
        self._by_code: dict[str, list[Detail]] = defaultdict(list)
        self._by_name: dict[str, list[Detail]] = defaultdict(list)
        self._products: dict[str, str] = dict(_KIND_WORDS)
        self._names: dict[str, tuple[str, ...]] = {}
        self._texts: dict[str, str] = {}
        for each in self._all:
            self._by_code[_folded(each.code)].append(each)
            self._names[each.key] = tuple(map(spelled, (each.name, *each.aliases)))
            for name in self._names[each.key]:
                self._by_name[name].append(each)
            for name in (each.product, *each.product_aliases):
                self._products[name.casefold()] = each.product

    def of_flag(self, flag: Flag) -> Detail | None:
        """Return the detail for a `Flag`, a product's code in a log.

        Returns None if the data lacks the code.
        """
        found = (self._by_key.get((flag.product, code)) for code in flag.codes)
        return next((each for each in found if each is not None), None)

    def of_status(self, product: str, status: int) -> Detail | None:
        """Return the detail for a product's own meaning of a status, or None if there is none."""
        product = self._products.get(product.casefold(), product)
        # A log has 000, 0 or -1 for a request without a response.
        codes = ("000", "0", "-1") if status == 0 else (f"{status:03}",)
        found = (self._by_key.get((product, code)) for code in codes)
        return next((each for each in found if each and each.kind == "status"), None)

    def own_statuses(self, status: int) -> tuple[Detail, ...]:
        """Return the details of products that use the number as a status of their own."""
        own = self._by_code.get(_folded(f"{status:03}"), ())
        return tuple(each for each in own if each.kind == "status")

    def with_number(self, digits: str) -> tuple[Detail, ...]:
        """Return the details whose code is the number, likeliest first."""
        return tuple(self._by_code.get(digits, ()))

    def with_key(self, key: str) -> Detail | None:
        """Return the detail with this `key`."""
        return next((each for each in self._all if each.key == key), None)

    def find(self, text: str) -> tuple[tuple[Detail, ...], int | None]:
        """Return the details that a query names, likeliest first, and the status beside them.

        A query names a detail by its code. A query that names the product may instead have the
        detail's whole name, or several words of the name or meaning. The name of a gRPC status
        needs no product.
        """
        tokens = _tokens(text)
        product, said = self._without_product(tokens)
        found = self._of_product(product, said, tokens) if product is not None else []
        # 종료 코드 means both an exit code and a close code.
        if product is None or (not found and any(each in text for each in _KIND_WORDS)):
            # A product's own status is left out: the lookup finds it as a status code.
            found = [each for each in self._of_any_product(said, text) if each.kind != "status"]
        others = [each for each in said if _STATUS.fullmatch(each)]
        codes = {each.code for each in found}
        status = next((int(each) for each in others if each not in codes), None)
        return tuple(found), status

    def with_name(self, text: str) -> tuple[Detail, ...]:
        """Return the details whose whole name is the text, likeliest first.

        A text of one word finds none. The name of a product's own status finds none either: the
        search by words finds it as a status.
        """
        named = self._by_name.get(spelled(text), ()) if len(text.split()) >= MIN_WORDS else ()
        return tuple(each for each in named if each.kind != "status")

    def called_errors(self, text: str) -> tuple[Detail, ...]:
        """Return the details of the codes that a text calls errors, in the text's order.

        Such a code is a letter and two digits, as in "Error R14".
        """
        codes = dict.fromkeys(after or before for after, before in _LETTERED_ERROR.findall(text))
        return tuple(detail for code in codes for detail in self._with_code(code))

    def suggest(self, typed: str, limit: int) -> list[Detail]:
        """Return the details whose code or name begins with the typed text, likeliest first.

        A text that names a product also finds the product's details by words: each typed word must
        begin a word of the detail's name or meaning.
        """
        product, said = self._without_product(_tokens(typed))
        begun = " ".join(said).casefold()
        if not begun:
            return [each for each in self._all if each.product == product][:limit]
        letters_begun = spelled(begun)
        by_code, by_name, by_words = [], [], []
        for each in self._all:
            if product not in (None, each.product):
                continue
            if each.code.casefold().startswith(begun):
                by_code.append(each)
            elif len(letters_begun) > MAX_CODE_LETTERS_IN_CASE and any(
                name.startswith(letters_begun) for name in self._names[each.key]
            ):
                by_name.append(each)
            elif product and all(f" {word}" in self._text(each) for word in begun.split()):
                by_words.append(each)
        exact_first = sorted(by_code, key=lambda each: each.code.casefold() != begun)
        return [*exact_first, *by_name, *by_words][:limit]

    def begins_detail(self, typed: str) -> bool:
        """Return whether the text names a product, or is the beginning of a detail's code."""
        product, said = self._without_product(_tokens(typed))
        begun = " ".join(said).casefold()
        return product is not None or any(
            each.code.casefold().startswith(begun) for each in self._all if begun
        )

    def _text(self, detail: Detail) -> str:
        """Return the words of a detail's name and meanings, each after a space."""
        if detail.key not in self._texts:
            from bot.services.lookup.words import normalise

            said = f"{detail.name} {detail.en.meaning} {detail.ko.meaning}"
            self._texts[detail.key] = f" {normalise(said)}"
        return self._texts[detail.key]

    def _without_product(self, tokens: list[str]) -> tuple[str | None, list[str]]:
        """Return the product that the words name, and the other words without noise ("the")."""
        product, said, at = None, [], 0
        while at < len(tokens):
            for length in range(_MAX_NAME_WORDS, 0, -1):
                name = " ".join(tokens[at : at + length]).casefold()
                if len(tokens) >= at + length and name in self._products:
                    product = product or self._products[name]
                    at += length
                    break
            else:
                if self.is_code(tokens[at]) or not _is_noise(tokens[at]):
                    said.append(tokens[at])
                at += 1
        return product, said

    def is_code(self, word: str) -> bool:
        """Return whether a word is a code, case included: "SC" is a code, and "sc" is noise."""
        return any(each.code == word for each in self._by_code.get(_folded(word), ()))

    def _of_product(self, product: str, said: list[str], tokens: list[str]) -> list[Detail]:
        """Return the product's details that a query names by code, by whole name, or by words."""
        for word in said:
            found = [each for each in self._with_code(word, product) if each.product == product]
            if found and not (word.isdigit() and len(word) < 3 and _counts(word, said, tokens)):
                return found
        named = self._by_name.get(spelled("".join(said)), ()) if said else ()
        by_name = [each for each in named if each.product == product]
        return by_name or self._with_words(product, said)

    def _with_words(self, product: str, said: list[str]) -> list[Detail]:
        """Return the product's details whose name or meaning has all the words.

        Returns none for fewer than MIN_WORDS words, or for more than MAX_FOUND_BY_WORDS details.
        """
        from bot.services.lookup.words import normalise, words

        asked = words(normalise(" ".join(said))) if said else []
        if len(asked) < MIN_WORDS:
            return []
        own = (each for each in self._all if each.product == product)
        found = [each for each in own if all(f" {word}" in self._text(each) for word in asked)]
        return found if len(found) <= MAX_FOUND_BY_WORDS else []

    def _of_any_product(self, said: list[str], text: str) -> list[Detail]:
        """Return the details for a query without a product.

        In such a query, a number of one or two digits is no code.
        """
        if errors := self.called_errors(text):
            return list(errors)
        said = [each for each in said if not re.fullmatch("[0-9]{1,2}", each)]
        if len(said) == 1 or all(each.isalpha() and self._with_code(each) for each in said):
            found = [detail for each in said for detail in self._with_code(each)]
            return found or self._with_rpc_name(said)
        for word in said:
            is_code = _SUB_STATUS.fullmatch(word) or _is_called_error(word, text)
            if is_code and (found := self._with_code(word)):
                return found
        statuses = [each for each in said if _STATUS.fullmatch(each)]
        others = [each for each in said if not _STATUS.fullmatch(each)]
        if statuses and len(others) == 1:
            return self._with_code(others[0])
        return []

    def _with_rpc_name(self, said: list[str]) -> list[Detail]:
        """Return the gRPC status whose name, in gRPC's spelling, is the whole query."""
        if len(said) != 1 or not re.fullmatch(r"[A-Z_]{5,}|(?:[A-Z][a-z]+){2,}", said[0]):
            return []
        named = self._by_name.get(spelled(said[0]), ())
        return [each for each in named if each.kind == "rpc-status"]

    def _with_code(self, word: str, product: str | None = None) -> list[Detail]:
        """Return the details whose code is the word.

        HAProxy's four letters, such as "sH--", count as the first two. With a product, the name of
        a gRPC status counts as its code. Without a product, a word of a few letters must match the
        code's case.
        """
        named = self._by_name.get(spelled(word), ()) if product else ()
        if own := [each for each in named if each.kind == "rpc-status"]:
            return own
        if re.fullmatch("[A-Za-z-]{2}[A-Z-]{2}", word) and ("-" in word or product == "HAProxy"):
            word, product = word[:2], "HAProxy"
        found = self._by_code.get(_folded(word), [])
        exact = [each for each in found if each.code == word]
        if product == "HAProxy":
            exact = [each for each in exact if each.product == product]
        is_short_word = word.isalpha() and len(word) <= MAX_CODE_LETTERS_IN_CASE
        return exact if exact or (is_short_word and product is None) else list(found)


def _tokens(text: str) -> list[str]:
    """Return a query's words without their last full stops. A dash alone is no word."""
    composed = unicodedata.normalize("NFKC", text)
    found = (each.rstrip(".") for each in _TOKEN.findall(_SCRIPTS.sub(" ", composed)))
    return [each for each in found if re.search(r"\w", each)]


def _folded(code: str) -> str:
    """Return a code for comparison: 0 equals 000, and H12 equals h12."""
    return "0" if code in ("0", "000") else code.casefold()


def spelled(name: str) -> str:
    """Return a name for comparison: DEADLINE_EXCEEDED and DeadlineExceeded are the same."""
    return letters(name).replace("_", "")


def _is_noise(word: str) -> bool:
    # Imported here because a query that is a number needs no module for words.
    from bot.services.lookup.small_talk import asking_words
    from bot.services.lookup.words import normalise

    return not any(each.isdigit() for each in word) and not asking_words(normalise(word))


def _counts(number: str, said: list[str], tokens: list[str]) -> bool:
    """Return whether a small number counts something in a longer query: "60 seconds"."""
    after = tokens[tokens.index(number) + 1 :][:1]
    return bool(after) and len(said) > 1 and after[0].casefold() in _UNITS


def _is_called_error(word: str, text: str) -> bool:
    """Return whether a number from 1000 to 1999 is called an error: "Error code: 1020"."""
    return re.fullmatch("1[0-9]{3}", word) is not None and bool(
        re.search(rf"(?:error|code|에러|오류|코드)\W{{0,3}}{word}\b", text, re.IGNORECASE)
    )
