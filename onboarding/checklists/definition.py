"""A checklist as code uses it: a published body with its rules parsed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onboarding.rules import conditions
from onboarding.rules.conditions import Facts, Rule, RuleError


class BodyError(ValueError):
    """A stored body is not one that can be used, such as one that an earlier release let in."""


@dataclass(frozen=True)
class Task:
    """One task of a checklist."""

    key: str
    bit: int
    """Its place in masks."""
    optional: bool
    manual: bool
    """Whether the user may tick it."""
    triggers: tuple[Mapping[str, str], ...]
    """Any of them completes it: `{"event": name}`, `{"url": pattern}`, `{"tour": key}`."""
    show_when: Rule | None
    locked_until: tuple[str, ...]

    def visible(self, facts: Facts) -> bool:
        """Whether the task is shown to a user of whom `facts` are true."""
        return self.show_when is None or self.show_when.holds(facts)

    def completed_by(self, kind: str) -> tuple[str, ...]:
        """Event names, URL patterns or tour keys that complete it."""
        return tuple(trigger[kind] for trigger in self.triggers if kind in trigger)


@dataclass(frozen=True)
class Checklist:
    """A version of a checklist that is live in an environment."""

    content_id: str
    key: str
    version: int
    ordered: bool
    for_everyone: bool
    """Whether anonymous visitors are offered it too."""
    tasks: tuple[Task, ...]
    body: Mapping[str, Any]
    """The canonical body, as the widget gets it."""
    bits: Mapping[str, int]
    """Place in masks of every task that any version had."""

    def task(self, key: str) -> Task | None:
        """The task of that key, unless it was in an earlier version alone."""
        return next((task for task in self.tasks if task.key == key), None)

    def visible_tasks(self, facts: Facts) -> tuple[Task, ...]:
        """The tasks shown to a user of whom `facts` are true, in listed order."""
        return tuple(task for task in self.tasks if task.visible(facts))


def checklist_of(content_id: str, version: int, body: Mapping[str, Any], bits: Mapping[str, int]) -> Checklist:
    """The checklist of a published body; raises BodyError when it cannot be used."""
    try:
        return Checklist(
            content_id=content_id,
            key=body["key"],
            version=version,
            ordered=body["ordering"] == "in_order",
            for_everyone=body["audience"] == "everyone",
            tasks=tuple(_task(task, bits[task["key"]]) for task in body["tasks"]),
            body=body,
            bits=bits,
        )
    except RuleError as error:
        raise BodyError(f"a rule of it cannot be read: {error.pointer}: {error.detail}") from error
    except (LookupError, TypeError, AttributeError) as error:
        raise BodyError(f"{type(error).__name__}: {error}") from error


def _task(body: Mapping[str, Any], bit: int) -> Task:
    return Task(
        key=body["key"],
        bit=bit,
        optional=body["optional"],
        manual=body["manual"],
        triggers=tuple(body["complete_when"]),
        show_when=conditions.parse(body["show_when"]) if body["show_when"] else None,
        locked_until=tuple(body["locked_until"]),
    )
