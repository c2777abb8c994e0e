"""Fields that every kind of content is written with."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields, validate

from onboarding.content.markdown import blocks_of
from onboarding.rules import conditions, urls
from onboarding.rules.conditions import RuleError

KEY = validate.Regexp(r"[a-z0-9][a-z0-9_-]{0,79}\Z", error="a key is 1 to 80 of a–z, 0–9, - and _")


class KeyField(fields.String):
    """A stable key."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=KEY, **kwargs)


class Markdown(fields.String):
    """Markdown an author wrote, loaded as a block tree."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        try:
            return blocks_of(text)
        except ValueError as error:
            raise ValidationError(str(error)) from error


class UrlPatternField(fields.String):
    """A URL pattern."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        pattern: str = super()._deserialize(value, attr, data, **kwargs)
        try:
            urls.check_pattern(pattern)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        return pattern


class RuleField(fields.Raw):
    """A condition tree."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        try:
            conditions.parse(value)
        except RuleError as error:
            raise ValidationError(_nested(error)) from error
        return super()._deserialize(value, attr, data, **kwargs)


def _nested(error: RuleError) -> Any:
    message: Any = [error.detail]
    for part in reversed(error.pointer.split("/")[1:]):
        message = {int(part) if part.isdigit() else part: message}
    return message
