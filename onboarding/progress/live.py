"""What is live in an environment, arranged for events: which event completes which task."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask

from onboarding.checklists.definition import BodyError, Checklist, Task, checklist_of
from onboarding.content.queries import Published, published_in
from onboarding.store.per_app import PerApp

log = logging.getLogger("handrail")

Completions = Mapping[str, tuple[tuple[Checklist, Task], ...]]


@dataclass(frozen=True)
class Tour:
    """A version of a tour that is live."""

    content_id: str
    key: str
    version: int
    body: Mapping[str, Any]


@dataclass(frozen=True)
class Live:
    """The live contents of an environment."""

    checklists: Mapping[str, Checklist]
    """By key, in the environment's order."""
    checklists_by_id: Mapping[str, Checklist]
    tours: Mapping[str, Tour]
    by_event: Completions
    """Tasks that an event of a name completes."""
    by_tour: Completions
    """Tasks that the end of a tour completes."""
    known_items: Mapping[str, frozenset[str]]
    """Task and step keys of every version there was, by `kind/key`."""


ARRANGED: PerApp[dict[int, tuple[tuple[Published, ...], Live]]] = PerApp("live")
"""By environment, with what each was arranged from."""


def register(app: Flask) -> None:
    """Give `app` its memory of what is live."""
    ARRANGED.put(app, {})


def live_in(environment_id: int) -> Live:
    """What is live in an environment; arranged anew only when something was published."""
    source = published_in(environment_id)
    memory = ARRANGED.get()
    remembered = memory.get(environment_id)
    if remembered is not None and remembered[0] is source:
        return remembered[1]
    live = arrange(source)
    memory[environment_id] = (source, live)
    return live


def arrange(contents: Iterable[Published]) -> Live:
    """Arrange published contents for events; one that cannot be used is left out, for the sake of the others."""
    contents = tuple(contents)
    checklists = dict(_checklists(contents))
    tours = {
        each.key: Tour(each.content_id, each.key, each.version, each.body) for each in contents if each.kind == "tour"
    }
    return Live(
        checklists=checklists,
        checklists_by_id={each.content_id: each for each in checklists.values()},
        tours=tours,
        by_event=_completions(checklists.values(), "event"),
        by_tour=_completions(checklists.values(), "tour"),
        known_items={
            f"{each.kind}/{each.key}": frozenset(each.bits)
            for each in contents
            if each.kind != "checklist" or each.key in checklists
        },
    )


def _checklists(contents: Iterable[Published]) -> Iterator[tuple[str, Checklist]]:
    for each in contents:
        if each.kind != "checklist":
            continue
        try:
            yield each.key, checklist_of(each.content_id, each.version, each.body, each.bits)
        except BodyError:
            log.exception("checklist %s version %d is left out", each.key, each.version)


def _completions(checklists: Iterable[Checklist], kind: str) -> Completions:
    found: dict[str, tuple[tuple[Checklist, Task], ...]] = {}
    for checklist in checklists:
        for task in checklist.tasks:
            for name in task.completed_by(kind):
                found[name] = (*found.get(name, ()), (checklist, task))
    return found
