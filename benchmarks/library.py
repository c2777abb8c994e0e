"""A help centre of any size, made of the demo's paragraphs."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

PARAGRAPHS_IN_ARTICLE = 20
QUERIES = (
    "connect your bank",
    "payment reminder",
    "invite my accountant",
    "vat report",
    "reset pasword",
    "credit note",
)


def write_library(source: Path, folder: Path, *, count: int) -> list[str]:
    """Write Markdown articles to `folder`, the same for the same arguments; their slugs.

    Args:
        source: articles whose titles and paragraphs are recombined.
        folder: where they go.
        count: how many.
    """
    chance = random.Random(1)
    texts = [path.read_text("utf-8").split("---\n", 2) for path in sorted(source.rglob("*.en.md"))]
    titles = [line for _, head, _ in texts for line in head.splitlines() if line.startswith("title:")]
    paragraphs = [each for _, _, body in texts for each in body.split("\n\n") if "](" not in each]
    folder.mkdir()
    slugs = [f"article-{number}" for number in range(count)]
    for number, slug in enumerate(slugs):
        body = "\n\n".join(chance.choices(paragraphs, k=PARAGRAPHS_IN_ARTICLE))
        (folder / f"{slug}.en.md").write_text(
            f"---\n{titles[number % len(titles)]}\nslug: {slug}\n---\n{body}\n", "utf-8"
        )
    return slugs


def keystrokes() -> Iterator[str]:
    """Every state of the search box while each query is typed, for ever."""
    while True:
        for query in QUERIES:
            yield from (query[: typed + 1] for typed in range(len(query)))
