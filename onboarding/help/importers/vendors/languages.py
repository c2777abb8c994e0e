"""Languages as the workspace names them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from onboarding.help.importers.report import Remark, RemarkKind
from onboarding.help.importers.vendors.findings import FoundArticle, FoundCollection


@dataclass(frozen=True)
class Languages:
    """What each of a vendor's languages is called here."""

    names: Mapping[str, str]
    remarks: list[Remark]

    @classmethod
    def of(cls, found: Iterable[str], *, own: str, vendor: str) -> Languages:
        """The languages found; the one variant of the workspace's own language is that language.

        Some vendors know no `en`, only `en-us`: brought in as such, articles would be in no language that a workspace
        in English falls back to.
        """
        tags = set(found)
        variants = sorted(tag for tag in tags if tag == own or tag.startswith(f"{own}-"))
        names = {tag: own if variants == [tag] else tag for tag in tags}
        remarks = [
            Remark(vendor, 0, RemarkKind.NOTE, f"{tag} came in as {name}") for tag, name in names.items() if tag != name
        ]
        return cls(names, remarks)

    def article(self, found: FoundArticle) -> FoundArticle:
        """The article, its languages by their names."""
        return replace(found, texts=[replace(text, locale=self.names[text.locale]) for text in found.texts])

    def collection(self, found: FoundCollection) -> FoundCollection:
        """The collection, its languages by their names."""
        titles = {self.names[locale]: title for locale, title in found.titles.items()}
        descriptions = {self.names[locale]: text for locale, text in found.descriptions.items() if locale in self.names}
        return replace(found, titles=titles, descriptions=descriptions)
