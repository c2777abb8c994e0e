"""Who reads articles: what there is for them, and in which languages they want it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onboarding.help.reading.catalogue import Catalogue
from onboarding.help.reading.queries import catalogue_of
from onboarding.people.facts import facts_of_identity
from onboarding.web.problems import Problem
from onboarding.workspaces import locales as languages
from onboarding.workspaces.access import (
    Caller,
    bearer_environment,
    bearer_identity,
    secret_key_missing,
    widget_environment,
)


@dataclass(frozen=True)
class Reader:
    """A visitor, or a user who proved who they are."""

    catalogue: Catalogue
    """What they may read, and nothing else."""
    locales: tuple[str, ...]
    environment_id: int
    external_id: str | None = None
    """Of a user who proved who they are."""

    @property
    def identified(self) -> bool:
        """Whether the answer may be another than everybody gets."""
        return self.external_id is not None


def reader_of(arguments: Mapping[str, Any]) -> Reader:
    """The reader of a GET, by its public key, its language and its identity token if it carries one.

    Raises:
        Problem: as `widget_environment`; 401 for a bad token.
    """
    environment = widget_environment(arguments["key"])
    identity = bearer_identity(environment)
    catalogue = catalogue_of(environment.workspace_id)
    if identity is not None and catalogue.audiences:
        catalogue = catalogue_of(environment.workspace_id, facts_of_identity(environment.id, identity))
    locales = languages.chain(arguments["locale"], environment.default_locale, catalogue.locales)
    return Reader(catalogue, locales, environment.id, identity.external_id if identity else None)


def catalogue_for(caller: Caller) -> Catalogue:
    """What a widget's caller may read; a user whom nobody vouched for reads what a visitor does."""
    environment = caller.environment
    facts = facts_of_identity(environment.id, caller.identity) if caller.proven and caller.identity else None
    return catalogue_of(environment.workspace_id, facts)


def article_unknown() -> Problem:
    """What a call about an article is answered that is not there, or not for this reader."""
    return Problem(404, "article_unknown", "There is no such article.")


def holder_of(arguments: Mapping[str, Any]) -> Reader:
    """Who holds the secret key of the environment: tends its articles, and sees what a visitor sees.

    Raises:
        Problem: as `widget_environment`; 401 without a secret key of that environment.
    """
    environment = widget_environment(arguments["key"])
    holder = bearer_environment()
    if holder is None or holder.id != environment.id:
        raise secret_key_missing()
    catalogue = catalogue_of(environment.workspace_id)
    locales = languages.chain(arguments["locale"], environment.default_locale, catalogue.locales)
    return Reader(catalogue, locales, environment.id)
