"""Who could read what at Zendesk: user segments, of which only everybody signed in is an audience of ours."""

from __future__ import annotations

from onboarding.help.importers.vendors.access import EVERYONE, SIGNED_IN, Access, kept_back
from onboarding.help.importers.vendors.record import Record
from onboarding.help.importers.vendors.zendesk_records import ZendeskRecords


def access_of(record: Record, records: ZendeskRecords) -> Access:
    """Who could read an article, or what is in a section."""
    if record.kind == "article" and "user_segment_id" not in record.values:
        return kept_back("its answer does not say who could read it")
    ids = [record.optional_id("user_segment_id"), *record.ids("user_segment_ids")]
    segments = [each for each in dict.fromkeys(ids) if each is not None]
    if not segments:
        return EVERYONE
    found = records.segment(segments[0])
    if len(segments) == 1 and found is not None and _is_everybody_signed_in(found):
        return SIGNED_IN
    names = ", ".join(_segment_name(records.segment(each), each) for each in segments)
    return kept_back(f"{record.kind} for the user segment {names} only")


def _is_everybody_signed_in(segment: Record) -> bool:
    narrowed = any(segment.list(key) for key in ("group_ids", "organization_ids", "tags", "or_tags"))
    return segment.text("user_type") == "signed_in_users" and not narrowed


def _segment_name(segment: Record | None, segment_id: str) -> str:
    return segment_id if segment is None else segment.line("name") or segment_id
