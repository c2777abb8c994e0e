"""marshmallow fields and the base schema of the public contract."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from onboarding.store.storable import unstorable

MAX_TEXT = 4_000


class Strict(Schema):
    """Base of every request schema: an unknown field is an error, not a silent loss."""

    class Meta:
        """marshmallow options."""

        unknown = RAISE


class Instant(fields.AwareDateTime):
    """An RFC 3339 moment; written in UTC with milliseconds and `Z`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="iso", default_timezone=None, **kwargs)

    def _serialize(self, value: datetime | None, attr: str | None, obj: Any, **kwargs: Any) -> str | None:  # noqa: ARG002
        return None if value is None else rfc3339(value)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        moment: datetime = super()._deserialize(value, attr, data, **kwargs)
        try:
            return moment.astimezone(UTC)
        except OverflowError as error:  # in UTC it would be before year 1 or after year 9999
            raise self.make_error("invalid", input=value, obj_type=self.OBJ_TYPE) from error


class JsonInteger(fields.Integer):
    """A JSON integer: neither "5", 5.0 nor true."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.make_error("invalid")
        result: int = super()._deserialize(value, attr, data, **kwargs)
        return result


class Text(fields.String):
    """A string without NUL (which PostgreSQL cannot store), at most `longest` characters."""

    def __init__(self, *, longest: int = MAX_TEXT, shortest: int = 0, **kwargs: Any) -> None:
        no_nul = validate.ContainsNoneOf("\0", error="A text cannot hold NUL.")
        checks = [validate.Length(min=shortest, max=longest), no_nul]
        super().__init__(validate=checks, **kwargs)


class Properties(fields.Dict):
    """A JSON object of the host's own that can be stored."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(keys=fields.String(), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        properties = super()._deserialize(value, attr, data, **kwargs)  # type: ignore[no-untyped-call]
        flaw = unstorable(properties)
        if flaw is not None:
            raise ValidationError(str(flaw))
        return properties


def rfc3339(moment: datetime) -> str:
    """`2026-11-22T06:00:00.000Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
