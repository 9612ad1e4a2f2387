"""docs/architecture.md has a line for every module, and no line without a module."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def described() -> list[str]:
    """Return the module of each line under "Every module", in the page's order."""
    found, folder = [], ""
    for line in PAGE.partition("\n## Every module\n")[2].splitlines():
        if heading := re.fullmatch(r"### `(bot/[\w/]*)`", line):
            folder = heading[1]
        elif module := re.fullmatch(r"- `(\w+\.py)`: .{5,}", line):
            found.append(f"{folder}{module[1]}")
        else:
            assert not line, line
    return found


def test_every_module_has_one_line_and_every_line_a_module() -> None:
    """A package's own `__init__` is its heading."""
    modules = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "bot").rglob("*.py")
        if path.name != "__init__.py"
    }
    assert sorted(described()) == sorted(modules)


def test_the_lines_of_a_package_are_in_order() -> None:
    folders: dict[Path, list[str]] = {}
    for name in described():
        folders.setdefault(Path(name).parent, []).append(name)
    for names in folders.values():
        assert names == sorted(names)


def test_every_class_and_method_that_the_page_names_exists() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py")]
    named = re.findall(r"`([A-Z]\w+)(?:\.(\w+))?`", PAGE.replace("`PIL`", ""))
    assert len(named) > 10
    for name, method in named:
        (source,) = (text for text in sources if re.search(rf"(?m)^class {name}\b", text))
        assert not method or re.search(rf"def {method}\b", source), f"{name}.{method}"
