"""`teapot explain`."""

import argparse
import sys
from collections.abc import Sequence
from itertools import chain

from bot.config import Config
from bot.exit_codes import ExitCode
from bot.services.extract.explain import explain, possible_codes
from bot.services.extract.summary.summarise import (
    NamedSummary,
    mentions_in,
    merged,
    summarise_pieces,
)
from bot.terminal.explained_json import summary_json
from bot.terminal.explained_text import explained_text, nothing_text
from bot.terminal.knowledge_cache import load_configured
from bot.terminal.lookup_text import answer_text
from bot.terminal.output import json_line, terminal_voice
from bot.terminal.text_file import start_kept, text_pieces

FOUND, NOTHING = ExitCode.DONE, ExitCode.NOTHING


def run_explain(options: argparse.Namespace, config: Config) -> int:
    """Explain the codes in the files. Return the exit code.

    A file may also hold only a number, or the text of an error without a status: explain that.
    """
    if options.mentions:
        return _print_mentions(options.file)
    starts: list[str] = []
    summary = merged(
        [
            NamedSummary(
                None if file == "-" else file,
                summarise_pieces(start_kept(text_pieces(file), starts)),
            )
            for file in options.file
        ]
    )
    if options.json:
        print(json_line(summary_json(summary)))
        return FOUND if summary.codes else NOTHING
    texts, lookup = load_configured(config)
    voice = terminal_voice(texts, options.lang)
    start = "\n".join(starts)
    if asked := lookup.find_number(start):
        print(answer_text(asked, voice))
        return FOUND
    if not summary.codes and (error := lookup.find_error(start)):
        print(answer_text(error, voice))
        return FOUND
    if not summary.codes:
        print(nothing_text(possible_codes(summary, lookup), voice), file=sys.stderr)
        return NOTHING
    print(explained_text(explain(summary, lookup), summary.lines, voice))
    return FOUND


def _print_mentions(files: Sequence[str]) -> int:
    """Print each place of a code as it is found. Return the exit code."""
    from bot.terminal.piped_text import followed_pieces

    found = False
    for mention in chain.from_iterable(map(mentions_in, map(followed_pieces, files))):
        found = True
        print(json_line(mention))
    return FOUND if found else NOTHING
