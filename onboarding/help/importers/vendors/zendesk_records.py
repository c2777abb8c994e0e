"""The objects in answers of Zendesk's Help Center API, found by their ids and by what they translate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onboarding.help.importers.vendors.record import Record
from onboarding.help.importers.vendors.records import built


@dataclass(frozen=True)
class ZendeskRecords:
    """The objects of a Zendesk help centre."""

    by_kind: Mapping[str, Mapping[str, Record]]
    translations: Mapping[tuple[str, str], Sequence[Record]]
    """By the kind of what they translate, and its id."""

    @classmethod
    def of(cls, found: Sequence[Record]) -> ZendeskRecords:
        """The objects among the records found; raises SourceRefused when one says not which it is."""
        by_kind: dict[str, dict[str, Record]] = {}
        translations: dict[tuple[str, str], list[Record]] = {}
        embedded = (each for several in built(found, _embedded) for each in several)
        for record in built([*found, *embedded], _identified):
            if record.kind == "translation":
                of = record.text("source_type").lower(), record.id("source_id")
                translations.setdefault(of, []).append(record)
            else:
                by_kind.setdefault(record.kind, {})[record.id()] = record
        return cls(by_kind, translations)

    def latest(self, kind: str) -> list[Record]:
        """The records of a kind, each once."""
        return list(self.by_kind.get(kind, {}).values())

    def segment(self, segment_id: str) -> Record | None:
        """A user segment."""
        return self.by_kind.get("segment", {}).get(segment_id)


def _embedded(record: Record) -> list[Record]:
    """Translations that were asked for along with what they translate."""
    of = {"source_type": record.kind, "source_id": record.values.get("id")}
    translations = record.list("translations") if record.kind != "translation" else []
    return [Record("translation", record.file, {**of, **each}) for each in translations if isinstance(each, dict)]


def _identified(record: Record) -> Record:
    is_translation = record.kind == "translation"
    record.id("source_id" if is_translation else "id")
    record.text("source_type")
    return record
