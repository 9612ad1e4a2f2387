"""The JSON of `teapot explain --json`: a text's codes with their places."""

from typing import Any

from bot.model.explanation import CodeCount, Summary


def summary_json(summary: Summary) -> dict[str, Any]:
    """Return the result for `explain --json`."""
    codes = [
        {
            "code": each.code,
            "vendor": each.vendor,
            "sender": each.sender,
            "count": each.count,
            "first_line": each.first_line,
            "last_line": each.last_line,
            "first_at": each.first_at,
            "last_at": each.last_at,
            "paths": each.paths,
        }
        | _files(each)
        for each in summary.codes
    ]
    return {"lines": summary.lines, "codes": codes}


def _files(code: CodeCount) -> dict[str, str | None]:
    """Return the files of the first and the last line if several files were read, or else {}."""
    files = {"first_file": code.first_file, "last_file": code.last_file}
    return files if any(files.values()) else {}
