"""Articles to which open tasks lead: those known of a user, remembered while they type, or those that are named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Flask

from onboarding.checklists.definition import Checklist
from onboarding.checklists.status import ChecklistStatus
from onboarding.people.queries import user_by_external_id
from onboarding.progress.live import live_in
from onboarding.progress.queries import runs_of
from onboarding.progress.runs import NOTHING
from onboarding.progress.status import checklist_status, facts_of
from onboarding.store import now
from onboarding.store.cache import ShortCache
from onboarding.store.per_app import PerApp

SECONDS = 15
OPEN_ARTICLES: PerApp[ShortCache[tuple[int, str], tuple[str, ...]]] = PerApp("open_articles")


def register(app: Flask) -> None:
    """Give `app` its memory of open tasks' articles."""
    OPEN_ARTICLES.put(app, ShortCache(_read, seconds=SECONDS))


def open_articles(environment_id: int, external_id: str) -> tuple[str, ...]:
    """Ids or slugs of articles to which a known user's open tasks lead, at most 15 seconds old."""
    return OPEN_ARTICLES.get().get((environment_id, external_id))


def articles_of_tasks(environment_id: int, names: Iterable[str]) -> tuple[str, ...]:
    """Ids or slugs of articles to which tasks of live checklists lead, each named `checklist/task`.

    A name that no task has, and a task that leads to no article, is passed over.
    """
    checklists = live_in(environment_id).checklists
    actions = (_action(checklists.get(checklist), task) for checklist, _, task in (n.partition("/") for n in names))
    return tuple(action["article"] for action in actions if "article" in action)


def _action(checklist: Checklist | None, key: str) -> Mapping[str, Any]:
    tasks = checklist.body["tasks"] if checklist else ()
    return next((task.get("action") or {} for task in tasks if task["key"] == key), {})


def articles_of(tasks: Iterable[Mapping[str, Any]], status: ChecklistStatus) -> list[str]:
    """Ids or slugs of the articles to which those of a checklist's tasks lead that are open."""
    return [
        task["action"]["article"]
        for task in tasks
        if "article" in (task.get("action") or {}) and _is_open(status, task["key"])
    ]


def _read(of: tuple[int, str]) -> tuple[str, ...]:
    environment_id, external_id = of
    checklists = [each for each in live_in(environment_id).checklists.values() if _leads_to_articles(each)]
    user = user_by_external_id(environment_id, external_id) if checklists else None
    if user is None:
        return ()
    runs, facts, moment = runs_of(environment_id, user), facts_of(user), now()
    statuses = (checklist_status(each, runs.get(each.content_id, NOTHING), facts, moment) for each in checklists)
    return tuple(
        article
        for checklist, status in zip(checklists, statuses, strict=True)
        for article in articles_of(checklist.body["tasks"], status)
    )


def _leads_to_articles(checklist: Checklist) -> bool:
    return any("article" in (task.get("action") or {}) for task in checklist.body["tasks"])


def _is_open(status: ChecklistStatus, task: str) -> bool:
    return task in status.tasks and status.tasks[task].done_at is None
