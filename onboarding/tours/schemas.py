"""How a tour is written: the YAML an author keeps, loaded into the canonical body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from onboarding.content.fields import KeyField, Markdown, UrlPatternField
from onboarding.events.check import LONGEST_NAME
from onboarding.tours.paths import step_that_turns_back
from onboarding.web.fields import JsonInteger, Strict, Text

MOST_STEPS = 60
LONGEST_WAIT = 60


class CandidateSchema(Strict):
    """One way to find a step's target; the first that names exactly one visible element is taken."""

    css = Text(longest=500, shortest=1)
    role = Text(longest=40)
    text = Text(longest=200)
    nth = JsonInteger(validate=validate.Range(0, 50))

    @validates_schema
    def check(self, data: Mapping[str, Any], **_: Any) -> None:
        """A candidate needs something to look for."""
        if "css" not in data and "text" not in data:
            raise ValidationError("give css, or role and text")


class TargetField(fields.Raw):
    """A CSS selector, or a list of candidates in order of trust."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        candidates = [{"css": value}] if isinstance(value, str) else value
        return CandidateSchema(many=True).load(super()._deserialize(candidates, attr, data, **kwargs))


class StartSchema(Strict):
    """When a tour offers itself."""

    url = UrlPatternField(required=True)


class AdvanceField(fields.Raw):
    """What leads to the next step: `button`, `click`, `{event: …}`, `{url: …}`, or a list of them."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        ways = super()._deserialize(value, attr, data, **kwargs)
        return [self._way(way) for way in (ways if isinstance(ways, list) else [ways])]

    def _way(self, way: Any) -> dict[str, Any]:
        if way in ("button", "click"):
            return {"on": way}
        if isinstance(way, dict) and len(way) == 1:
            name, value = next(iter(way.items()))
            if name == "event" and isinstance(value, str) and 0 < len(value) <= LONGEST_NAME:
                return {"on": "event", "event": value}
            if name == "url":
                return {"on": "url", "url": UrlPatternField().deserialize(value)}
        raise ValidationError("button, click, {event: name} or {url: /pattern}")


class StepSchema(Strict):
    """One step."""

    key = KeyField(required=True)
    kind = fields.String(load_default="tooltip", validate=validate.OneOf(["tooltip", "modal", "hotspot", "banner"]))
    url = UrlPatternField(load_default=None, allow_none=True)
    open = Text(longest=2_000, load_default=None, allow_none=True)
    target = TargetField(load_default=None, allow_none=True)
    title = Text(required=True, shortest=1, longest=200)
    body = Markdown(load_default=list)
    placement = fields.String(load_default="auto", validate=validate.OneOf(["auto", "top", "bottom", "start", "end"]))
    advance = AdvanceField()
    optional = fields.Boolean(load_default=False)
    wait_seconds = JsonInteger(load_default=8, validate=validate.Range(0, LONGEST_WAIT))
    next = KeyField(load_default=None, allow_none=True)

    @post_load
    def canonical(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """A step without a word on how to go on has a button."""
        return {**data, "advance": data.get("advance") or [{"on": "button"}]}

    @validates_schema
    def check(self, data: Mapping[str, Any], **_: Any) -> None:
        """A tooltip or hotspot points at something; a page is opened by path."""
        if data["kind"] in ("tooltip", "hotspot") and not data["target"]:
            raise ValidationError(f"a {data['kind']} needs a target", "target")
        page = "/" if data["open"] is None else data["open"]
        if not page.startswith("/") or page.startswith("//"):
            raise ValidationError("the page to open is a path such as /customers", "open")


class TourSchema(Strict):
    """A tour."""

    key = KeyField(required=True)
    title = Text(required=True, shortest=1, longest=200)
    start_when = fields.Nested(StartSchema, load_default=None, allow_none=True)
    steps = fields.List(fields.Nested(StepSchema), required=True, validate=validate.Length(1, MOST_STEPS))

    @validates_schema
    def check(self, data: Mapping[str, Any], **_: Any) -> None:
        """Step keys are unique, and branches lead to steps."""
        keys = [step["key"] for step in data["steps"]]
        for index, step in enumerate(data["steps"]):
            if keys.index(step["key"]) != index:
                raise ValidationError({"steps": {index: {"key": ["another step has this key"]}}})
            if step["next"] is not None and step["next"] not in keys:
                raise ValidationError({"steps": {index: {"next": [f"no step {step['next']!r}"]}}})
        turning = step_that_turns_back(data["steps"])
        if turning is not None:
            raise ValidationError({"steps": {turning: {"next": ["the tour would go round without end"]}}})
