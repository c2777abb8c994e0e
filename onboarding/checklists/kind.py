"""Checklists as a kind of content: what they refer to, and what an author should hear before publishing one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onboarding.checklists.schemas import ChecklistSchema
from onboarding.content.kinds import Kind, Reference
from onboarding.rules import conditions
from onboarding.rules.contradictions import never_matches
from onboarding.web.problems import Fault


def _references(body: Mapping[str, Any]) -> list[Reference]:
    found = []
    for index, task in enumerate(body["tasks"]):
        action = task["action"] or {}
        found += [
            Reference(f"/tasks/{index}/action/{kind}", kind, action[kind])
            for kind in ("tour", "article")
            if kind in action
        ]
        found += [
            Reference(f"/tasks/{index}/complete_when", "tour", trigger["tour"])
            for trigger in task["complete_when"]
            if "tour" in trigger
        ]
    return found


def _warnings(body: Mapping[str, Any]) -> list[Fault]:
    return [
        Fault(f"/tasks/{index}/show_when", "this rule can never match, so nobody sees the task")
        for index, task in enumerate(body["tasks"])
        if task["show_when"] and never_matches(conditions.parse(task["show_when"]))
    ]


KIND = Kind(
    name="checklist",
    folder="checklists",
    id_prefix="chk",
    schema=ChecklistSchema,
    item_keys=lambda body: [task["key"] for task in body["tasks"]],
    references=_references,
    warnings=_warnings,
)
