"""A folder of HTML pages as a source: each page an article, each folder a collection."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from onboarding.content.faults import SourceFault, SourceRefused
from onboarding.help.importers.html.page_file import SOURCE, PageReader
from onboarding.help.importers.inline_pictures import InlinePictures
from onboarding.help.importers.markdown.collections import titled, with_parents
from onboarding.help.importers.picture_folder import PictureFolder
from onboarding.help.importers.pictures import FirstOf
from onboarding.help.importers.renaming import called_after
from onboarding.help.importers.source import SourceArticle, SourceCollection, SourceHelpCentre
from onboarding.help.importers.source_text import SourceText

SUFFIXES = (".html", ".htm", ".xhtml")


def read_html_folder(
    root: Path, default_locale: str, *, site: str | None = None, name: str | None = None
) -> SourceHelpCentre:
    """Read every page below `root`.

    Args:
        root: the folder.
        default_locale: the workspace's.
        site: address of the help centre the pages come from.
        name: tells this folder from others; its own when there is none.

    Raises:
        SourceRefused: a page cannot be used; all such pages are listed.
    """
    inline = InlinePictures()
    articles = list(_articles(_texts(root, PageReader(root, default_locale, inline))))
    found = SourceHelpCentre(
        name=name or root.resolve().name,
        sources=frozenset({SOURCE}),
        default_locale=default_locale,
        articles=tuple(articles),
        collections=tuple(_collections(articles, default_locale)),
        pictures=FirstOf((inline, PictureFolder(root))),
        site=site,
    )
    return called_after(found, found.name)


def _texts(root: Path, reader: PageReader) -> list[SourceText]:
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
