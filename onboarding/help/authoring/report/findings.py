"""What is wrong, or may be, with the articles that readers see: found from what is stored, nothing is fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from onboarding.help.addresses import plain_path
from onboarding.help.authoring.report.survey import Survey, SurveyedText
from onboarding.help.authoring.texts.link_targets import ARTICLE, PICTURE

STALE_MONTHS = 12
UNREAD_DAYS = 90
MOST_MONTHS = 1_200
MOST_DAYS = 36_500
"""A hundred years: nothing is older."""
MONTH = timedelta(days=30.44)


class Flaw(StrEnum):
    """Kinds of findings, the worst first."""

    BROKEN_LINK = "broken_link"
    MISSING_FILE = "missing_file"
    OUTDATED = "outdated_translation"
    MOVED_LINK = "link_to_old_address"
    UNTRANSLATED = "untranslated"
    STALE = "stale"
    UNREAD = "never_read"
    UNSORTED = "without_collection"


READERS_MEET = frozenset({Flaw.BROKEN_LINK, Flaw.MISSING_FILE})
"""What is wrong whatever an editor thinks of it."""


@dataclass(frozen=True)
class Finding:
    """One thing found in a text."""

    flaw: Flaw
    article_id: str
    locale: str
    title: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class Limits:
    """From when on something is found."""

    now: datetime
    stale_months: int = STALE_MONTHS
    unread_days: int = UNREAD_DAYS


def findings(survey: Survey, limits: Limits) -> list[Finding]:
    """Everything found in published texts, by kind, then by title."""
    found = [
        Finding(flaw, text.article_id, text.locale, text.title, detail)
        for flaw, look in LOOKS.items()
        for text in survey.published
        for detail in look(survey, text, limits)
    ]
    order = list(Flaw)
    return sorted(found, key=lambda each: (order.index(each.flaw), each.title.casefold(), each.locale, each.detail))


Look = Callable[[Survey, SurveyedText, Limits], Iterator[str]]


def _broken(survey: Survey, text: SurveyedText, _: Limits) -> Iterator[str]:
    for link in survey.links_of(text):
        match = ARTICLE.fullmatch(link.path)
        if match is None:
            continue
        target = survey.at(match["locale"], match["slug"])
        if target is None:
            if plain_path(link.path) not in survey.redirects:
                yield f"{link.path}: there is no such article"
        elif target.state != "published":
            yield f"{link.path}: “{target.title}” is not published"
        elif target.is_restricted and not text.is_restricted:
            yield f"{link.path}: “{target.title}” is for some readers only"
        elif link.fragment and link.fragment not in target.anchors:
            yield f"{link.path}#{link.fragment}: “{target.title}” has no such heading"


def _missing_files(survey: Survey, text: SurveyedText, _: Limits) -> Iterator[str]:
    for link in survey.links_of(text):
        match = PICTURE.fullmatch(link.path)
        if match and match["digest"] not in survey.files:
            yield f"{link.path}: there is no such file"


def _moved(survey: Survey, text: SurveyedText, _: Limits) -> Iterator[str]:
    for link in survey.links_of(text):
        match = ARTICLE.fullmatch(link.path)
        if match and survey.at(match["locale"], match["slug"]) is None and plain_path(link.path) in survey.redirects:
            yield f"{link.path}: readers are led on from there; save the article again to link to where it is now"


def _outdated(survey: Survey, text: SurveyedText, _: Limits) -> Iterator[str]:
    source = survey.source_of(text)
    if source is not None and (text.reviewed_revision or 0) < source.meaning_revision:
        yield f"“{source.title}” ({source.locale}) has changed since this was compared with it"


def _untranslated(survey: Survey, text: SurveyedText, _: Limits) -> Iterator[str]:
    if text.locale == survey.lead_locale(text.article_id):
        missing = survey.locales - survey.published_locales(text.article_id)
        if missing:
            yield f"not published in {', '.join(sorted(missing))}"


def _stale(_: Survey, text: SurveyedText, limits: Limits) -> Iterator[str]:
    if limits.now - text.updated_at > limits.stale_months * MONTH:
        yield f"last changed on {text.updated_at:%Y-%m-%d}"


def _unread(survey: Survey, text: SurveyedText, limits: Limits) -> Iterator[str]:
    if text.locale != survey.lead_locale(text.article_id):  # views are counted by article, not by language
        return
    day = survey.last_viewed.get(text.article_id)
    if max(filter(None, (day, text.created_at.date()))) < limits.now.date() - timedelta(days=limits.unread_days):
        yield f"last opened on {day}" if day else "never opened"


def _unsorted(survey: Survey, text: SurveyedText, _: Limits) -> Iterator[str]:
    if text.collection_id is None and text.locale == survey.lead_locale(text.article_id):
        yield "in no collection"


LOOKS: Mapping[Flaw, Look] = {
    Flaw.BROKEN_LINK: _broken,
    Flaw.MISSING_FILE: _missing_files,
    Flaw.OUTDATED: _outdated,
    Flaw.MOVED_LINK: _moved,
    Flaw.UNTRANSLATED: _untranslated,
    Flaw.STALE: _stale,
    Flaw.UNREAD: _unread,
    Flaw.UNSORTED: _unsorted,
}
