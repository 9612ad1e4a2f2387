"""The lines of real servers, kept in `tests/services/extract/servers.yaml`.

`python -m tests.servers.corpus` writes the file again, on a machine that has all the servers.
"""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.servers.catalogue import EVERY, observations
from tests.servers.observe import Observation
from tests.servers.processes import find_program
from tests.servers.recipe import Client, Server

PATH = Path(__file__).parents[1] / "services" / "extract" / "servers.yaml"
HEADER = """\
# What real servers and clients write, each with what was done to them. `python -m
# tests.servers.corpus` writes this file. Nothing is labelled by hand: the codes are in the status
# columns, and the recipe says which code must be there and who answered. Marks and keys are those
# of strangers.tuning.yaml.
#
# who: the real sender, whether or not the text shows it. A wrong name is an error; silence is none.
# flag: what the server writes beside the code.
"""
VERSION_OPTIONS = {
    "nginx": "-v", "haproxy": "-v", "apache2": "-v", "squid": "-v", "varnishd": "-V",
    "caddy": "version", "lighttpd": "-v", "curl": "--version", "wget": "--version",
}  # fmt: skip
MAX_PAGE_CHARACTERS = 1500
# What differs from run to run: times, ids, widths, numbers, and the order of sets.
_CHANGING = re.compile(
    r"[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4}|[A-Z][a-z]{2} [A-Z][a-z]{2} [0-9]{2}(?= )"
    r"|(?<=[ \[/>])[A-Z][a-z]{2}[ /](?=[0-9])|(?<=err_id\":\")\w+|(?<=\{id=)\w+|(?<=tag: )\S+"
    r"|(?<=allow: )[A-Z,]+|(?<=headers\":)[ ]?\{[^}]*\}"
    r"|[0-9]+(?:\.[0-9]+)?(?:e-?[0-9]+)?",
    re.IGNORECASE,
)


def shape(text: str) -> str:
    """Return a text without what differs from run to run."""
    return re.sub(" +", " ", _CHANGING.sub("0", text))


def version(of: Server | Client) -> str:
    """Return the version of the installed program."""
    program = find_program(of.program) or of.program
    ran = subprocess.run(
        [program, VERSION_OPTIONS[of.program]], capture_output=True, text=True, check=True
    )
    found = re.search(r"[0-9]+(?:\.[0-9]+)+", ran.stdout + ran.stderr)
    return found[0] if found else ""


def entry(of: Server | Client, number: str, seen: Observation) -> dict[str, Any]:
    """Return an observation as it is kept."""
    recipe = seen.recipe
    kept: dict[str, Any] = {
        "kind": kind(seen),
        "program": f"{of.name} {number}",
        "who": [{"code": code, "sender": recipe.sender} for code in sorted(set(seen.codes))],
        "text": _marked(seen),
    }
    if recipe.flag and recipe.flag in seen.text:
        kept["flag"] = recipe.flag
    return kept


def kind(seen: Observation) -> str:
    return f"{seen.server}, {seen.source}: {seen.recipe.title}"


def entries(of: Server | Client) -> Iterator[dict[str, Any]]:
    """Yield what is kept of a server: of each recipe, one text of each kind."""
    number = version(of)
    kinds: set[str] = set()
    for seen in observations(of):
        if kind(seen) not in kinds:
            kinds.add(kind(seen))
            yield entry(of, number, seen)


def _marked(seen: Observation) -> str:
    """Return the text with its codes in brackets, without the rest of a long page."""
    vendor = f":{seen.recipe.vendor}" if seen.recipe.vendor else ""
    text = seen.text
    for start in reversed(seen.starts):
        own = vendor if int(text[start : start + 3]) == seen.recipe.code else ""
        text = f"{text[:start]}⟦{text[start : start + 3]}{own}⟧{text[start + 3 :]}"
    if len(text) > MAX_PAGE_CHARACTERS and seen.source == "response":
        text = text[: text.find("\n\n") + 1]
    return re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)


def _lines(kept: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of an entry: its text stays readable, if YAML can write it as it is."""
    yield f"- kind: {json.dumps(kept['kind'], ensure_ascii=False)}"
    who = ", ".join(f"{{code: {each['code']}, sender: {each['sender']}}}" for each in kept["who"])
    yield f"  who: [{who}]"
    if "flag" in kept:
        yield f'  flag: "{kept["flag"]}"'
    yield f"  program: {kept['program']}"
    text = kept["text"]
    if text.replace("\n", "").isprintable() and text[0] not in " \n" and text[-2:] != "\n\n":
        yield "  text: |" if text.endswith("\n") else "  text: |-"
        yield from (f"    {line}".rstrip() for line in text.removesuffix("\n").split("\n"))
    else:
        yield f"  text: {json.dumps(text, ensure_ascii=False)}"


def main() -> None:
    """Write the corpus."""
    lines = [line for of in EVERY for kept in entries(of) for line in _lines(kept)]
    PATH.write_text(HEADER + "\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
