"""Checklists for tests, of tasks written in a line each."""

from __future__ import annotations

from typing import Any

from onboarding.checklists.definition import Checklist, checklist_of
from onboarding.checklists.schemas import ChecklistSchema


def task(key: str, **more: Any) -> dict[str, Any]:
    """A task as an author writes it."""
    return {"key": key, "title": f"Task {key}", **more}


def canonical(*tasks: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The canonical body of a checklist of these tasks."""
    body: dict[str, Any] = ChecklistSchema().load({"key": "start", "title": "Start", "tasks": [*tasks], **more})
    return body


def checklist(*tasks: dict[str, Any], **more: Any) -> Checklist:
    """A checklist of these tasks, in which a task's bit is its place."""
    bits = {each["key"]: bit for bit, each in enumerate(tasks)}
    return checklist_of("chk_1", 3, canonical(*tasks, **more), bits)
