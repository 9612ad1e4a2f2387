"""Reads and checks the names of time zones in `data/zones.yaml`."""

import zoneinfo
from pathlib import Path

from bot.errors import Complaint
from bot.model.zones import ZoneNames, folded_zone
from bot.strict_yaml import at, build, elements, read

_UNKNOWN = "is no zone of the IANA database"


def read_zone_names(folder: Path, complaints: list[Complaint]) -> ZoneNames:
    """Return the names in zones.yaml, and add each mistake to `complaints`."""
    root, yaml_file = read(folder / "zones.yaml", folder.parent, complaints)
    if root is None:
        return ZoneNames((), {})
    before = len(complaints)
    found: ZoneNames = build(root, ZoneNames, yaml_file, "-")
    if len(complaints) > before:
        return found
    known = zoneinfo.available_timezones()
    offered = elements(at(root, "offered_first"), yaml_file)
    for number, (zone, node) in enumerate(zip(found.offered_first, offered, strict=True)):
        if zone not in known:
            yaml_file.complain(node, zone, "offered_first", _UNKNOWN)
        if zone in found.offered_first[:number]:
            yaml_file.complain(node, zone, "offered_first", "is given twice")
    zone_of: dict[str, str] = {}
    for zone, names in found.names.items():
        here = at(root, f"names.{zone}")
        if zone not in known:
            yaml_file.complain(here, zone, "names", _UNKNOWN)
        for name, node in zip(names, elements(here, yaml_file), strict=True):
            folded = folded_zone(name)
            if folded in zone_of:
                problem = f"{name!r} is a name of {zone_of[folded]} already"
                yaml_file.complain(node, zone, "names", problem)
            zone_of[folded] = zone
    return found
