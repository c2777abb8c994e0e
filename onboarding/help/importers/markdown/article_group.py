"""The files of one article, each in its language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from onboarding.content.faults import SourceFault
from onboarding.help.importers.markdown.article_file import ArticleFile
from onboarding.help.importers.source import SourceArticle

OVERVIEWS = ("overview", "index")


@dataclass(frozen=True)
class ArticleGroup:
    """An article with its translations, as a folder holds it."""

    files: Mapping[str, ArticleFile]
    """By locale."""
    lead: ArticleFile
    """The file whose head counts for the whole article: the default language's where there is one."""

    @property
    def name(self) -> str:
        """The path its files share."""
        return self.lead.name

    @property
    def collection(self) -> str | None:
        """Path of the collection: as the head says, else the folder, else the category."""
        return self.lead.head.collection or self.lead.folder or self.lead.head.category

    @property
    def article(self) -> SourceArticle:
        """The article as every import has it."""
        head = self.lead.head
        return SourceArticle(
            key=self.lead.text.article,
            texts={locale: each.text for locale, each in self.files.items()},
            collection=self.collection,
            position=head.order,
            audience=head.audience,
            suggest_on=head.suggest_on,
            related=tuple((self.lead.text.article[0], name) for name in head.related),
        )

    @property
    def disagreements(self) -> Iterator[SourceFault]:
        """Files that say otherwise than the lead who may read the article."""
        # This is said of all languages at once; one file that forgot it must not open the others.
        for each in self.files.values():
            if each.head.audience != self.lead.head.audience:
                line = each.text.passage.line_of_key("audience")
                yield SourceFault(each.text.file, line, f"{self.lead.text.file} says otherwise who may read this")

    @property
    def is_overview(self) -> bool:
        """Whether the article introduces the collection it is in."""
        permalink = (self.lead.head.permalink or "").rstrip("/")
        return self.lead.text.stem in OVERVIEWS or permalink.rpartition("/")[2] in OVERVIEWS

    def lists(self, links: AbstractSet[str]) -> bool:
        """Whether the article is a list of the articles at these addresses."""
        return bool(links) and any(links & set(each.head.children) for each in self.files.values())
