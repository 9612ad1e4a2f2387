"""Discord's documented limits, checked on what the bot really sent: simcord lets some pass."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from simcord.types import HttpLogEntry

COMMAND_NAME = re.compile(r"^[-_'\w]{1,32}$")
COMPONENT_TYPES = frozenset((1, 2, 3, 9, 10, 11, 12, 13, 14, 17))
MAX_COMPONENTS, MAX_TEXT = 40, 4000
MODAL = 9  # as a reply to an interaction


def broken_limits(requests: Iterable[HttpLogEntry]) -> list[str]:
    """What Discord would have refused, in words."""
    return [problem for request in requests for problem in _problems(request)]


def components(body: Any) -> Iterator[dict[str, Any]]:
    """Every component of a message, however deep."""
    if isinstance(body, dict):
        # Select options have no type; a command's options have one, but no components beside it.
        if isinstance(body.get("type"), int) and body["type"] in COMPONENT_TYPES:
            yield body
        for value in body.values():
            yield from components(value)
    elif isinstance(body, list):
        for value in body:
            yield from components(value)


def _problems(request: HttpLogEntry) -> Iterator[str]:
    body = request.json
    if "/commands" in request.path and isinstance(body, list):
        yield from _command_problems(body)
    if not isinstance(body, dict) or not isinstance(data := body.get("data", body), dict):
        return
    if len(data.get("choices") or []) > 25:
        yield "more than 25 autocomplete choices"
    for choice in data.get("choices") or []:
        if not 1 <= len(choice["name"]) <= 100 or len(str(choice["value"])) > 100:
            yield f"a choice is too long: {choice}"
    if data.get("components"):
        yield from layout_problems(data["components"])
        # discord.py leaves it out where only the view is edited.
        is_modal = data is not body and body["type"] == MODAL
        if not is_modal and "allowed_mentions" not in data:
            yield f"it is left to Discord whom this pings: {data['components']}"


def layout_problems(tree: list[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with a message's components."""
    parts = list(components(tree))
    if len(parts) > MAX_COMPONENTS:
        yield f"{len(parts)} components"
    text = sum(len(part.get("content", "")) for part in parts if part["type"] == 10)
    if text > MAX_TEXT:
        yield f"{text} characters of text"
    ids = [part["custom_id"] for part in parts if "custom_id" in part]
    if len(set(ids)) < len(ids):
        yield f"a custom_id stands twice: {ids}"
    for part in parts:
        if len(part.get("custom_id", "")) > 100:
            yield f"custom_id too long: {part['custom_id']}"
        if part["type"] == 2 and not 1 <= len(part.get("label") or "") <= 80:
            yield f"a button's label: {part.get('label')!r}"
        if "url" in part and not re.fullmatch(r"https://[\w.-]+/[\x21-\x7e]*", part["url"]):
            yield f"a link: {part['url']}"
        if part["type"] == 1 and not 1 <= len(part["components"]) <= 5:
            yield f"an action row of {len(part['components'])}"
        if part["type"] == 3:
            yield from _menu_problems(part)


def _menu_problems(menu: dict[str, Any]) -> Iterator[str]:
    options = menu["options"]
    if not 1 <= len(options) <= 25:
        yield f"a menu of {len(options)} options"
    if len({option["value"] for option in options}) < len(options):
        yield "a menu's value stands twice"
    for option in options:
        if not 1 <= len(option["label"]) <= 100 or len(option.get("description") or "-") > 100:
            yield f"an option is too long: {option}"
    if len(menu.get("placeholder") or "") > 150:
        yield "a placeholder is too long"


def _command_problems(commands: list[dict[str, Any]]) -> Iterator[str]:
    for command in commands:
        names = [command["name"], *(command.get("name_localizations") or {}).values()]
        for name in names:
            if command.get("type") in (2, 3):  # a menu's name may have spaces and capitals
                if not 1 <= len(name) <= 32:
                    yield f"a menu's name: {name!r}"
            elif not COMMAND_NAME.fullmatch(name) or name != name.lower():
                yield f"a command's name: {name!r}"
        described = [command.get("description", "-")]
        described += (command.get("description_localizations") or {}).values()
        if not all(1 <= len(text) <= 100 for text in described):
            yield f"a description of {command['name']}: {described}"
        yield from _command_problems(command.get("options") or [])


def application_problems(application: dict[str, Any]) -> list[str]:
    return list(_application_problems(application))


def _application_problems(application: dict[str, Any]) -> Iterator[str]:
    """What is wrong with what an application says of itself."""
    if len(application["description"]) > 400:
        yield f"the description has {len(application['description'])} characters"
    tags = application.get("tags", [])
    if len(tags) > 5 or len(set(tags)) < len(tags):
        yield f"{len(tags)} tags, or one twice"
    yield from (f"a tag is too long: {tag}" for tag in tags if not 1 <= len(tag) <= 20)
    kinds: dict[str, Any] = application.get("integration_types_config", {})
    yield from (f"no kind of installation: {kind}" for kind in kinds if kind not in ("0", "1"))
    asked = {kind: kinds[kind].get("oauth2_install_params") for kind in kinds}
    asked["link"] = application.get("install_params")
    for name, params in asked.items():
        if params is None:
            continue
        if not application["bot_public"]:
            yield f"a private application has default installations: {name}"
        types = {name: type(value) for name, value in params.items()}
        if types != {"scopes": list, "permissions": str} or not params["permissions"].isdecimal():
            yield f"these are no install params: {params}"
        elif not set(params["scopes"]) <= {"bot", "applications.commands"}:
            yield f"a scope is not for installations: {params['scopes']}"
        elif "bot" not in params["scopes"] and params["permissions"] != "0":
            yield f"permissions without a bot: {params}"
    if application.get("install_params") and application.get("custom_install_url"):
        yield "both a link of its own and Discord's"
