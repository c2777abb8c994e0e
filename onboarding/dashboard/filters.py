"""The filters of a figures page: what its form sends, and the scope that means."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from typing import Any

from marshmallow import EXCLUDE, ValidationError
from werkzeug.datastructures import MultiDict

from onboarding.insights.funnels.schemas import ScopeSchema
from onboarding.insights.funnels.scope import Scope, scope_at
from onboarding.store import now
from onboarding.web.parsing import faults_of, messages_of
from onboarding.web.problems import Problem

DAYS = ("first_day", "last_day")
EVERYONE = "*"
"""What the form sends for `all`, as an empty segment means users who had none."""


def scope_of(query: MultiDict[str, str]) -> Scope:
    """The scope a page's query asks for; fields left empty count as absent.

    Raises:
        Problem: 422 when a filter cannot be understood.
    """
    try:
        wanted: dict[str, Any] = ScopeSchema(unknown=EXCLUDE).load(_given(query))
        return scope_at(now(), **_in_order(wanted))
    except ValidationError as error:
        faults = [f"{fault.pointer.removeprefix('/')}: {fault.detail}" for fault in faults_of(messages_of(error))]
        raise Problem(422, "invalid", " ".join(faults)) from error
    except ValueError as error:
        raise Problem(422, "invalid", f"{error}.") from error


def _in_order(wanted: dict[str, Any]) -> dict[str, Any]:
    """The days as they can be meant: from the earlier to the later, and not from a day that is still to come."""
    days = [wanted[name] for name in DAYS if wanted.get(name) is not None]
    if len(days) < len(DAYS):
        return wanted
    today = now().astimezone(UTC).date()
    return wanted | dict(zip(DAYS, (min(day, today) for day in sorted(days)), strict=True))


def query_of(scope: Scope) -> dict[str, str]:
    """The query by which a page of the same scope is reached."""
    query = {"from": scope.first_day.isoformat(), "to": scope.last_day.isoformat(), "cohort": scope.cohort}
    if scope.version is not None:
        query["version"] = str(scope.version)
    if scope.segment is not None:
        query["segment"] = scope.segment
    return query


def _given(query: Mapping[str, str]) -> dict[str, str]:
    given = {name: value for name, value in query.items() if value or name == "segment"}
    if given.get("segment") == EVERYONE:
        del given["segment"]
    return given
