"""Reads and checks `data/errors.yaml`, and adds its texts to the entries.

A text is what a product writes when an error occurs, such as nginx's "no live upstreams". An entry
is one meaning of a status code, the standard's or a vendor's.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from bot.errors import Complaint
from bot.model.detail import Product
from bot.model.entry import Entry, Key
from bot.model.text_limits import Remark
from bot.strict_yaml import at, build, elements, peek, read


@dataclass(frozen=True, slots=True)
class ProductErrors:
    """The error texts of one product. `errors` maps the key of an entry to the entry's texts."""

    product: Product
    errors: dict[str, tuple[Remark, ...]]


def with_errors(
    entries: Iterable[Entry], folder: Path, complaints: list[Complaint]
) -> tuple[Entry, ...]:
    """Return the entries with the texts of errors.yaml, and add each mistake to `complaints`."""
    by_key = {str(entry.key): entry for entry in entries}
    # An entry that can't be read is missing from `by_key`. So an unknown key is reported only if
    # reading the entries gave no complaint.
    is_complete = not complaints
    found: dict[Key, dict[str, tuple[str, ...]]] = defaultdict(dict)
    root, yaml_file = read(folder / "errors.yaml", folder.parent, complaints)
    for node in elements(root, yaml_file) if root is not None else ():
        name = peek(node, "product") or "-"
        before = len(complaints)
        errors: ProductErrors = build(node, ProductErrors, yaml_file, name)
        if len(complaints) > before:
            continue
        for key, texts in errors.errors.items():
            entry, here = by_key.get(key), f"errors.{key}"
            if entry is None:
                if is_complete:
                    yaml_file.complain(at(node, here), name, here, "is no entry's key")
                continue
            if name in found[entry.key]:
                yaml_file.complain(node, name, here, "is given for this product twice")
            if len(set(texts)) < len(texts):
                yaml_file.complain(at(node, here), name, here, "says a text twice")
            found[entry.key][name] = texts
    return tuple(
        replace(entry, errors=found[entry.key]) if entry.key in found else entry
        for entry in by_key.values()
    )
