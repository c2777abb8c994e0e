"""What an import is going to write, worked out before its transaction: that one holds the lock, so it only writes."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from onboarding.help.addresses import article_path, slugify
from onboarding.help.importers.acquaintance import remarks_on_names
from onboarding.help.importers.deletions import Deletions, LeftOut, without_deleted
from onboarding.help.importers.finished_text import FinishedText, finished
from onboarding.help.importers.importing import Importing
from onboarding.help.importers.inheriting import lead_to_heirs
from onboarding.help.importers.linking import Linker, Slugs, link_map
from onboarding.help.importers.pictures import Picture, fitting
from onboarding.help.importers.present import Present, present_in
from onboarding.help.importers.redirecting import claimed_addresses
from onboarding.help.importers.renaming import with_sources_called
from onboarding.help.importers.report import Remark, RemarkKind
from onboarding.help.importers.slugs import SlugBook
from onboarding.help.importers.source import SourceHelpCentre
from onboarding.help.importers.source_text import SourceText, TextKey
from onboarding.help.importers.stored_text import StoredText
from onboarding.help.origins.models import WRITTEN_HERE
from onboarding.help.origins.queries import source_elsewhere


@dataclass(frozen=True, kw_only=True)
class Plan:
    """An import of a source into a workspace whose articles are of one edition."""

    edition: str
    """The edition it was made for; at another one slugs may be taken and texts may be others."""
    source: SourceHelpCentre
    """What comes in."""
    deletions: Deletions
    """What was deleted here."""
    stored: Mapping[TextKey, StoredText]
    """Texts of the workspace that come from where the source's come from."""
    texts: tuple[FinishedText, ...]
    claimed: Mapping[str, TextKey]
    """Old addresses, as the authors name them."""
    pictures: tuple[Picture, ...]
    images_elsewhere: int
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
    def gone(self) -> list[StoredText]:
        """Published texts that imports brought in, and that the source no longer holds."""
        held = {text.key for text in self.texts}
        brought_in = (text for text in self.stored.values() if text.was_brought_in and text.is_published)
        return [text for text in brought_in if text.key not in held]


def plan_import(source: SourceHelpCentre, workspace_id: int, importing: Importing) -> Plan:
    """Work out what storing the source means; reads its pictures and what is stored, and writes nothing."""
    present = present_in(workspace_id)
    # A zip may bring back what was written here.
    source = with_sources_called(source, {source_elsewhere(workspace_id): WRITTEN_HERE})
    source = replace(source, remarks=(*source.remarks, *remarks_on_names(source, present)))
    if importing.restore_deleted:
        return _planned(source, LeftOut(), present, importing)
    remaining, left_out = without_deleted(source, present.deletions, present.keys)
    return _planned(remaining, left_out, present, importing)


def _planned(source: SourceHelpCentre, left_out: LeftOut, present: Present, importing: Importing) -> Plan:
    stored = present.texts
    # What was changed here stays, and so does its address, to which others are to be led.
    staying = frozenset(text.key for text in stored if text.is_changed_here and not importing.overwrite)
    slugs = SlugBook({(text.locale, text.slug): text.key[0] for text in stored}).assign(source.texts, staying)
    claimed, disputed = claimed_addresses(source.texts)
    linker = Linker(source, lead_to_heirs(link_map(source, slugs), left_out.texts, present, slugs))
    texts = tuple(
        finished(text, slugs[text.key], *linker.linked(text))
        for text in importing.progress.each("links", list(source.texts))
    )
    pictures, without_room = fitting(present.workspace_id, linker.pictures.values())
    own = [remark for text in source.texts for remark in (*text.remarks, *_slug_remarks(text, slugs, staying))]
    return Plan(
        edition=present.edition,
        source=source,
        deletions=present.deletions,
        stored={text.key: text for text in stored if text.source in source.sources},
        texts=texts,
        claimed=claimed,
        pictures=pictures,
        images_elsewhere=len(linker.elsewhere),
        remarks=(*source.remarks, *own, *disputed, *linker.remarks, *without_room, *left_out.remarks),
    )


def _slug_remarks(text: SourceText, slugs: Slugs, staying: AbstractSet[TextKey]) -> list[Remark]:
    slug = slugs[text.key]
    if text.slug is None or slugify(text.slug) == slug or text.key in staying:
        return []
    detail = f"{text.slug!r} cannot be had; the article is called {slug!r}"
    return [text.remark_on(RemarkKind.SLUG, "slug", detail)]
