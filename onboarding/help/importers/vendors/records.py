"""The objects in a vendor's answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from onboarding.content.faults import SourceFault, SourceRefused
from onboarding.help.importers.vendors.answers import Answer, objects_in
from onboarding.help.importers.vendors.record import Record, RecordFault

P = ParamSpec("P")
T = TypeVar("T")


def records_in(answers: Iterable[Answer], kinds: Mapping[str, str]) -> list[Record]:
    """The records that answers wrap.

    Args:
        answers: as an API gave them.
        kinds: by the key that wraps them, what the records are: one of them, a list, or `{"items": […]}`.
    """
    return [
        Record(kind, answer.file, values)
        for answer in objects_in(answers)
        for key, kind in kinds.items()
        for values in _wrapped(answer.value.get(key))
    ]


def built(records: Iterable[Record], build: Callable[[Record], T]) -> list[T]:
    """What `build` makes of each record; raises SourceRefused with all the records it could not use."""
    made: list[T] = []
    faults: list[SourceFault] = []
    for record in records:
        try:
            made.append(build(record))
        except RecordFault as error:
            faults.append(error.fault)
    if faults:
        raise SourceRefused(faults)
    return made


def refusing(read: Callable[P, T]) -> Callable[P, T]:
    """Let a reader of answers refuse them all where a record that others depend on cannot be used."""

    @wraps(read)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return read(*args, **kwargs)
        except RecordFault as error:
            raise SourceRefused([error.fault]) from error

    return run


def identified(record: Record) -> Record:
    """The record; raises RecordFault when it has no id."""
    record.id()
    return record


def _wrapped(value: Any) -> Iterator[Mapping[str, Any]]:
    inner = value.get("items", value) if isinstance(value, dict) else value
    for each in inner if isinstance(inner, list) else [inner]:
        if isinstance(each, dict):
            yield each
