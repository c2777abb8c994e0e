"""An article as every list of the widget names it."""

from __future__ import annotations

from onboarding.help.reading.entries import Entry


def listed(entry: Entry) -> dict[str, str]:
    """What leads to an article, with the language it will be read in; see EntrySchema."""
    return {"id": entry.article_id, "slug": entry.slug, "title": entry.title, "locale": entry.locale}
