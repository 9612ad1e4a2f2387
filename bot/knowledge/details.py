"""What products write beside a status code, read and checked."""

import re
from pathlib import Path

from bot.errors import Complaint
from bot.korean import term_problems
from bot.model import LANGUAGES
from bot.model.detail import Detail
from bot.strict_yaml import at, build, elements, peek, read

_HANGUL = re.compile("[가-힣]")


def read_details(folder: Path, complaints: list[Complaint]) -> tuple[Detail, ...]:
    """Return what details.yaml says; it may only be used if there are no complaints."""
    root, yaml_file = read(folder / "details.yaml", folder.parent, complaints)
    found: dict[tuple[str, str], Detail] = {}
    for node in elements(root, yaml_file) if root is not None else ():
        name = f"{peek(node, 'product')} {peek(node, 'code')}".strip() or "-"
        before = len(complaints)
        detail: Detail = build(node, Detail, yaml_file, name)
        if len(complaints) > before:
            continue
        if (detail.product, detail.code) in found:
            yaml_file.complain(node, name, "code", "is in the data twice")
        if detail.product == "HAProxy" and len(detail.code) != 2:
            problem = "should be the first two letters of HAProxy's state"
            yaml_file.complain(at(node, "code"), name, "code", problem)
        for language in LANGUAGES:
            field, meaning = f"{language}.meaning", detail.text(language).meaning
            if bool(_HANGUL.search(meaning)) != (language == "ko"):
                yaml_file.complain(at(node, field), name, field, "is in the other language")
            if not meaning.isprintable():
                yaml_file.complain(at(node, field), name, field, "is not a single line")
        for problem in term_problems(detail.ko.meaning):
            yaml_file.complain(at(node, "ko.meaning"), name, "ko.meaning", problem)
        found[detail.product, detail.code] = detail
    return tuple(found.values())
