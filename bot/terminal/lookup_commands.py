"""The commands `teapot lookup` and `teapot search`."""

import argparse
import io
import sys
from collections.abc import Iterator

from bot.config import Config
from bot.errors import UserError
from bot.exit_codes import ExitCode
from bot.model import NoMatch
from bot.services.lookup.lookup import Lookup
from bot.services.lookup.query_limits import MAX_QUERY_CHARACTERS
from bot.terminal.knowledge_cache import load_configured
from bot.terminal.lookup_json import lookup_json, search_json, shown, shown_details
from bot.terminal.lookup_text import answer_text, hits_text
from bot.terminal.output import json_line, terminal_voice
from bot.texts import Voice

FOUND, NOTHING = ExitCode.DONE, ExitCode.NOTHING


def run_lookup(options: argparse.Namespace, config: Config) -> int:
    query, (texts, lookup) = _words(options.query), load_configured(config)
    voice = terminal_voice(texts, options.lang)
    if not options.json and (explained := _explained(query, lookup, voice)):
        print(explained)
        return FOUND
    try:
        answer = lookup.find(query)
    except UserError as error:
        if options.json:
            print(json_line({"query": query, "entries": [], "details": []}))
        print(voice.say(error.key, **error.values), file=sys.stderr)
        return NOTHING
    if options.json:
        print(json_line(lookup_json(query, answer)))
    else:
        output = sys.stderr if isinstance(answer, NoMatch) else sys.stdout
        print(answer_text(answer, voice), file=output)
    return FOUND if shown(answer) or shown_details(answer) else NOTHING


def _explained(query: str, lookup: Lookup, voice: Voice) -> str:
    """Explain the codes of a long query. Return "" if the query is short or has no code."""
    if len(query) <= MAX_QUERY_CHARACTERS:
        return ""
    # Imported here because a short query doesn't need these modules.
    from bot.services.extract.explain import explain
    from bot.services.extract.summary.summarise import summarise
    from bot.terminal.explained_text import explained_text

    summary = summarise(query)
    if not summary.codes:
        return ""
    return explained_text(explain(summary, lookup), summary.lines, voice)


def run_search(options: argparse.Namespace, config: Config) -> int:
    texts, lookup = load_configured(config)
    voice = terminal_voice(texts, options.lang)
    from_input = options.query == ["-"]
    found = False
    for query in _typed_lines() if from_input else [_words(options.query)]:
        hits = lookup.hits(query, options.limit)
        found = found or bool(hits)
        if options.json or from_input:
            print(json_line(search_json(query, hits)), flush=True)
        elif hits:
            print(hits_text(hits, options.lang))
        else:
            print(_without_hits(query, lookup, voice), file=sys.stderr)
    return FOUND if found else NOTHING


def _without_hits(query: str, lookup: Lookup, voice: Voice) -> str:
    """Return the text that is shown for a query that has no hits."""
    try:
        return answer_text(lookup.find(query), voice)
    except UserError as error:
        return voice.say(error.key, **error.values)


def _words(arguments: list[str]) -> str:
    """Join words. A byte that isn't UTF-8 arrives as a lone surrogate, and becomes a "?"."""
    return " ".join(arguments).encode("utf-8", "replace").decode()


def _typed_lines() -> Iterator[str]:
    """Yield the stripped lines of standard input, without blank lines; none if it is closed."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    for line in sys.stdin or ():
        if line.strip():
            yield line.strip()
