"""Reads and checks the details: numbers and words that products write beside a status code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.errors import Complaint
from bot.knowledge.entry_checks import source_problems
from bot.korean_terms import term_problems
from bot.model import LANGUAGES
from bot.model.detail import Code, Detail, DetailText, Kind, Product
from bot.model.entry import Spec
from bot.model.text_limits import Name
from bot.strict_yaml import Node, YamlFile, at, build, elements, peek, read, without

_HANGUL = re.compile("[가-힣]")


@dataclass(frozen=True, slots=True)
class _Row:
    """The fields of one detail. `_Head` has the fields that a file gives once for all details."""

    code: Code
    name: Name
    en: DetailText
    ko: DetailText
    kind: Kind | None = None
    statuses: tuple[int, ...] = ()
    section: Name | None = None
    source: Spec | None = None
    aliases: tuple[Name, ...] = ()
    frequency: int = 2


@dataclass(frozen=True, slots=True)
class _Head:
    """What all details of a file share. A row may have another kind or source."""

    product: Product
    kind: Kind
    source: Spec
    product_aliases: tuple[Name, ...] = ()


def read_details(
    folder: Path, numbers: frozenset[int] | None, complaints: list[Complaint]
) -> tuple[Detail, ...]:
    """Return the details of the files in `details/`. Use them only if there are no complaints.

    `numbers` are the codes of all entries; None if some entry may be missing, and then the statuses
    of details are not looked up.
    """
    found: dict[tuple[str, str], Detail] = {}
    for path in sorted(folder.glob("details/*.yaml")):
        root, yaml_file = read(path, folder.parent, complaints)
        for node, detail in _in_file(root, yaml_file) if root is not None else ():
            if (detail.product, detail.code) in found:
                yaml_file.complain(at(node, "code"), detail.key, "code", "is in the data twice")
            for field, problem in _problems(detail, numbers):
                yaml_file.complain(at(node, field), detail.key, field, problem)
            found[detail.product, detail.code] = detail
    return tuple(found.values())


def _in_file(root: Node, yaml_file: YamlFile) -> Iterator[tuple[Node, Detail]]:
    """Yield a file's details that can be built, each with its node."""
    rows = at(root, "details")
    if rows is root:
        yaml_file.complain(root, "-", "details", "is missing")
        return
    before = len(yaml_file.complaints)
    head: _Head = build(without(root, "details"), _Head, yaml_file, peek(root, "product") or "-")
    is_head_built = len(yaml_file.complaints) == before
    for node in elements(rows, yaml_file):
        name = f"{peek(root, 'product')} {peek(node, 'code')}".strip() or "-"
        before = len(yaml_file.complaints)
        row: _Row = build(node, _Row, yaml_file, name)
        if is_head_built and len(yaml_file.complaints) == before:
            yield node, _detail(head, row)


def _detail(head: _Head, row: _Row) -> Detail:
    source = row.source or Spec(head.source.document, head.source.url, row.section)
    return Detail(
        product=head.product,
        kind=row.kind or head.kind,
        code=row.code,
        name=row.name,
        en=row.en,
        ko=row.ko,
        source=source,
        statuses=row.statuses,
        product_aliases=head.product_aliases,
        aliases=row.aliases,
        frequency=row.frequency,
    )


def _problems(detail: Detail, numbers: frozenset[int] | None) -> Iterator[tuple[str, str]]:
    """Yield every rule that a detail breaks, as (dotted field, problem)."""
    if detail.product == "HAProxy" and detail.kind == "state" and len(detail.code) != 2:
        yield "code", "should be the first two letters of HAProxy's state"
    if detail.kind == "sub-status" and detail.statuses != (int(detail.code.split(".")[0]),):
        yield "statuses", "should be the number before the dot"
    if unknown := [each for each in detail.statuses if numbers is not None and each not in numbers]:
        yield "statuses", f"{unknown[0]} is not in the data"
    for problem in source_problems(detail.source):
        yield "source.url", problem
    if len(set(detail.statuses)) < len(detail.statuses):
        yield "statuses", "has a status twice"
    lines = [("code", detail.code), ("name", detail.name)]
    lines += [("aliases", alias) for alias in detail.aliases]
    for language in LANGUAGES:
        text = detail.text(language)
        for part, said in (("meaning", text.meaning), ("check", text.check)):
            lines.append((f"{language}.{part}", said))
            if bool(_HANGUL.search(said)) != (language == "ko"):
                yield f"{language}.{part}", "is in the other language"
            if language == "ko":
                yield from ((f"ko.{part}", problem) for problem in term_problems(said))
    for field, line in lines:
        if not line.isprintable():
            yield field, "is not a single line"
