"""Reads of what is live in an environment and opens an article: tasks of checklists, steps of tours."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from onboarding.content.kinds import all_kinds
from onboarding.content.queries import published_in
from onboarding.workspaces.queries import EnvironmentView


@dataclass(frozen=True, order=True)
class Opener:
    """A content that leads to an article."""

    kind: str
    key: str
    title: str


def openers_of(environment: EnvironmentView, names: Collection[str]) -> list[Opener]:
    """The live contents that lead to an article by one of its names (id or slugs)."""
    references = {kind.name: kind.references for kind in all_kinds()}
    return sorted(
        {
            Opener(content.kind, content.key, str(content.body.get("title") or content.key))
            for content in published_in(environment.id)
            for reference in references[content.kind](content.body)
            if reference.kind == "article" and reference.key in names
        }
    )
