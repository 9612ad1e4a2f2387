"""Log formats: which number of a line is the status, by the line's shape.

A new format is a `Row` in the module of its kind: proxies.py, web_servers.py, clouds.py …
"""

from bot.services.extract.log_formats.anywhere import (
    LIST_ITEM,
    METHODS,
    Format,
    formats_in,
    is_list_head,
    is_list_item,
    statuses,
)
from bot.services.extract.log_formats.matching import LineFormat, line_format, rows_in

__all__ = [
    "LIST_ITEM",
    "METHODS",
    "Format",
    "LineFormat",
    "formats_in",
    "is_list_head",
    "is_list_item",
    "line_format",
    "rows_in",
    "statuses",
]
