"""The events Handrail itself knows, and what each must refer to. Any other name is the host's own."""

from __future__ import annotations

from collections.abc import Mapping

CHECKLIST_MARKS: Mapping[str, tuple[str, ...]] = {
    "checklist_started": ("content", "version"),
    "checklist_dismissed": ("content",),
    "checklist_snoozed": ("content",),
    "checklist_reopened": ("content",),
    "task_clicked": ("content", "task"),
    "task_completed": ("content", "task"),
    "task_undone": ("content", "task"),
}
TOUR_MARKS: Mapping[str, tuple[str, ...]] = {
    "tour_started": ("content", "version"),
    "step_seen": ("content", "step"),
    "tour_completed": ("content",),
    "tour_ended": ("content",),
    "step_missing": ("content", "step"),
    "target_fallback": ("content", "step"),
}
HELP_MARKS: Mapping[str, tuple[str, ...]] = {
    "help_opened": (),
    "search_settled": ("search",),
    "article_viewed": ("article",),
    "article_voted": ("article",),
    "contact_opened": (),
    "page_viewed": (),
}
REQUIRED: Mapping[str, tuple[str, ...]] = {**CHECKLIST_MARKS, **TOUR_MARKS, **HELP_MARKS}
"""Fields an event of that name must carry."""
