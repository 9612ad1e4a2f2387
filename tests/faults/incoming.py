"""What may come in: texts, options, buttons, forms and files, also what Discord would not pass."""

from typing import Any

from hypothesis import strategies as st

from bot.client import _ITEMS
from bot.commands.explain_form import FORM
from tests.discord_server.exchange import message_of
from tests.discord_server.payloads import attachment
from tests.faults.surfaces import BUTTON, INPUT, MENU, TYPES, UPLOAD, Command, resolved

MAX_ID_CHARACTERS = 100

MARKS = st.sampled_from(["@everyone", "@here", "<@2>", "<@&40>", "<#20>", "```", "# ", "> ", "||"])
WORDS = st.sampled_from(["502", "nginx", "Bad Gateway", "HTTP/1.1 404 ", "\n", " ", "{code}", "%s"])
TEXTS = st.one_of(
    st.lists(MARKS | WORDS | st.text(max_size=20), max_size=20).map("".join),
    st.text(max_size=200),
    # A text that is as long as Discord allows.
    st.builds(lambda part: (part * 6000)[:6000], st.sampled_from(["@", "가", "502\n", "`", "a "])),
)
NUMBERS = st.integers(-3, 70) | st.sampled_from([2**31, 2**63, -(2**63) - 1, 10**40])
IDS = st.sampled_from(["2", "3", "7", "8", "20", "40"]) | st.integers(0, 2**64).map(str)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    NUMBERS,
    st.floats(allow_nan=False, allow_infinity=False),
    TEXTS,
    IDS,
    st.just([]),
    st.just({}),
)


@st.composite
def options(draw: st.DrawFn, command: Command) -> list[dict[str, Any]]:
    """Mostly a command's own options with their types, sometimes another's."""
    chosen = []
    for option in command.options:
        if draw(st.integers(0, 4)):
            kind = option["type"] if draw(st.integers(0, 4)) else draw(st.sampled_from(TYPES))
            choices = [each["value"] for each in option.get("choices", ())]
            value = draw(st.one_of(VALUES, *([st.sampled_from(choices)] if choices else [])))
            chosen.append({"name": option["name"], "type": kind, "value": value})
    if not draw(st.integers(0, 4)):
        chosen.append({"name": "unknown", "type": 3, "value": draw(VALUES)})
    return chosen


# What a kind of button or menu takes, with any state, and anything else.
CUSTOM_IDS = st.one_of(
    *(st.from_regex(item.__discord_ui_compiled_template__, fullmatch=True) for item in _ITEMS),
    st.builds("quiz:{}:{}".format, st.integers(1, 9), st.integers(0, 3)),
    st.builds("daily:2026-11-{}:{}".format, st.integers(10, 39), st.integers(0, 3)),
    st.text(min_size=1),
    st.just(FORM),
).filter(lambda each: len(each) <= MAX_ID_CHARACTERS)


@st.composite
def presses(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """A press with its message, which may lack what was pressed."""
    custom_id, kind = draw(CUSTOM_IDS), draw(st.sampled_from([BUTTON, MENU]))
    part: dict[str, Any] = {"type": kind, "custom_id": custom_id}
    data: dict[str, Any] = {"component_type": kind, "custom_id": custom_id, "id": 2}
    if kind == BUTTON:
        part |= {"style": 2, "label": "418"}
    else:
        picked = draw(st.lists(TEXTS | IDS, max_size=2))
        part |= {"options": [{"label": "418", "value": "418"}]}
        data |= {"values": picked}
    rows = [{"type": 1, "components": [part]}] if draw(st.booleans()) else []
    flags = draw(st.sampled_from([0, 64, 1 << 15]))
    message = message_of({"components": rows, "flags": flags}) | {"id": draw(IDS)}
    return data, message


@st.composite
def forms(draw: st.DrawFn, files: str) -> dict[str, Any]:
    text = {"type": INPUT, "custom_id": "text", "value": draw(TEXTS)}
    chosen = {"type": UPLOAD, "custom_id": "files", "values": draw(st.lists(IDS, max_size=3))}
    other = {"type": INPUT, "custom_id": draw(CUSTOM_IDS), "value": draw(TEXTS)}
    parts = draw(st.lists(st.sampled_from([text, chosen, other]), max_size=3))
    kind = draw(st.sampled_from([1, 18]))
    held = [
        {"type": kind, "component": each} if kind == 18 else {"type": kind, "components": [each]}
        for each in parts
    ]
    custom_id = FORM if draw(st.booleans()) else draw(CUSTOM_IDS)
    return {"custom_id": custom_id, "components": held, "resolved": resolved(files)}


@st.composite
def messages(draw: st.DrawFn, file: dict[str, Any]) -> dict[str, Any]:
    """A message of anyone's, with what may hold text in it."""
    embed = {"type": "rich", "title": draw(TEXTS)[:256], "description": draw(TEXTS)[:4096]}
    said = message_of({}) | {"id": "8", "content": draw(TEXTS)[:4000]}
    return said | {
        "attachments": [file] if draw(st.booleans()) else [],
        "embeds": [embed] if draw(st.booleans()) else [],
        "components": [{"type": 10, "content": draw(TEXTS)}] if draw(st.booleans()) else [],
    }


CONTENTS = st.one_of(
    st.binary(max_size=400),
    TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")),
    TEXTS.map(lambda text: text.encode("utf-16", "surrogatepass")),
    st.binary(max_size=50).map(lambda rest: b"\x1f\x8b\x08" + rest),  # as if packed
)


@st.composite
def files(draw: st.DrawFn, address: str) -> dict[str, Any]:
    size = draw(st.sampled_from([0, 1, 400, 10_000_000, 2**40]))
    named = {"filename": draw(TEXTS)[:200] or "a", "title": draw(TEXTS)[:200]}
    return attachment(f"{address}/files/fuzzed", size) | named
