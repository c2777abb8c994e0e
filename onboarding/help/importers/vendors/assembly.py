"""Putting what was found in a vendor's answers together as a source like any other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onboarding.content.blocks import Blocks
from onboarding.content.markdown import blocks_of
from onboarding.help.importers.html_markdown.losses import listed
from onboarding.help.importers.report import Remark, RemarkKind
from onboarding.help.importers.source import SourceArticle, SourceHelpCentre
from onboarding.help.importers.source_text import SourceText
from onboarding.help.importers.vendors.access import Access, Restricted, kept_back, narrowest
from onboarding.help.importers.vendors.bodies import Bodies
from onboarding.help.importers.vendors.findings import Body, FoundArticle, FoundCollection, FoundText
from onboarding.help.importers.vendors.languages import Languages
from onboarding.help.importers.vendors.reading import Reading
from onboarding.help.importers.vendors.shelving import Shelves, shelve
from onboarding.help.origins.names import source_called

DETAILS = {Restricted.DRAFT: "came in as a draft", Restricted.KNOWN: "is for known users now"}


@dataclass(frozen=True, kw_only=True)
class Assembly:
    """A vendor's help centre being put together."""

    vendor: str
    account: str | None
    """Whose help centre it is, as the answers say; None when they do not."""
    reading: Reading
    site: str | None
    """Address that its articles say."""
    bodies: Bodies
    collections_restrict: bool = False
    """Whether this vendor's collections say who may read what is in them."""

    @property
    def source(self) -> str:
        """Where its articles come from."""
        return source_called(self.vendor, self.reading.account or self.account)

    def put_together(
        self,
        articles: Sequence[FoundArticle],
        collections: Sequence[FoundCollection],
        remarks: Sequence[Remark] = (),
    ) -> SourceHelpCentre:
        """The help centre of everything that was found."""
        found = [text.locale for article in articles for text in article.texts]
        languages = self._languages([*found, *(locale for each in collections for locale in each.titles)])
        named = [languages.collection(each) for each in collections]
        shelves = shelve(named, source=self.source, default_locale=self.reading.default_locale)
        said = list(remarks) + languages.remarks
        made = [self._article(languages.article(each), shelves, said) for each in articles]
        return SourceHelpCentre(
            name=self.source,
            sources=frozenset({self.source}),
            default_locale=self.reading.default_locale,
            articles=tuple(article for article in made if article.texts),
            collections=shelves.described,
            remarks=tuple(said),
            pictures=self.bodies.pictures,
            site=self.reading.site or self.site,
        )

    def _languages(self, tags: Sequence[str]) -> Languages:
        return Languages.of(tags, own=self.reading.default_locale, vendor=self.vendor)

    def _article(self, found: FoundArticle, shelves: Shelves, said: list[Remark]) -> SourceArticle:
        shelf = shelves.by_id.get(found.collection or "")
        access = self._access(found, shelves)
        said += [Remark(found.name, 0, RemarkKind.NOTE, note) for note in found.notes]
        if found.collection and shelf is None:
            detail = f"its collection {found.collection} is not among the answers"
            said.append(Remark(found.name, 0, RemarkKind.COLLECTION, detail))
        if access.reason:
            detail = f"{access.reason}: {DETAILS[self.reading.restricted]}"
            said.append(Remark(found.name, 0, RemarkKind.RESTRICTED, detail))
        is_kept_back = access.reason is not None and self.reading.restricted is Restricted.DRAFT
        texts = {text.locale: text for text in self._texts(found, said, is_kept_back=is_kept_back)}
        return SourceArticle(
            key=(self.source, found.id),
            texts=texts,
            collection=shelf.path if shelf else None,
            position=found.position,
            audience="known" if access.reason else access.audience,
            related=tuple((self.source, other) for other in found.related),
            created_at=found.created_at,
        )

    def _access(self, found: FoundArticle, shelves: Shelves) -> Access:
        """Of the article and of all it lies in; nobody can say who could read what lies in an unknown collection."""
        if not found.collection or not self.collections_restrict:
            return found.access
        shelf = shelves.by_id.get(found.collection)
        return narrowest([found.access, shelf.access if shelf else kept_back("nobody knows who could read it")])

    def _texts(self, found: FoundArticle, said: list[Remark], *, is_kept_back: bool) -> Iterator[SourceText]:
        for number, text in enumerate(found.texts):
            file = f"{found.name} ({text.locale})"
            blocks = _readable(file, text.body, said)
            if blocks is None:
                continue
            yield SourceText(
                article=(self.source, found.id),
                locale=text.locale,
                file=file,
                name=_name(text),
                title=text.title or found.name,
                blocks=blocks,
                markdown=text.body.markdown,
                description=text.description,
                keywords=found.keywords,
                is_draft=text.is_draft or is_kept_back,
                is_outdated=text.is_outdated,
                stands_at=text.addresses,
                stood_at=found.old_addresses if number == 0 else (),
                updated_at=text.updated_at,
            )


def _readable(file: str, body: Body, said: list[Remark]) -> Blocks | None:
    """The tree of a body, telling what its HTML lost; None, told as well, when it is more than a text may be."""
    try:
        blocks = blocks_of(body.markdown)
    except ValueError as error:
        said.append(Remark(file, 0, RemarkKind.ARTICLE, str(error)))
        return None
    if body.losses:
        said.append(Remark(file, 0, RemarkKind.LOSS, listed(body.losses)))
    return blocks


def _name(text: FoundText) -> str:
    """What its slug is made of: the words of its address, without the number before them."""
    tail = (text.addresses[0] if text.addresses else "").rstrip("/").rpartition("/")[2]
    return tail.lstrip("0123456789").lstrip("-") or text.title or "article"
