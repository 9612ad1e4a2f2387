"""Log formats: the shape of a line tells which of its numbers is the status.

To add a format, add a `Row` (defined in parts.py) to the module of its kind: proxies.py,
web_servers.py, clouds.py …
"""

from bot.services.extract.log_formats.anywhere import (
    Format,
    formats_in,
    make_format,
    statuses,
)
from bot.services.extract.log_formats.lists import goes_on, list_item
from bot.services.extract.log_formats.matching import (
    LineFormat,
    line_format,
    line_formats_in,
    line_statuses,
)
from bot.services.extract.log_formats.parts import METHODS

__all__ = [
    "METHODS",
    "Format",
    "LineFormat",
    "formats_in",
    "goes_on",
    "line_format",
    "line_formats_in",
    "line_statuses",
    "list_item",
    "make_format",
    "statuses",
]
