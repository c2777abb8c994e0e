"""Leading the links and pictures of a source's articles to where they are now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from onboarding.content.blocks import Blocks
from onboarding.help.addresses import article_path, image_path, old_path
from onboarding.help.blocks.rewriting import ABSOLUTE, Attributes, rewritten
from onboarding.help.importers.links import LinkedArticle, LinkMap
from onboarding.help.importers.pictures import Picture
from onboarding.help.importers.report import Remark, RemarkKind
from onboarding.help.importers.respelling import respelt
from onboarding.help.importers.source import Links, SourceArticle, SourceHelpCentre, lead_locale
from onboarding.help.importers.source_text import SourceText, TextKey

Slugs = Mapping[TextKey, str]


def link_map(source: SourceHelpCentre, slugs: Slugs) -> LinkMap:
    """Every address by which the source's articles may be linked; where one stands now beats where another stood."""
    links = LinkMap(source.site)
    linked = {
        article.key: LinkedArticle({locale: slugs[article.key, locale] for locale in article.texts})
        for article in source.articles
    }
    for text in source.texts:
        target = linked[text.article]
        slug = text.slug if text.slug and source.links is Links.OURS else slugs[text.key]
        for path in (article_path(text.locale, slug), *paths_now(text)):
            links.add_path(path, target, text.locale)
        links.add_file(text.file, target, text.locale)
    for article in source.articles:
        for name in _loose_names(article):
            lead = lead_locale(article.texts, source.default_locale)
            links.add_file(name, linked[article.key], lead)
    for text in source.texts:
        for path in paths_before(text):
            links.add_path(path, linked[text.article], text.locale)
    return links


def paths_now(text: SourceText) -> list[str]:
    """The paths at which the article stands where it comes from, if it says so."""
    return [old_path(address) for address in text.stands_at]


def paths_before(text: SourceText) -> list[str]:
    """Paths at which the article stood once; a bare name is one of our own addresses with an earlier slug."""
    return [
        old_path(address if address.startswith(("/", *ABSOLUTE)) else article_path(text.locale, address))
        for address in text.stood_at
    ]


@dataclass
class Linker:
    """Resolves one text after the other; keeps the pictures they show and what could not be resolved."""

    source: SourceHelpCentre
    links: LinkMap
    pictures: dict[str, Picture] = field(default_factory=dict)
    elsewhere: set[str] = field(default_factory=set)
    """Pictures that go on being shown from where they are."""
    remarks: list[Remark] = field(default_factory=list)

    def linked(self, text: SourceText) -> tuple[str, Blocks]:
        """The text's Markdown and tree with every link and picture led to where it is now."""
        spellings: dict[str, str | None] = {}

        def link(href: str) -> Attributes | None:
            attributes = self._link(text, href)
            spellings[href] = attributes["href"] if attributes else None
            return attributes

        def image(source: str) -> str | None:
            spellings[source] = self._image(text, source)
            return spellings[source]

        blocks = rewritten(text.blocks, link, image)
        return respelt(text.markdown, spellings, blocks), blocks

    def _link(self, text: SourceText, href: str) -> Attributes | None:
        attributes = self._resolved(text, href)
        if attributes is None:
            self._remark(text.remark(RemarkKind.LINK, href, href or "a link without an address"))
        elif self.links.leads_away(attributes["href"]):
            self._remark(text.remark(RemarkKind.LINK_AWAY, href, attributes["href"]))
        return attributes

    def _resolved(self, text: SourceText, href: str) -> Attributes | None:
        if self.source.links is Links.OURS:
            return self._file_offered(text, href) or self.links.resolve_ours(href)
        return self.links.resolve(href, file=text.file, locale=text.locale)

    def _file_offered(self, text: SourceText, href: str) -> Attributes | None:
        found = self.source.pictures.find(text.file, href) if href.startswith(image_path("", "")) else None
        return {"href": self._kept(found, href)} if isinstance(found, Picture) else None

    def _image(self, text: SourceText, source: str) -> str | None:
        if source.startswith("https://"):
            self.elsewhere.add(source)
            return source
        found = self.source.pictures.find(text.file, source)
        if isinstance(found, Picture):
            return self._kept(found, source)
        if self.links.site is not None and source.startswith("/"):
            self.elsewhere.add(self.links.site + source)
            return self.links.site + source
        self._remark(text.remark(RemarkKind.IMAGE, source, f"{source or 'an image without an address'} {found}"))
        return source if self.source.links is Links.OURS else None

    def _kept(self, found: Picture, source: str) -> str:
        """The address of a picture that comes in: the one it has, if that is its own already."""
        self.pictures.setdefault(found.digest, found)
        address = image_path(found.digest, found.kind.suffix)
        return source if source.startswith(image_path(found.digest, "")) else address

    def _remark(self, remark: Remark) -> None:
        if remark not in self.remarks[-20:]:
            self.remarks.append(remark)


def _loose_names(article: SourceArticle) -> Iterator[str]:
    # Links between files may leave out the language, or the ending with it.
    for name in {text.name: None for text in article.texts.values()}:
        yield f"{name}.md"
        yield name
        yield article.key[1]
