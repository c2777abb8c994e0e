"""Reading a zip as a source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from onboarding.content.faults import SourceFault, SourceRefused
from onboarding.content.markdown import blocks_of
from onboarding.help.importers.archive.head import Head, read_head
from onboarding.help.importers.archive.layout import ARTICLES, COLLECTIONS
from onboarding.help.importers.archive.pictures import ArchivedPictures, names_in
from onboarding.help.importers.markdown import front_matter
from onboarding.help.importers.markdown.front_matter import FrontMatter, FrontMatterError
from onboarding.help.importers.safe_zip import SafeZip, open_zip
from onboarding.help.importers.source import (
    ArticleKey,
    Links,
    Passage,
    SourceArticle,
    SourceCollection,
    SourceHelpCentre,
    SourceText,
    lead_locale,
)
from onboarding.workspaces import locales

LARGEST_FILE = 2_000_000
LARGEST_TREE = 20_000_000


@dataclass(frozen=True)
class _File:
    head: Head
    text: SourceText


def read_archive(path: Path, default_locale: str) -> SourceHelpCentre:
    """The help centre in a zip of ours.

    Raises:
        SourceRefused: it is none, or something in it cannot be used; all such files are listed.
    """
    with open_zip(path, path.name) as archive:
        collections = list(_collections(archive))
        files = _read_files(archive)
        names = names_in(archive)
    faults: list[SourceFault] = []
    articles = [_article(group, default_locale, faults) for group in _grouped(files).values()]
    known = {collection.path for collection in collections}
    faults += [
        SourceFault(each.text.file, each.text.passage.line_of_key("collection"), "collections.json has no such path")
        for each in files
        if each.head.collection and each.head.collection not in known
    ]
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


def _collections(archive: SafeZip) -> Iterator[SourceCollection]:
    if COLLECTIONS not in archive.names:
        raise SourceRefused([SourceFault(COLLECTIONS, 1, "is not in the zip; is it one of `handrail export`?")])
    try:
        listed = orjson.loads(archive.read(COLLECTIONS, largest=LARGEST_TREE))
    except orjson.JSONDecodeError as error:
        raise SourceRefused([SourceFault(COLLECTIONS, error.lineno, f"is not JSON: {error.msg}")]) from error
    seen = {""}
    for index, each in enumerate(listed if isinstance(listed, list) else [None]):
        collection = _collection(each)
        if collection is None or collection.path in seen or collection.path.rpartition("/")[0] not in seen:
            detail = 'is not {"path", "texts": {locale: {"title", "description"}}} after the collection it lies in'
            raise SourceRefused([SourceFault(COLLECTIONS, 1, detail, f"/{index}")])
        seen.add(collection.path)
        yield collection


def _collection(value: Any) -> SourceCollection | None:
    match value:
        case {"path": str(path), "texts": dict(texts)} if _is_path(path):
            former = value.get("former_paths", [])
            well_formed = all(
                isinstance(each, dict) and all(isinstance(word, str) and "\0" not in word for word in each.values())
                for each in texts.values()
            )
            well_formed = well_formed and isinstance(former, list) and all(map(_is_path, former))
            return SourceCollection(path, texts, tuple(former)) if well_formed and all(map(_is_locale, texts)) else None
    return None


def _is_path(path: Any) -> bool:
    return isinstance(path, str) and all(path.split("/")) and path.isprintable()


def _is_locale(tag: str) -> bool:
    try:
        return locales.canonical(tag) == tag
    except ValueError:
        return False


def _read_files(archive: SafeZip) -> list[_File]:
    files, faults = [], []
    for name in archive.names:
        if not name.startswith(ARTICLES) or not name.endswith(".md"):
            continue
        try:
            files.append(_file(name, archive.read(name, largest=LARGEST_FILE)))
        except FrontMatterError as error:
            faults.append(SourceFault(name, error.line, error.detail))
    if not files and not faults:
        faults.append(SourceFault(ARTICLES, 1, "holds no articles"))
    if faults:
        raise SourceRefused(faults)
    return files


def _file(name: str, data: bytes) -> _File:
    locale = name.removesuffix(".md").rpartition(".")[2]
    if not _is_locale(locale):
        raise FrontMatterError(1, "the file's name must end in a language, as in name.en.md")
    front = _front(data)
    head = read_head(front)
    try:
        blocks = blocks_of(front.body)
    except ValueError as error:
        raise FrontMatterError(front.body_line, str(error)) from error
    text = SourceText(
        article=(head.source, head.source_id),
        locale=locale,
        file=name,
        name=head.slug,
        title=head.title,
        blocks=blocks,
        markdown=front.body,
        description=head.description,
        keywords=head.keywords,
        slug=head.slug,
        is_draft=head.state == "draft",
        is_outdated=head.outdated,
        stood_at=head.redirect_from,
        updated_at=head.updated_at,
        passage=Passage(front.body, front.body_line, front.lines),
    )
    return _File(head, text)


def _front(data: bytes) -> FrontMatter:
    try:
        front = front_matter.split(data.decode())
    except UnicodeDecodeError as error:
        raise FrontMatterError(1, f"the file is not UTF-8: {error.reason}") from error
    if front is None:
        raise FrontMatterError(1, "the file has no front matter")
    if "\0" in front.body:
        raise FrontMatterError(front.body_line, "a text cannot hold NUL")
    return front


def _grouped(files: Iterable[_File]) -> dict[ArticleKey, dict[str, _File]]:
    groups: dict[ArticleKey, dict[str, _File]] = {}
    for each in files:
        groups.setdefault(each.text.article, {})[each.text.locale] = each
    return groups


def _article(files: dict[str, _File], default_locale: str, faults: list[SourceFault]) -> SourceArticle:
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
