"""How a checklist is written: the YAML an author keeps, loaded into the canonical body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from onboarding.checklists.locks import waiting_circle
from onboarding.content.fields import KeyField, Markdown, RuleField, UrlPatternField
from onboarding.events.check import LONGEST_NAME
from onboarding.web.fields import Strict, Text

MOST_TASKS = 60
"""Tasks of a checklist: each has one bit of a 63-bit mask, also those of older versions."""
ACTIONS = ("url", "tour", "article", "contact", "callback")


def exactly_one(data: Mapping[str, Any], names: Sequence[str]) -> None:
    """Raise ValidationError unless `data` has one of `names`."""
    if sum(name in data for name in names) != 1:
        raise ValidationError(f"give exactly one of {', '.join(names)}")


class ActionSchema(Strict):
    """What a task's button does."""

    url = Text(longest=2_000)
    new_tab = fields.Boolean()
    tour = KeyField()
    article = Text(longest=80)
    contact = fields.Boolean(validate=validate.Equal(True))  # noqa: FBT003
    callback = Text(longest=80)

    @validates_schema
    def check(self, data: Mapping[str, Any], **_: Any) -> None:
        """An action does one thing, and never runs a script."""
        exactly_one(data, ACTIONS)
        url = data.get("url", "/")
        if not url.startswith(("/", "https://", "http://", "#")) or url.startswith("//"):
            raise ValidationError("a URL starts with /, # or https://", "url")


class TriggerSchema(Strict):
    """Something that completes a task."""

    event = Text(longest=LONGEST_NAME, shortest=1)
    url = UrlPatternField()
    tour = KeyField()
    any = fields.List(fields.Nested(lambda: TriggerSchema(exclude=["any"])), validate=validate.Length(min=1))

    @validates_schema
    def check(self, data: Mapping[str, Any], **_: Any) -> None:
        """A trigger is one thing."""
        exactly_one(data, ("event", "url", "tour", "any"))


class TaskSchema(Strict):
    """One task."""

    key = KeyField(required=True)
    title = Text(required=True, shortest=1, longest=200)
    body = Markdown(load_default=list)
    action = fields.Nested(ActionSchema, load_default=None)
    complete_when = fields.Nested(TriggerSchema)
    manual = fields.Boolean()
    optional = fields.Boolean(load_default=False)
    show_when = RuleField(load_default=None)
    locked_until = fields.List(KeyField(), load_default=list)

    @post_load
    def canonical(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Spell out what the author left to the defaults."""
        trigger = data.pop("complete_when", None)
        triggers = trigger.get("any", [trigger]) if trigger else []
        return {**data, "complete_when": triggers, "manual": data.get("manual", not triggers)}


class ChecklistSchema(Strict):
    """A checklist."""

    key = KeyField(required=True)
    title = Text(required=True, shortest=1, longest=200)
    intro = Markdown(load_default=list)
    ordering = fields.String(load_default="any", validate=validate.OneOf(["any", "in_order"]))
    display = fields.String(
        load_default="open",
        validate=validate.OneOf(["open", "launcher"]),
        metadata={"description": "Whether the list opens by itself the first time, or waits behind the launcher."},
    )
    audience = fields.String(
        load_default="known",
        validate=validate.OneOf(["known", "everyone"]),
        metadata={"description": "Whether anonymous visitors are offered the list too."},
    )
    dismissible = fields.Boolean(load_default=True)
    tasks = fields.List(fields.Nested(TaskSchema), required=True, validate=validate.Length(1, MOST_TASKS))

    @validates_schema
    def check(self, data: Mapping[str, Any], **_: Any) -> None:
        """Task keys are unique, locks name other tasks, and every task can be completed."""
        keys = [task["key"] for task in data["tasks"]]
        for index, task in enumerate(data["tasks"]):
            if keys.index(task["key"]) != index:
                raise ValidationError({"tasks": {index: {"key": ["another task has this key"]}}})
            unknown = [key for key in task["locked_until"] if key not in keys or key == task["key"]]
            if unknown:
                raise ValidationError({"tasks": {index: {"locked_until": [f"no other task {unknown[0]!r}"]}}})
            if not task["manual"] and not task["complete_when"]:
                raise ValidationError({"tasks": {index: {"manual": ["nothing could ever complete this task"]}}})
        _check_locks(data)


def _check_locks(data: Mapping[str, Any]) -> None:
    """Raise ValidationError at the first task of a circle that its own lock closes."""
    circle = waiting_circle(data["tasks"], in_order=data["ordering"] == "in_order")
    for index, task in enumerate(data["tasks"]):
        if task["key"] in circle and task["locked_until"]:
            names = ", ".join(map(repr, circle))
            raise ValidationError({"tasks": {index: {"locked_until": [f"{names} would wait for each other for ever"]}}})
