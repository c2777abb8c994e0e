"""A folder of HTML pages as a source: each page an article, each folder a collection."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from onboarding.content.faults import SourceFault, SourceRefused
from onboarding.content.markdown import blocks_of
from onboarding.help.importers.html.page import Page, read_page
from onboarding.help.importers.html_markdown.losses import listed
from onboarding.help.importers.html_markdown.parsing import HtmlRefused
from onboarding.help.importers.inline_pictures import InlinePictures
from onboarding.help.importers.markdown.collections import titled, with_parents
from onboarding.help.importers.picture_folder import PictureFolder
from onboarding.help.importers.pictures import FirstOf
from onboarding.help.importers.report import Remark, RemarkKind
from onboarding.help.importers.source import SourceArticle, SourceCollection, SourceHelpCentre
from onboarding.help.importers.source_text import SourceText

SOURCE = "html"
SUFFIXES = (".html", ".htm", ".xhtml")
LARGEST_FILE = 30_000_000
LONGEST_PATH = 600
LANGUAGE_PART = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?")


def read_html_folder(root: Path, default_locale: str, *, site: str | None = None) -> SourceHelpCentre:
    """Read every page below `root`.

    Raises:
        SourceRefused: a page cannot be used; all such pages are listed.
    """
    inline = InlinePictures()
    articles = list(_articles(_texts(root, _Reader(root, default_locale, inline))))
    return SourceHelpCentre(
        name=root.name,
        sources=frozenset({SOURCE}),
        default_locale=default_locale,
        articles=tuple(articles),
        collections=tuple(_collections(articles, default_locale)),
        pictures=FirstOf((inline, PictureFolder(root))),
        site=site,
    )


def _texts(root: Path, reader: _Reader) -> list[SourceText]:
    texts: list[SourceText] = []
    faults: list[SourceFault] = []
    for path in sorted(root.rglob("*")):
        file = path.relative_to(root).as_posix()
        if path.suffix.lower() in SUFFIXES and not any(part.startswith(".") for part in PurePosixPath(file).parts):
            try:
                texts.append(reader.text(path, file))
            except ValueError as error:
                faults.append(SourceFault(file, 1, str(error)))
    faults += _repeated(texts)
    if not texts and not faults:
        faults = [SourceFault(root.name, 1, "holds no HTML pages")]
    if faults:
        raise SourceRefused(faults)
    return texts


@dataclass(frozen=True)
class _Reader:
    root: Path
    default_locale: str
    inline: InlinePictures

    def text(self, path: Path, file: str) -> SourceText:
        """The article of a page; raises ValueError when it cannot be used, and why."""
        if not file.isprintable() or len(file) > LONGEST_PATH:
            raise ValueError(f"the file's path must be at most {LONGEST_PATH} printable characters")
        try:
            page = read_page(_decoded(path), self.inline.keep)
        except HtmlRefused as refusal:
            raise ValueError(str(refusal)) from refusal
        if not page.title:
            raise ValueError("there is no title, neither <h1> nor <title>")
        name, locale = _identity(file, page, self.default_locale)
        return SourceText(
            article=(SOURCE, name),
            locale=locale,
            file=file,
            name=_telling(name),
            title=page.title,
            blocks=blocks_of(page.markdown),
            markdown=page.markdown,
            description=page.description,
            keywords=page.keywords,
            stands_at=_addresses(file),
            remarks=(Remark(file, 0, RemarkKind.LOSS, listed(page.losses)),) if page.losses else (),
        )


def _decoded(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ValueError(f"the file is larger than {LARGEST_FILE} bytes")
        return path.read_bytes().decode("utf-8-sig").replace("\0", "")
    except UnicodeDecodeError as error:
        raise ValueError(f"the file is not UTF-8: {error.reason}") from error
    except OSError as error:
        raise ValueError(f"the file cannot be read: {error.strerror}") from error


def _identity(file: str, page: Page, default_locale: str) -> tuple[str, str]:
    """Name without language, and the language: the page's own, which its first folder may repeat (`de/banks.html`)."""
    name = str(PurePosixPath(file).with_suffix(""))
    first, slash, rest = name.partition("/")
    tag = first.replace("_", "-").lower()
    spoken = (page.locale or tag).lower()
    if slash and LANGUAGE_PART.fullmatch(first) and spoken.partition("-")[0] == tag.partition("-")[0]:
        return rest, page.locale or first
    return name, page.locale or default_locale


def _telling(name: str) -> str:
    """The names a slug is made of: a folder's own page is called after the folder."""
    return name.removesuffix("/index")


def _addresses(file: str) -> tuple[str, ...]:
    bare = str(PurePosixPath(file).with_suffix(""))
    return () if bare == "index" else (f"/{file}", f"/{bare.removesuffix('/index')}")


def _repeated(texts: Sequence[SourceText]) -> Iterator[SourceFault]:
    first: dict[object, SourceText] = {}
    for text in texts:
        earlier = first.setdefault(text.key, text)
        if earlier is not text:
            detail = f"{earlier.file} is the same article in the same language ({text.locale})"
            yield SourceFault(text.file, 1, detail)


def _articles(texts: Sequence[SourceText]) -> Iterator[SourceArticle]:
    groups: dict[str, dict[str, SourceText]] = {}
    for text in texts:
        groups.setdefault(text.article[1], {})[text.locale] = text
    for name, group in groups.items():
        is_folders_own = PurePosixPath(name).name == "index"
        yield SourceArticle(
            key=(SOURCE, name),
            texts=group,
            collection=name.rpartition("/")[0] or None,
            position=-1 if is_folders_own else 0,
        )


def _collections(articles: Sequence[SourceArticle], default_locale: str) -> Iterator[SourceCollection]:
    """Each folder, called after its own page where it has one."""
    by_name = {article.key[1]: article for article in articles}
    for path in with_parents(article.collection for article in articles if article.collection):
        own = by_name.get(f"{path}/index") or by_name.get(path)
        titles = {locale: text.title for locale, text in own.texts.items()} if own else {}
        yield SourceCollection(path, ((SOURCE, path),), titled(path, titles, default_locale))
