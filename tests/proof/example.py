"""Compares an entry's example with what a real server sends and logs."""

import re

from tests.servers.corpus import shape

_HEAD = re.compile(r"^HTTP/[0-9.]+ [0-9]{3}.*(?:\n.+)*", re.MULTILINE)
_FIELD = re.compile(r"^([A-Za-z-]+):", re.MULTILINE)
# A remark, or what the client's program says.
_ASIDE = re.compile(r"#|\(|\[|\$ |curl: ")


def differences(example: str, sent: str, seen: str) -> frozenset[str]:
    """Return the parts of an example that are neither in what was sent nor in what was seen.

    The parts are "status line" and the names of fields, which must be seen, and "body" for any
    other line. Before the first response is the request, unless the example has remarks there.
    """
    example = example.replace("\\\n", " ")
    heads = list(_HEAD.finditer(example))
    is_request = bool(heads) and "#" not in example[: heads[0].start()]
    rest = _HEAD.sub("", example[heads[0].start() :] if is_request else example)
    lines = {line.strip() for line in seen.split("\n")}
    found = set()
    for head in heads:
        status, _, fields = head[0].partition("\n")
        if status.strip() not in lines:
            found.add("status line")
        for name in _FIELD.findall(fields):
            if not re.search(rf"^{name}:", seen, re.MULTILINE | re.IGNORECASE):
                found.add(name)
    real = _flat(f"{sent}\n{seen}")
    if any(_flat(line) not in real for line in rest.split("\n") if not _ASIDE.match(line)):
        found.add("body")
    return frozenset(found)


def _flat(text: str) -> str:
    return " ".join(shape(text).split()).removeprefix("... ").removesuffix(" ...")
