"""What a page of HTML is: its title, its language, and the part of it that is the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from onboarding.help.importers.html_markdown.conversion import InlinePicture, convert_nodes, read
from onboarding.help.importers.html_markdown.elements import Element, HtmlNode
from onboarding.help.importers.html_markdown.losses import Losses
from onboarding.workspaces import locales

LANGUAGE = re.compile(r"<html\b[^<>]{0,1000}?\blang\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
META = re.compile(r"<meta\s[^<>]{1,3000}>", re.IGNORECASE)
NAME = re.compile(r"\bname\s{0,9}=\s{0,9}[\"']?(description|keywords)\b", re.IGNORECASE)
CONTENT = re.compile(r"""\bcontent\s{0,9}=\s{0,9}(["'])(.*?)\1""", re.IGNORECASE | re.DOTALL)
SITE_NAME = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]*\Z")
AROUND = frozenset({"nav", "header", "footer", "aside"})
MAIN = ("main", "article")


@dataclass(frozen=True)
class Page:
    """A page, read."""

    title: str
    """Empty when it has none."""
    locale: str | None
    description: str
    keywords: tuple[str, ...]
    markdown: str
    losses: Losses


def read_page(html: str, keep_picture: InlinePicture) -> Page:
    """What a page says; raises HtmlRefused when it would take too long to read."""
    tree = read(html, keep_picture)
    main = _main(tree)
    heading = next((each for each in main.descendants if each.tag == "h1"), None)
    title = _line(heading.text) if heading else SITE_NAME.sub("", _page_title(tree))
    meta = dict(_meta(html))
    converted = convert_nodes(list(_without(main.children, heading)))
    keywords = (_line(each) for each in meta.get("keywords", "").split(","))
    return Page(
        title=title,
        locale=_locale(html),
        description=_line(meta.get("description", "")),
        keywords=tuple(dict.fromkeys(each for each in keywords if each)),
        markdown=converted.markdown,
        losses=converted.losses,
    )


def _main(tree: Element) -> Element:
    """What is between the menus: `<main>`, else the only `<article>`, else all but what stands around."""
    for tag in MAIN:
        found = [each for each in tree.descendants if each.tag == tag]
        if len(found) == 1 and found[0].text.strip():
            return found[0]
    return Element("", {}, [node for node in tree.children if isinstance(node, str) or node.tag not in AROUND])


def _without(nodes: Sequence[HtmlNode], heading: Element | None) -> Iterator[HtmlNode]:
    """The nodes without the heading that the title repeats, and without the page's own title."""
    for node in nodes:
        if node is heading or (isinstance(node, Element) and node.tag == "title"):
            continue
        if isinstance(node, Element) and heading is not None and any(each is heading for each in node.descendants):
            inner = list(_without(node.children, heading))
            yield Element(node.tag, node.attributes, inner, node.holds_blocks)
        else:
            yield node


def _page_title(tree: Element) -> str:
    title = next((each for each in tree.descendants if each.tag == "title"), None)
    return "" if title is None else _line("".join(child for child in title.children if isinstance(child, str)))


def _meta(html: str) -> Iterator[tuple[str, str]]:
    for match in META.finditer(html[:100_000]):
        name, content = NAME.search(match[0]), CONTENT.search(match[0])
        if name and content:
            yield name[1].lower(), unescape(content[2])


def _locale(html: str) -> str | None:
    found = LANGUAGE.search(html[:20_000])
    try:
        return locales.canonical(found[1]) if found else None
    except ValueError:
        return None


def _line(text: str) -> str:
    return " ".join(text.split())
