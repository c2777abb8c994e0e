"""A folder of Markdown articles, read as a whole: articles in all their languages, and their collections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from onboarding.content.faults import SourceFault, SourceRefused
from onboarding.help.importers import collections
from onboarding.help.importers.article_text import ArticleText, NotAnArticle, fault_of, read_text
from onboarding.help.importers.collections import SourceCollection
from onboarding.help.importers.front_matter import FrontMatterError
from onboarding.help.importers.report import Remark, RemarkKind

OVERVIEWS = ("overview", "index")


@dataclass(frozen=True)
class SourceArticle:
    """An article with its translations."""

    source_id: str
    texts: Mapping[str, ArticleText]
    """By locale."""
    lead: ArticleText
    """The text whose head counts for the whole article: the default language's where there is one."""

    @property
    def collection(self) -> str | None:
        """Path of the collection: as the head says, else the folder, else the category."""
        return self.lead.head.collection or self.lead.folder or self.lead.head.category


@dataclass(frozen=True)
class MarkdownFolder:
    """Everything a folder holds."""

    articles: tuple[SourceArticle, ...]
    collections: tuple[SourceCollection, ...]
    remarks: tuple[Remark, ...]
    root: Path
    default_locale: str

    @property
    def texts(self) -> Iterator[ArticleText]:
        """Every article in every language."""
        return (text for article in self.articles for text in article.texts.values())


def read_folder(root: Path, default_locale: str) -> MarkdownFolder:
    """Read every article below `root`.

    Raises:
        SourceRefused: a file cannot be used; all such files are listed.
    """
    texts, left_out, faults = _read_files(root, default_locale)
    faults += _repeated(texts)
    articles = [_article(source_id, group, default_locale) for source_id, group in _grouped(texts).items()]
    faults += [fault for article in articles for fault in _disagreements(article)]
    if not texts and not faults:
        faults = [SourceFault(root.name, 1, "holds no Markdown files with front matter")]
    if faults:
        raise SourceRefused(faults)
    shelves, remarks = _collections(root, articles, default_locale)
    return MarkdownFolder(tuple(articles), tuple(shelves), (*left_out, *remarks), root, default_locale)


def _read_files(root: Path, default_locale: str) -> tuple[list[ArticleText], list[Remark], list[SourceFault]]:
    texts: list[ArticleText] = []
    left_out: list[Remark] = []
    faults: list[SourceFault] = []
    for path in sorted(root.rglob("*.md")):
        file = path.relative_to(root).as_posix()
        if any(part.startswith(".") for part in PurePosixPath(file).parts):
            continue
        try:
            texts.append(read_text(path, file=file, default_locale=default_locale))
        except NotAnArticle:
            left_out.append(Remark(file, 1, RemarkKind.FILE, "has no front matter, so it is no article"))
        except FrontMatterError as error:
            faults.append(fault_of(file, error))
    return texts, left_out, faults


def _grouped(texts: Iterable[ArticleText]) -> dict[str, dict[str, ArticleText]]:
    groups: dict[str, dict[str, ArticleText]] = {}
    for text in texts:
        groups.setdefault(text.source_id, {})[text.locale] = text
    return groups


def _article(source_id: str, texts: Mapping[str, ArticleText], default_locale: str) -> SourceArticle:
    lead = texts.get(default_locale) or texts[min(texts)]
    return SourceArticle(source_id, texts, lead)


def _repeated(texts: Sequence[ArticleText]) -> list[SourceFault]:
    first: dict[tuple[str, str], ArticleText] = {}
    return [
        SourceFault(text.file, 1, f"{earlier.file} is the same article in the same language ({text.locale})")
        for text in texts
        if (earlier := first.setdefault((text.source_id, text.locale), text)) is not text
    ]


def _disagreements(article: SourceArticle) -> list[SourceFault]:
    # Who may read an article is said of all its languages at once; one file that forgot it must not open the others.
    return [
        SourceFault(text.file, text.front.line("audience"), f"{article.lead.file} says otherwise who may read this")
        for text in article.texts.values()
        if text.head.audience != article.lead.head.audience
    ]


def _collections(
    root: Path, articles: Sequence[SourceArticle], default_locale: str
) -> tuple[list[SourceCollection], list[Remark]]:
    known = collections.described(root, default_locale)
    wanted = collections.with_parents(article.collection for article in articles if article.collection)
    shelves = list(known or [])
    remarks = []
    for path in collections.missing(wanted, shelves):
        stand_ins = _stand_ins(path, articles)
        shelves.append(SourceCollection(path, collections.titled(path, stand_ins, default_locale)))
        if known is not None or not stand_ins:
            article = next(each for each in articles if f"{each.collection}/".startswith(f"{path}/"))
            line = article.lead.front.line("collection")
            remarks.append(
                Remark(article.lead.file, line, RemarkKind.COLLECTION, f"{path!r} is named after its slug or overview")
            )
    return shelves, remarks


def _stand_ins(path: str, articles: Iterable[SourceArticle]) -> dict[str, str]:
    """Titles, by language, of the article that introduces a collection."""
    inside = [article for article in articles if article.collection == path]
    links = {text.head.permalink for article in inside for text in article.texts.values() if text.head.permalink}
    for article in articles:
        if article.source_id == path or (article in inside and _is_overview(article)) or _lists(article, links):
            return {locale: text.title for locale, text in article.texts.items()}
    return {}


def _is_overview(article: SourceArticle) -> bool:
    permalink = (article.lead.head.permalink or "").rstrip("/")
    return article.lead.stem in OVERVIEWS or permalink.rpartition("/")[2] in OVERVIEWS


def _lists(article: SourceArticle, links: set[str]) -> bool:
    return bool(links) and any(links & set(text.head.children) for text in article.texts.values())
