"""HTML tables as Markdown has them: one heading row, every cell a line."""

from __future__ import annotations

from collections.abc import Iterator

from onboarding.content.blocks import Blocks, Node
from onboarding.help.importers.html_markdown.elements import BLOCKS, Element, HtmlNode
from onboarding.help.importers.html_markdown.inline import BREAK, InlineConverter
from onboarding.help.importers.html_markdown.lines import separated, trimmed
from onboarding.help.importers.html_markdown.losses import Loss, Losses

MOST_CELLS = 10_000
CELLS = ("td", "th")


def rows_of(table: Element) -> list[list[Element]]:
    """The cells of a table, row by row; those of a table within it are not among them."""
    return [[cell for cell in row.elements if cell.tag in CELLS] for row in _rows(table)]


def is_box(rows: list[list[Element]]) -> bool:
    """Whether the table is one cell: a frame that an author drew around a text."""
    return len(rows) == 1 and len(rows[0]) == 1


def table_of(rows: list[list[Element]], inline: InlineConverter, losses: Losses) -> Blocks:
    """The table's node; paragraphs when it is too large to be read as a table."""
    rows = [row for row in rows if row]
    if not rows:
        return []
    for cell in (cell for row in rows for cell in row):
        _count(cell, inline, losses)
    cells = [[_cell(cell, inline) for cell in row] for row in rows]
    if not any(cell for row in cells for cell in row):
        return []
    if len(cells) * max(map(len, cells)) > MOST_CELLS:
        losses[Loss.LARGE_TABLE] += 1
        return [{"tag": "p", "children": [*separated(row, " · ")]} for row in cells]
    if any(cell.tag == "td" for cell in rows[0]):
        losses[Loss.TABLE_HEAD] += 1
    return [_drawn(cells)]


def _drawn(cells: list[list[Blocks]]) -> Node:
    width = max(map(len, cells))
    drawn = []
    for index, row in enumerate(cells):
        tag = "th" if index == 0 else "td"
        padded: list[Blocks] = [*row, *[[] for _ in range(width - len(row))]]
        drawn.append({"tag": "tr", "children": [{"tag": tag, "children": cell} for cell in padded]})
    children = [{"tag": "thead", "children": drawn[:1]}]
    if drawn[1:]:
        children.append({"tag": "tbody", "children": drawn[1:]})
    return {"tag": "table", "children": children}


def _rows(table: Element) -> Iterator[Element]:
    for child in table.elements:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child.elements if row.tag == "tr")


def _count(cell: Element, inline: InlineConverter, losses: Losses) -> None:
    inline.count(cell)
    if any(cell.attributes.get(name, "1") not in ("0", "1") for name in ("colspan", "rowspan")):
        losses[Loss.MERGED_CELL] += 1
    losses.update(Loss.NESTED_TABLE for each in cell.descendants if each.tag == "table")


def _cell(cell: Element, inline: InlineConverter) -> Blocks:
    """Lines of a cell, however its author made them: paragraphs, items of a list, breaks."""
    lines = [trimmed(inline.convert(run)) for run in _lines(cell.children)]
    return separated([line for line in lines if line], BREAK)


def _lines(nodes: list[HtmlNode]) -> Iterator[list[HtmlNode]]:
    run: list[HtmlNode] = []
    for node in nodes:
        if isinstance(node, str) or node.tag not in BLOCKS:
            run.append(node)
            continue
        yield run
        run = []
        if node.tag == "li":
            run = ["• "]
        yield from _inner_lines(node, run)
        run = []
    yield run


def _inner_lines(element: Element, led_by: list[HtmlNode]) -> Iterator[list[HtmlNode]]:
    first, *others = list(_lines(element.children)) or [[]]
    yield [*led_by, *first] if _says_something(first) else first
    yield from others


def _says_something(run: list[HtmlNode]) -> bool:
    return any(not isinstance(node, str) or node.strip() for node in run)
