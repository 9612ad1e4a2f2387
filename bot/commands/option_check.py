"""Checks a command's options against what the command takes, before discord.py reads them.

Discord forwards only options that fit the registered commands. This module checks the options
again, because an older Teapot may have registered the commands, and an interaction may be forged.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from discord import AppCommandOptionType, AppCommandType, app_commands

# The value of an option of these types is an ID. The object with this ID is in the interaction's
# `resolved`, under one of the names that the tuple lists.
_RESOLVED = {
    AppCommandOptionType.user: ("users",),
    AppCommandOptionType.channel: ("channels",),
    AppCommandOptionType.role: ("roles",),
    AppCommandOptionType.mentionable: ("users", "roles"),
    AppCommandOptionType.attachment: ("attachments",),
}
_NESTED = {AppCommandOptionType.subcommand.value, AppCommandOptionType.subcommand_group.value}
# Discord's integers are the integers that a JavaScript number holds exactly.
_MAX_INTEGER = 2**53


def fits(
    tree: app_commands.CommandTree[Any], data: Mapping[str, Any], *, is_autocomplete: bool
) -> bool:
    """Return whether a command can take an interaction's data.

    Returns True for an unknown command: discord.py refuses it.
    """
    kind = next((each for each in AppCommandType if each.value == data.get("type", 1)), None)
    if kind is None:
        return False
    command: Any = tree.get_command(data["name"], type=kind)
    if kind is not AppCommandType.chat_input:
        return command is None or data.get("target_id") in _resolved(data, "messages")
    options = _options(data)
    while options and options[0].get("type") in _NESTED and command is not None:
        command = getattr(command, "get_command", lambda _: None)(options[0]["name"])
        options = _options(options[0])
    if command is None:
        return True
    if not isinstance(command, app_commands.Command):
        return False  # A group was sent without a subcommand.
    if is_autocomplete:
        return any(option.get("focused") for option in options)
    return _all_fit(command, options, data)


def _all_fit(
    command: app_commands.Command[Any, ..., Any],
    options: Sequence[Mapping[str, Any]],
    data: Mapping[str, Any],
) -> bool:
    parameters = {each.display_name: each for each in command.parameters}
    names = [option.get("name") for option in options]
    return (
        len(set(names)) == len(names)
        and all(each.display_name in names for each in command.parameters if each.required)
        and all(
            (parameter := parameters.get(str(option.get("name")))) is not None
            and option.get("type") == parameter.type.value
            and _fits(parameter, option.get("value"), data)
            for option in options
        )
    )


def _fits(parameter: app_commands.Parameter, value: Any, data: Mapping[str, Any]) -> bool:
    match parameter.type:
        case AppCommandOptionType.string:
            # Discord may count the characters of an emoji differently, so a text of up to twice
            # the limit passes.
            is_right = (
                isinstance(value, str)
                and len(value) >= (parameter.min_value or 0)
                and (parameter.max_value is None or len(value) / 2 <= parameter.max_value)
            )
        case AppCommandOptionType.integer:
            is_right = (
                type(value) is int and abs(value) <= _MAX_INTEGER and _is_between(parameter, value)
            )
        case AppCommandOptionType.number:
            is_right = type(value) in (int, float) and _is_between(parameter, value)
        case AppCommandOptionType.boolean:
            is_right = isinstance(value, bool)
        case kind:
            is_right = isinstance(value, str) and any(
                value in _resolved(data, each) for each in _RESOLVED[kind]
            )
    choices = [choice.value for choice in parameter.choices]
    return is_right and (not choices or value in choices)


def _is_between(parameter: app_commands.Parameter, number: float) -> bool:
    least, most = parameter.min_value, parameter.max_value
    return (least is None or number >= least) and (most is None or number <= most)


def _options(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(data.get("options") or ())


def _resolved(data: Mapping[str, Any], kind: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = (data.get("resolved") or {}).get(kind) or {}
    return found
