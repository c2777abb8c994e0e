"""The events a browser or backend would have sent for what happens in a story."""

from collections.abc import Iterator, Sequence
from typing import Any

from onboarding.events.incoming import Incoming
from onboarding.store.types import to_milliseconds

from ..story import happenings as told
from .help_centre import HelpCentre
from .ids import event_id, search_id

Named = Sequence[tuple[str, dict[str, Any]]]
"""Events by name and fields."""


def events_of(story: told.UserStory, help_centre: HelpCentre) -> Iterator[Incoming]:
    """The events of one user, in order of time."""
    for number, each in enumerate(story.happenings):
        for name, fields in _named(each, story.sign_up.user_id, number, help_centre):
            yield Incoming(
                id=event_id(each.at, story.sign_up.user_id, number, name),
                name=name,
                occurred_ms=to_milliseconds(each.at),
                skew_ms=0,
                **fields,
            )


def _named(each: told.Happening, user_id: str, number: int, help_centre: HelpCentre) -> Named:
    match each:
        case told.TourStarted() | told.TourCompleted() | told.TourEnded():
            return [_tour(each)]
        case told.ConnectionFailed(bank=bank, code=code):
            return [("bank_connection_failed", {"properties": {"bank": bank, "code": code}})]
        case told.Searched():
            return _search(each, search_id(each.at, user_id, number), help_centre)
        case told.TicketOpened():
            return []
        case _:
            return [_checklist(each)]


def _checklist(
    each: told.ChecklistStarted | told.ChecklistDismissed | told.TaskCompleted,
) -> tuple[str, dict[str, Any]]:
    checklist = {"content": told.CHECKLIST}
    match each:
        case told.ChecklistStarted():
            return "checklist_started", {**checklist, "version": 1}
        case told.ChecklistDismissed():
            return "checklist_dismissed", checklist
        case told.TaskCompleted(task=task, by="event"):
            return told.TASK_EVENTS[task], {}
        case told.TaskCompleted(task=task, by=by):
            return "task_completed", {**checklist, "item": task, "properties": {"by": by}}


def _tour(each: told.TourStarted | told.TourCompleted | told.TourEnded) -> tuple[str, dict[str, Any]]:
    match each:
        case told.TourStarted(tour=tour):
            return "tour_started", {"content": tour, "version": 1}
        case told.TourCompleted(tour=tour):
            return "tour_completed", {"content": tour}
        case told.TourEnded(tour=tour, step=step):
            return "tour_ended", {"content": tour, "item": step, "properties": {"reason": "closed"}}


def _search(each: told.Searched, search: str, help_centre: HelpCentre) -> Named:
    shown = help_centre.shown(each.query, each.locale)
    made = {"search": search, "help_session": each.help_session, "url": each.page}
    found = {"query": each.query, "results": len(shown), "locale": each.locale, "shown": list(shown)}
    events: list[tuple[str, dict[str, Any]]] = [("search_settled", {**made, "properties": found})]
    article = opened_article(each, help_centre)
    if article is None:
        return events
    events.append(("article_viewed", {**made, "article": article, "properties": {"source": "search"}}))
    if each.helpful is not None:
        events.append(
            ("article_voted", {"article": article, "properties": {"helpful": each.helpful, "locale": each.locale}})
        )
    return events


def opened_article(each: told.Searched, help_centre: HelpCentre) -> str | None:
    """The article opened from the results, if any: nobody opens what the engine does not show them."""
    article = help_centre.article_id(each.opened, each.locale) if each.opened else None
    return article if article in help_centre.shown(each.query, each.locale) else None
