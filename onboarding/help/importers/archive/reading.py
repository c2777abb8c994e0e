"""Reading a zip as a source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from onboarding.content.faults import SourceFault, SourceRefused
from onboarding.help.importers.archive.collections_file import collections_in
from onboarding.help.importers.archive.layout import ARTICLES
from onboarding.help.importers.archive.pictures import ArchivedPictures, names_in
from onboarding.help.importers.archive.text_file import TextFile, read_text_file
from onboarding.help.importers.markdown.front_matter import FrontMatterError
from onboarding.help.importers.safe_zip import SafeZip, open_zip
from onboarding.help.importers.source import Links, SourceArticle, SourceHelpCentre, lead_locale
from onboarding.help.importers.source_text import ArticleKey

LARGEST_FILE = 2_000_000


def read_archive(path: Path, default_locale: str) -> SourceHelpCentre:
    """The help centre in a zip of ours.

    Raises:
        SourceRefused: it is none, or something in it cannot be used; all such files are listed.
    """
    with open_zip(path, path.name) as archive:
        collections = collections_in(archive)
        files = _read_files(archive)
        names = names_in(archive)
    faults: list[SourceFault] = []
    articles = [_article(group, default_locale, faults) for group in _grouped(files).values()]
    faults += _lost({collection.path for collection in collections}, files)
    if faults:
        raise SourceRefused(faults)
    return SourceHelpCentre(
        name=path.name,
        sources=frozenset(article.key[0] for article in articles),
        default_locale=default_locale,
        articles=tuple(articles),
        collections=tuple(collections),
        pictures=ArchivedPictures(path, names),
        links=Links.OURS,
    )


def _lost(paths: set[str], files: Iterable[TextFile]) -> Iterator[SourceFault]:
    """Texts that lie in a collection there is not."""
    for each in files:
        if each.head.collection and each.head.collection not in paths:
            line = each.text.passage.line_of_key("collection")
            yield SourceFault(each.text.file, line, "collections.json has no such path")


def _read_files(archive: SafeZip) -> list[TextFile]:
    files, faults = [], []
    for name in archive.names:
        if not name.startswith(ARTICLES) or not name.endswith(".md"):
            continue
        try:
            files.append(read_text_file(name, archive.read(name, largest=LARGEST_FILE)))
        except FrontMatterError as error:
            faults.append(SourceFault(name, error.line, error.detail))
    if not files and not faults:
        faults.append(SourceFault(ARTICLES, 1, "holds no articles"))
    if faults:
        raise SourceRefused(faults)
    return files


def _grouped(files: Iterable[TextFile]) -> dict[ArticleKey, dict[str, TextFile]]:
    groups: dict[ArticleKey, dict[str, TextFile]] = {}
    for each in files:
        groups.setdefault(each.text.article, {})[each.text.locale] = each
    return groups


def _article(files: dict[str, TextFile], default_locale: str, faults: list[SourceFault]) -> SourceArticle:
    lead = files[lead_locale(files, default_locale)]
    for each in files.values():
        if each.head.audience != lead.head.audience:
            line = each.text.passage.line_of_key("audience")
            faults.append(SourceFault(each.text.file, line, f"{lead.text.file} says otherwise who may read this"))
    head = lead.head
    return SourceArticle(
        key=lead.text.article,
        texts={locale: each.text for locale, each in files.items()},
        collection=head.collection or None,
        position=head.order,
        audience=head.audience,
        suggest_on=head.suggest_on,
        related=tuple((source, source_id) for source, _, source_id in (each.partition("/") for each in head.related)),
        created_at=head.created_at,
    )
