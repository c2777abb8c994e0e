"""An object in a vendor's answers, each value as the type its documentation says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from onboarding.content.faults import SourceFault
from onboarding.workspaces import locales

LONGEST_ID = 200
EARLIEST, LATEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


class RecordFault(ValueError):  # noqa: N818 - told to whoever saved the answers
    """A value that is not what the vendor documents; carries where and why."""

    def __init__(self, fault: SourceFault) -> None:
        super().__init__(str(fault))
        self.fault = fault


@dataclass(frozen=True)
class Record:
    """An object of one kind (`article`), and the file it stands in."""

    kind: str
    file: str
    values: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What remarks call it."""
        return f"{self.kind} {self.values.get('id', '?')}"

    def id(self, key: str = "id") -> str:
        """An identifier, as text whether it came as text or as a number."""
        found = self.optional_id(key)
        if found is None:
            raise self.fault(key, "is missing")
        return found

    def optional_id(self, key: str) -> str | None:
        """An identifier, or None where there is none."""
        value = self.values.get(key)
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise self.fault(key, "must be an id")
        if not str(value).isprintable() or len(str(value)) > LONGEST_ID:
            raise self.fault(key, f"must be an id of at most {LONGEST_ID} printable characters")
        return str(value)

    def ids(self, key: str) -> list[str]:
        """A list of identifiers; empty where there is none."""
        whose = self.values.get("id")
        return [Record(self.kind, self.file, {"id": whose, key: each}).id(key) for each in self.list(key)]

    def text(self, key: str) -> str:
        """A text; empty where there is none."""
        value = self.values.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self.fault(key, "must be a text")
        return value.replace("\0", "")

    def line(self, key: str) -> str:
        """A text without line breaks."""
        return " ".join(self.text(key).split())

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, or of objects that have a name; empty where there is none."""
        named = [each.get("name") if isinstance(each, dict) else each for each in self.list(key)]
        if not all(isinstance(each, str) for each in named):
            raise self.fault(key, "must be a list of texts")
        lines = (" ".join(str(each).replace("\0", "").split()) for each in named)
        return tuple(dict.fromkeys(line for line in lines if line))

    def list(self, key: str) -> list[Any]:
        """A list; empty where there is none, or an empty object, as some APIs write it."""
        value = self.values.get(key)
        if value in (None, {}):
            return []
        if not isinstance(value, list):
            raise self.fault(key, "must be a list")
        return value

    def object(self, key: str) -> Mapping[str, Any]:
        """An object; empty where there is none."""
        value = self.values.get(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise self.fault(key, "must be an object")
        return value

    def number(self, key: str, default: int = 0) -> int:
        """A whole number."""
        value = self.values.get(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= 1_000_000_000:
            raise self.fault(key, "must be a number")
        return int(value)

    def flag(self, key: str) -> bool:
        """True or false; false where there is neither."""
        value = self.values.get(key)
        if not isinstance(value, bool | None):
            raise self.fault(key, "must be true or false")
        return bool(value)

    def moment(self, key: str) -> datetime | None:
        """A moment, written as RFC 3339 or as seconds since 1970; None where it is neither, or of no time of ours."""
        value = self.values.get(key)
        try:
            moment = _read(value) if isinstance(value, str) else datetime.fromtimestamp(value or 0, UTC)
        except (ValueError, OverflowError, OSError, TypeError):
            return None
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000) if EARLIEST <= moment <= LATEST else None

    def locale(self, key: str, default: str) -> str:
        """A language tag in its usual spelling."""
        value = self.text(key)
        try:
            return locales.canonical(value) if value else default
        except ValueError as error:
            raise self.fault(key, str(error)) from error

    def fault(self, key: str, detail: str) -> RecordFault:
        """What is wrong with a value."""
        return RecordFault(SourceFault(self.file, 1, f"{self.name}: {key} {detail}"))


def _read(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
