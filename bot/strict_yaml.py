"""Reads YAML strictly: scalars stay text, and every complaint names its file and line.

`yes`, `no`, `12:30` and `1e3` stay text until a dataclass's field says what they are. The data and
the texts are read by the same rules, so this is the only module that imports yaml.

No library that was tried reports every mistake with its line: strictyaml 1.7.3 and msgspec stop at
the first mistake, and msgspec and pydantic give no lines. So msgspec converts only single values.
"""

import dataclasses
import functools
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import yaml

from bot.errors import Complaint

# The C parser is about ten times as fast. PyYAML's wheels have it; a build without libyaml doesn't.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 12
Node = yaml.Node


@dataclass(slots=True)
class YamlFile:
    """A file that is being read. It collects complaints instead of stopping at the first."""

    name: str
    complaints: list[Complaint]

    def complain(self, node: yaml.Node, entry: str, where: str, problem: str) -> None:
        line = node.start_mark.line + 1
        self.complaints.append(Complaint(self.name, line, entry, where or "-", problem))

    def complain_at(self, mark: Any, problem: str) -> None:
        """Complain about the file at the parser's mark, or at line 1 if there is no mark."""
        line = mark.line + 1 if mark else 1
        self.complaints.append(Complaint(self.name, line, "-", "-", problem))


def parse(text: str, yaml_file: YamlFile) -> yaml.Node | None:
    """Return the file's root node. Complain and return None if the file is empty or not YAML."""
    node: yaml.Node | None = None
    try:
        if _is_plain(text, yaml_file):
            node = yaml.compose(text, Loader=_Loader)
            if node is None:
                yaml_file.complain_at(None, "the file is empty")
    except yaml.MarkedYAMLError as error:
        yaml_file.complain_at(error.problem_mark, f"not YAML: {error.problem}")
    except yaml.YAMLError as error:
        yaml_file.complain_at(None, f"not YAML: {error}")
    return node


def _is_plain(text: str, yaml_file: YamlFile) -> bool:
    """Return whether the file has no aliases and no deep nesting.

    Aliases can make a small file expand without end. libyaml's composer recurses in C, so a
    file with enough nesting crashes the process.
    """
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            yaml_file.complain_at(event.start_mark, "aliases are not supported")
            return False
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            yaml_file.complain_at(event.start_mark, "is nested too deeply")
            return False
    return True


def read(path: Path, root: Path, complaints: list[Complaint]) -> tuple[yaml.Node | None, YamlFile]:
    """Parse a file. `complaints` collects its mistakes, also those that `build` finds later."""
    yaml_file = YamlFile(path.relative_to(root).as_posix(), complaints)
    try:
        return parse(path.read_text(encoding="utf-8"), yaml_file), yaml_file
    except UnicodeDecodeError as error:
        yaml_file.complain_at(None, f"not UTF-8: {error.reason} at byte {error.start}")
    except OSError as error:
        yaml_file.complain_at(None, f"can't be read: {error.strerror}")
    return None, yaml_file


def pairs(
    node: yaml.Node, yaml_file: YamlFile, entry: str, where: str
) -> Iterator[tuple[str, yaml.Node]]:
    """Yield a mapping's keys and values. Complain about a key that is given twice."""
    if not isinstance(node, yaml.MappingNode):
        yaml_file.complain(node, entry, where, "should be a mapping of names to values")
        return
    seen: set[str] = set()
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else "?"
        if name in seen:
            yaml_file.complain(key, entry, f"{where}.{name}".lstrip("."), "is given twice")
            continue
        seen.add(name)
        yield name, value


def elements(node: yaml.Node, yaml_file: YamlFile) -> Iterator[yaml.Node]:
    """Yield a list's elements. Complain if `node` is no list."""
    if isinstance(node, yaml.SequenceNode):
        yield from node.value
    else:
        yaml_file.complain(node, "-", "-", "should be a list")


def scalars(
    node: yaml.Node, yaml_file: YamlFile, prefix: str = ""
) -> Iterator[tuple[str, str, int]]:
    """Yield (dotted key, text, line) for every scalar in a tree of mappings."""
    for name, value in pairs(node, yaml_file, prefix or "-", ""):
        key = f"{prefix}.{name}".lstrip(".")
        if isinstance(value, yaml.ScalarNode):
            if not value.value.strip():
                yaml_file.complain(value, key, "-", "is empty")
            yield key, value.value, value.start_mark.line + 1
        else:
            yield from scalars(value, yaml_file, key)


def peek(node: yaml.Node, name: str) -> str:
    """Return the scalar `name` of a mapping that isn't checked yet; "" if there is none.

    Callers pass the scalar on as `entry`, the part of a complaint that says which mapping is wrong.
    """
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == name and isinstance(value, yaml.ScalarNode):
                return str(value.value)
    return ""


def at(node: yaml.Node, where: str) -> yaml.Node:
    """Return the node of a dotted field, or of the nearest field above it that is present."""
    for name in where.split("."):
        if not isinstance(node, yaml.MappingNode):
            break
        for key, value in node.value:
            if key.value == name:
                node = value
                break
        else:
            break
    return node


def without(node: yaml.Node, name: str) -> yaml.Node:
    """Return a mapping without the field `name`. Return any other node unchanged."""
    if not isinstance(node, yaml.MappingNode):
        return node
    rest = [(key, value) for key, value in node.value if key.value != name]
    return yaml.MappingNode(node.tag, rest, node.start_mark, node.end_mark)


def build(node: yaml.Node, kind: Any, yaml_file: YamlFile, entry: str, where: str = "") -> Any:
    """Convert `node` to `kind`: a dataclass, tuple, dict, optional or msgspec leaf type.

    Each value that doesn't fit adds a complaint. Use the result only if there are no complaints.
    """
    annotated, plain = kind, _unwrap(kind)
    origin = typing.get_origin(plain)
    if origin in (types.UnionType, typing.Union):
        if isinstance(node, yaml.ScalarNode) and not node.style and node.value in ("null", "~"):
            return None
        (present,) = (option for option in typing.get_args(plain) if option is not type(None))
        return build(node, present, yaml_file, entry, where)
    if dataclasses.is_dataclass(plain):
        return _build_dataclass(node, typing.cast("type[Any]", plain), yaml_file, entry, where)
    if origin is tuple:
        return _build_tuple(node, annotated, yaml_file, entry, where)
    if origin is dict:
        key_kind, value_kind = typing.get_args(plain)
        result = {}
        for name, value in pairs(node, yaml_file, entry, where):
            here = f"{where}.{name}"
            result[_leaf(name, key_kind, value, yaml_file, entry, here)] = build(
                value, value_kind, yaml_file, entry, here
            )
        return result
    if not isinstance(node, yaml.ScalarNode):
        yaml_file.complain(node, entry, where, "should be a single value")
        return None
    text = node.value.strip() if node.style != "|" else node.value
    return _leaf(text, annotated, node, yaml_file, entry, where)


def _build_dataclass(
    node: yaml.Node, kind: type[Any], yaml_file: YamlFile, entry: str, where: str
) -> Any:
    hints = _hints(typing.cast("typing.Hashable", kind))
    values: dict[str, Any] = {}
    for name, value in pairs(node, yaml_file, entry, where):
        here = f"{where}.{name}".lstrip(".")
        if name not in hints:
            yaml_file.complain(
                value, entry, here, f"is not a field; the fields are {', '.join(hints)}"
            )
            continue
        values[name] = build(value, hints[name], yaml_file, entry, here)
    for each in dataclasses.fields(kind):
        required = (
            each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING
        )
        if required and each.name not in values:
            yaml_file.complain(node, entry, f"{where}.{each.name}".lstrip("."), "is missing")
            values[each.name] = None
    return kind(**values)


@functools.cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return typing.get_type_hints(kind, include_extras=True)


def _build_tuple(node: yaml.Node, kind: Any, yaml_file: YamlFile, entry: str, where: str) -> Any:
    item_kind = typing.get_args(_unwrap(kind))[0]
    if not isinstance(node, yaml.SequenceNode):
        yaml_file.complain(node, entry, where, "should be a list")
        return ()
    items = tuple(
        build(item, item_kind, yaml_file, entry, f"{where}[{number}]")
        for number, item in enumerate(node.value)
    )
    for rule in getattr(kind, "__metadata__", ()):
        if not (rule.min_length or 0) <= len(items) <= (rule.max_length or len(items)):
            least = rule.min_length or 0
            bounds = f"{least} to {rule.max_length}" if rule.max_length else f"{least} or more"
            yaml_file.complain(node, entry, where, f"has {len(items)} items; it can have {bounds}")
    return items


def _leaf(
    text: str, kind: Any, node: yaml.Node, yaml_file: YamlFile, entry: str, where: str
) -> Any:
    try:
        return msgspec.convert(text, kind, strict=False)
    except msgspec.ValidationError as error:
        shown = text if len(text) <= 40 else f"{text[:40]}… ({len(text)} characters)"
        yaml_file.complain(node, entry, where, f"{shown!r}: {_expected(kind) or error}")
        return None


def _expected(kind: Any) -> str:
    """Return what a value should be, for the file's author; '' if msgspec's message is clear."""
    plain = _unwrap(kind)
    if typing.get_origin(plain) is typing.Literal:
        return f"should be one of {', '.join(map(str, typing.get_args(plain)))}"
    if plain is bool:
        return "should be true or false"
    for rule in getattr(kind, "__metadata__", ()):
        if rule.pattern:
            return "should be an https:// address"
        if rule.max_length:
            return f"should have {rule.min_length or 0} to {rule.max_length} characters"
        if rule.le is not None:
            return f"should be a number from {rule.ge} to {rule.le}"
    return ""


def _unwrap(kind: Any) -> Any:
    return typing.get_args(kind)[0] if hasattr(kind, "__metadata__") else kind
