"""What an import is going to write, worked out before its transaction: that one holds the lock, so it only writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onboarding.help.addresses import article_path
from onboarding.help.edition import read_edition
from onboarding.help.importers.article_text import ArticleText, TextKey
from onboarding.help.importers.linking import Linker, Slugs, link_map
from onboarding.help.importers.markdown_folder import MarkdownFolder
from onboarding.help.importers.pictures import Picture, PictureFolder
from onboarding.help.importers.redirecting import claimed_addresses
from onboarding.help.importers.report import Remark, RemarkKind
from onboarding.help.importers.slugs import SlugBook, slugify
from onboarding.help.importers.translations import FinishedText, StoredText, finished, stored_texts

SOURCE = "markdown"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """An import of a folder into a workspace whose articles are of one edition."""

    edition: str
    """The edition it was made for; at another one slugs may be taken and texts may be others."""
    folder: MarkdownFolder
    stored: Mapping[TextKey, StoredText]
    """What earlier imports brought in."""
    texts: tuple[FinishedText, ...]
    claimed: Mapping[str, TextKey]
    """Old addresses, as the authors name them."""
    pictures: tuple[Picture, ...]
    remarks: tuple[Remark, ...]

    @property
    def redirects(self) -> dict[str, TextKey]:
        """Where old addresses are to lead: what authors say beats what follows from a slug that changes."""
        renamed = {
            article_path(text.key[1], self.stored[text.key].slug): text.key
            for text in self.texts
            if text.key in self.stored and self.stored[text.key].slug != text.slug
        }
        return {**renamed, **self.claimed}

    @property
    def left_over(self) -> dict[TextKey, StoredText]:
        """Published texts of earlier imports that the folder no longer holds."""
        held = {text.key for text in self.texts}
        return {key: text for key, text in self.stored.items() if key not in held and text.state == "published"}


def plan_import(folder: MarkdownFolder, workspace_id: int, *, site: str | None) -> Plan:
    """Work out what storing the folder means; reads the folder's pictures and what is stored, and writes nothing."""
    edition = read_edition(workspace_id)  # first: if articles change meanwhile, the plan is known to be out of date
    stored = stored_texts(workspace_id)
    slugs = _slugs(folder, stored)
    claimed, disputed = claimed_addresses(folder.texts)
    linker = Linker(PictureFolder(folder.root), link_map(folder, slugs, site=site))
    texts = tuple(finished(text, slugs[text.key], linker.blocks_of(text)) for text in folder.texts)
    own = [remark for text in folder.texts for remark in (*text.remarks, *_slug_remarks(text, slugs))]
    return Plan(
        edition=edition,
        folder=folder,
        stored={(text.source_id, text.locale): text for text in stored if text.source == SOURCE},
        texts=texts,
        claimed=claimed,
        pictures=tuple(linker.pictures.values()),
        remarks=(*folder.remarks, *own, *disputed, *linker.remarks),
    )


def _slugs(folder: MarkdownFolder, stored: Iterable[StoredText]) -> Slugs:
    owners = {
        (text.locale, text.slug): text.source_id if text.source == SOURCE else f"elsewhere: {text.article_id}"
        for text in stored
    }
    return SlugBook(owners).assign(folder.texts)


def _slug_remarks(text: ArticleText, slugs: Slugs) -> list[Remark]:
    slug = slugs[text.key]
    if text.head.slug is None or slugify(text.head.slug) == slug:
        return []
    detail = f"{text.head.slug!r} cannot be had; the article is called {slug!r}"
    return [Remark(text.file, text.front.line("slug"), RemarkKind.SLUG, detail)]
