"""Tours as a kind of content: what an author should hear before publishing one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onboarding.content.kinds import Kind
from onboarding.tours.paths import way_through
from onboarding.tours.schemas import TourSchema
from onboarding.web.problems import Fault


def _warnings(body: Mapping[str, Any]) -> list[Fault]:
    reached = way_through(body["steps"])
    return [
        Fault(f"/steps/{place}", "no step leads here, so nobody sees it")
        for place in range(len(body["steps"]))
        if place not in reached
    ]


KIND = Kind(
    name="tour",
    folder="tours",
    id_prefix="tou",
    schema=TourSchema,
    item_keys=lambda body: [step["key"] for step in body["steps"]],
    references=lambda _body: [],
    warnings=_warnings,
)
