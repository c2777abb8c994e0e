"""The Markdown of a text with its links spelt as they lead now, so that an editor who opens it goes on from there.

Addresses are replaced where they stand and the author's spelling of everything else is kept. Whether that worked is
told by reading the result: where it says anything else than the tree, Markdown is written from the tree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from onboarding.content.blocks import Blocks, Node
from onboarding.content.markdown import blocks_of
from onboarding.help.importers.html_markdown.writing import markdown_of
from onboarding.help.importers.markdown.code import parts_of

ADDRESS = re.compile(
    r"""(\]\([ \t]*<?|(?:href|src)=["']|^[ ]{0,3}\[[^\]\n]{1,200}\]:[ \t]*<?)([^\s<>()"']+)""", re.MULTILINE
)
WORDS_AND_ADDRESS = re.compile(r"(!?)\[([^\[\]\n]*)\]\([ \t]*<?([^\s<>()]*)>?(?:[ \t]+\"[^\"\n]*\")?[ \t]*\)")
Spellings = Mapping[str, str | None]
"""By an address as it was written, the one it is now; None where nothing is left to lead to."""


def respelt(markdown: str, spellings: Spellings, blocks: Blocks) -> str:
    """The Markdown whose tree is `blocks` but for the articles that links name."""
    if all(written == now for written, now in spellings.items()):
        return markdown
    replaced = "".join(part.text if part.is_code else _replaced(part.text, spellings) for part in parts_of(markdown))
    try:
        return replaced if _bare(blocks_of(replaced)) == _bare(blocks) else markdown_of(blocks)
    except ValueError:  # it grew beyond what a text may have
        return markdown


def _replaced(text: str, spellings: Spellings) -> str:
    def without_dead(match: re.Match[str]) -> str:
        is_image, words, address = match.groups()
        if spellings.get(address, address) is not None:
            return match[0]
        return "" if is_image else words

    def address_now(match: re.Match[str]) -> str:
        return match[1] + (spellings.get(match[2]) or match[2])

    return ADDRESS.sub(address_now, WORDS_AND_ADDRESS.sub(without_dead, text))


def _bare(nodes: Blocks) -> list[Node]:
    """The tree without the names of articles, and with texts that touch made one."""
    bare: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            if bare and isinstance(bare[-1], str):
                bare[-1] += node
            else:
                bare.append(node)
            continue
        element = {name: value for name, value in node.items() if name != "article"}
        if "children" in element:
            element["children"] = _bare(element["children"])
        bare.append(element)
    return bare
