"""`python -m kb_search evaluate`: how good search is, on judged sets."""

import argparse
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kb_search.engines import ENGINES, make_engine
from kb_search.evaluate.contenders import Ours
from kb_search.evaluate.judged import JudgedSet, load
from kb_search.evaluate.quality import SLIPS, evaluate
from kb_search.meaning.encoder import is_installed, load_encoder

BESIDE = Path("..", "shared", "data", "search")  # where the sets lie beside the project
VARIABLE = "HANDRAIL_JUDGED_SETS"
_MEASURED = re.compile("(<!-- measured -->\n).*(<!-- /measured -->\n)", re.DOTALL)


def add_evaluate(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Make `evaluate` one of the commands."""
    add_arguments(commands.add_parser("evaluate", help="measure search on judged sets, beside other engines"))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Let a parser read what is to be measured; `run` of what it reads measures it, line by line."""
    parser.add_argument(
        "sets", type=Path, nargs="*", help=f"directories with docs.jsonl and queries.jsonl ({VARIABLE})"
    )
    parser.add_argument("--engine", choices=ENGINES, help="measure this engine alone, which is quick")
    parser.add_argument("--split", default="", help="with --engine: only the queries of this split (dev, test)")
    parser.add_argument("--write", type=Path, help="put the report between the marks in this file")
    parser.set_defaults(run=_evaluate)


def _evaluate(chosen: argparse.Namespace) -> Iterator[str]:
    judged = [load(directory) for directory in chosen.sets or _found()]
    lines = _quick(judged, chosen.engine, chosen.split) if chosen.engine else _full(judged)
    if chosen.write is None:
        yield from lines
    else:
        _write(chosen.write, "\n".join(lines))
        yield f"written to {chosen.write}"


def _found() -> list[Path]:
    """The sets in the directory that the environment names, or beside the project."""
    folder = Path(os.environ.get(VARIABLE, BESIDE))
    found = sorted(file.parent for file in folder.glob("*/queries.jsonl"))
    if not found:
        raise SystemExit(f"no judged sets in {folder}: name their directories, or the folder of all in {VARIABLE}")
    return found


def _full(judged: list[JudgedSet]) -> Iterator[str]:
    if is_installed():
        load_encoder()  # before the others bring numpy in: it is told only once how many threads it may take
    try:
        from kb_search.evaluate.measuring import measure  # noqa: PLC0415 (needs the other engines)
        from kb_search.evaluate.report import report  # noqa: PLC0415
    except ImportError as missing:
        raise SystemExit(
            f"{missing.name} is not installed; --engine {ENGINES[0]} needs none of the others"
        ) from missing
    return report(list(measure(judged)))


def _quick(judged: list[JudgedSet], engine: str, split: str) -> Iterator[str]:
    yield f"{'set':16} {'queries':10} {'n':>5}  nDCG@10       MRR@10        recall@10"
    for each in judged:
        with tempfile.TemporaryDirectory() as root:
            ours = Ours(engine, make_engine(engine, Path(root)))
            ours.load(each)
            for slip in SLIPS:
                found = evaluate(ours, each, slip, split=split)
                figures = (found.ndcg, found.mrr, found.recall)
                shown = "  ".join(f"{figure.value:.3f} ±{figure.error:.3f}" for figure in figures)
                yield f"{each.name:16} {slip:10} {found.ndcg.count:5}  {shown}"


def _write(file: Path, report: str) -> None:
    text = file.read_text("utf-8")
    if not _MEASURED.search(text):
        raise SystemExit(f"{file} has no <!-- measured --> and <!-- /measured -->, each on a line of its own")
    file.write_text(_MEASURED.sub(lambda marks: f"{marks[1]}\n{report}\n\n{marks[2]}", text), "utf-8")
