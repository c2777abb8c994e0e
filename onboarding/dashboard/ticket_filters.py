"""The filters of the list of tickets: what its form sends, and what that means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast, get_args

from onboarding.tickets.filtering import LONGEST_TEXT, Match, TicketFilter
from onboarding.tickets.statuses import TicketStatus
from onboarding.web.problems import Problem


def ticket_filter_of(query: Mapping[str, str]) -> TicketFilter:
    """The tickets a page's query asks for; fields left empty count as absent.

    Raises:
        Problem: 422 when a filter cannot be understood.
    """
    text = query.get("q", "").strip()
    if len(text) > LONGEST_TEXT or not (text + query.get("task", "")).isprintable():
        raise _refused(f"q: at most {LONGEST_TEXT} characters, none of them control characters.")
    return TicketFilter(text, _status(query.get("status")), _match(query.get("match")), _open_task(query.get("task")))


def query_of_tickets(wanted: TicketFilter) -> dict[str, str]:
    """The query by which a page of the same tickets is reached."""
    given = {
        "q": wanted.text,
        "status": wanted.status or "",
        "match": wanted.match or "",
        "task": "/".join(wanted.open_task or ()),
    }
    return {name: str(value) for name, value in given.items() if value}


def _status(word: str | None) -> TicketStatus | None:
    if not word:
        return None
    try:
        return TicketStatus(word)
    except ValueError as error:
        raise _refused(f"status: one of {', '.join(TicketStatus)}.") from error


def _match(word: str | None) -> Match | None:
    if word and word not in get_args(Match):
        raise _refused(f"match: one of {', '.join(get_args(Match))}.")
    return cast("Match", word) if word else None


def _open_task(path: str | None) -> tuple[str, str] | None:
    if not path:
        return None
    checklist, slash, task = path.partition("/")
    if not (checklist and slash and task):
        raise _refused("task: a checklist and one of its tasks, checklist/task.")
    return checklist, task


def _refused(detail: str) -> Problem:
    return Problem(422, "invalid", detail)
