"""Try the engine by hand: `python -m kb_search index|search|evaluate`."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from kb_search.answer import Fragment
from kb_search.engine import IndexUnavailable, Query, SearchError
from kb_search.evaluate.command import add_evaluate
from kb_search.files import read_documents
from kb_search.whoosh_engine import WhooshEngine

_WORKSPACE = "local"
_INDEX = Path("kb-index")


def _marked(fragments: Sequence[Fragment]) -> str:
    return "".join(f"[{fragment.text}]" if fragment.match else fragment.text for fragment in fragments)


def _index(chosen: argparse.Namespace) -> Iterator[str]:
    documents = list(read_documents(chosen.source, chosen.locale))
    if not documents:
        raise ValueError(f"{chosen.source}: holds no documents")
    count = WhooshEngine(chosen.index).rebuild(_WORKSPACE, chosen.locale, documents)
    yield f"{count} {'document' if count == 1 else 'documents'} in {chosen.index}"


def _search(chosen: argparse.Namespace) -> Iterator[str]:
    query = Query(" ".join(chosen.words), chosen.locale, typing=chosen.typing)
    try:
        answer = WhooshEngine(chosen.index).search(_WORKSPACE, query)
    except IndexUnavailable as missing:
        raise ValueError(f"{chosen.index} has no index for {chosen.locale}: {missing.reason}") from missing
    if answer.corrected:
        yield f"Searched for {answer.corrected}"
    if not answer.hits:
        yield "Nothing found; nearest:" if answer.nearest else "Nothing found"
    for hit in answer.hits or answer.nearest:
        yield f"{hit.score:6.2f}  {hit.id}  {_marked(hit.title)}"
        yield f"        {_marked(hit.snippet)}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; raises SystemExit for a wrong command line."""
    parser = argparse.ArgumentParser(prog="python -m kb_search", description=__doc__)
    commands = parser.add_subparsers(required=True)
    index = commands.add_parser("index", help="index a folder of Markdown and text, or a file of JSON lines")
    index.set_defaults(run=_index)
    search = commands.add_parser("search", help="search what was indexed")
    search.set_defaults(run=_search)
    index.add_argument("source", type=Path, help="the folder or file")
    index.add_argument("index", type=Path, nargs="?", default=_INDEX, help="the directory to keep it in (%(default)s)")
    search.add_argument("index", type=Path, help="the directory that it is kept in")
    search.add_argument("words", nargs="+", help="what to look for")
    for command in (index, search):
        command.add_argument("--locale", default="en", help="the language of the documents (%(default)s)")
    search.add_argument("--typing", action="store_true", help="the last word may be unfinished")
    add_evaluate(commands)
    chosen = parser.parse_args(arguments)
    try:
        for line in chosen.run(chosen):
            sys.stdout.write(line + "\n")
    except (SearchError, OSError, ValueError) as problem:
        sys.exit(f"{parser.prog}: {problem}")


if __name__ == "__main__":
    main()
