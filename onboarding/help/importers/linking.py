"""Leading the links and pictures of a folder's articles to where they are now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from onboarding.content.blocks import Blocks
from onboarding.help.addresses import article_path, image_path, old_path
from onboarding.help.importers.article_text import ArticleText, TextKey
from onboarding.help.importers.links import ABSOLUTE, Attributes, LinkedArticle, LinkMap, rewritten
from onboarding.help.importers.markdown_folder import MarkdownFolder, SourceArticle
from onboarding.help.importers.pictures import Picture, PictureFolder
from onboarding.help.importers.report import Remark, RemarkKind

Slugs = Mapping[TextKey, str]


def link_map(folder: MarkdownFolder, slugs: Slugs, *, site: str | None) -> LinkMap:
    """Every address by which the folder's articles may be linked; where one stands now beats where another stood."""
    links = LinkMap(site)
    linked = {
        article.source_id: LinkedArticle({locale: slugs[article.source_id, locale] for locale in article.texts})
        for article in folder.articles
    }
    for text in folder.texts:
        target = linked[text.source_id]
        for path in (article_path(text.locale, slugs[text.key]), *permalinks_of(text)):
            links.add_path(path, target, text.locale)
        links.add_file(text.file, target, text.locale)
    for article in folder.articles:
        _add_loose_names(links, article, linked[article.source_id])
    for text in folder.texts:
        for path in old_paths_of(text):
            links.add_path(path, linked[text.source_id], text.locale)
    return links


def permalinks_of(text: ArticleText) -> list[str]:
    """The path at which the article stood where it comes from, if it says so."""
    return [old_path(text.head.permalink)] if text.head.permalink else []


def old_paths_of(text: ArticleText) -> list[str]:
    """Paths at which the article stood once; a bare name is one of our own addresses with an earlier slug."""
    return [
        old_path(address if address.startswith(("/", *ABSOLUTE)) else article_path(text.locale, address))
        for address in text.head.redirect_from
    ]


@dataclass
class Linker:
    """Resolves one text after the other; keeps the pictures they show and what could not be resolved."""

    folder: PictureFolder
    links: LinkMap
    pictures: dict[str, Picture] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    def blocks_of(self, text: ArticleText) -> Blocks:
        """The text's tree with every link and picture led to where it is now."""
        return rewritten(text.blocks, lambda href: self._link(text, href), lambda source: self._image(text, source))

    def _link(self, text: ArticleText, href: str) -> Attributes | None:
        attributes = self.links.resolve(href, file=text.file, locale=text.locale)
        if attributes is None:
            self._remark(text.remark(RemarkKind.LINK, href, href or "a link without an address"))
        return attributes

    def _image(self, text: ArticleText, source: str) -> str | None:
        if source.startswith("https://"):
            return source
        found = self.folder.find(text.file, source)
        if isinstance(found, Picture):
            self.pictures.setdefault(found.digest, found)
            return image_path(found.digest, found.suffix)
        if self.links.site is not None and source.startswith("/"):
            return self.links.site + source
        self._remark(text.remark(RemarkKind.IMAGE, source, f"{source or 'an image without an address'} {found}"))
        return None

    def _remark(self, remark: Remark) -> None:
        if remark not in self.remarks[-20:]:
            self.remarks.append(remark)


def _add_loose_names(links: LinkMap, article: SourceArticle, target: LinkedArticle) -> None:
    # Links may leave out the language, or the ending with it.
    for name in _loose_names(article):
        links.add_file(name, target, article.lead.locale)


def _loose_names(article: SourceArticle) -> Iterable[str]:
    return (f"{article.source_id}.md", article.source_id)
