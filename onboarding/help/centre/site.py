"""The help centre as one visitor sees it: whose it is, in which language, and what there is to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import abort, request

from onboarding.help.addresses import contact_path
from onboarding.help.centre.language_names import name_of
from onboarding.help.centre.words import Phrasebook, words_for
from onboarding.help.public_addresses import centre_at
from onboarding.help.reading.catalogue import Catalogue
from onboarding.help.reading.entries import Entry
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.reading.tree import Branch, tree
from onboarding.workspaces import locales as languages
from onboarding.workspaces.installed import workspace_at
from onboarding.workspaces.queries import EnvironmentView, environment_of
from onboarding.workspaces.workspace_queries import CONTACT_FORM

ENVIRONMENT = "production"
"""Whose readers the help centre's are."""


@dataclass(frozen=True)
class Site:
    """What every page is drawn with."""

    name: str
    default_locale: str
    theme: Mapping[str, Any]
    is_demo: bool
    contact_url: str | None
    """Where readers reach a person, if somewhere."""
    catalogue: Catalogue
    locale: str
    home: str
    """What stands before its paths, for those who are elsewhere."""

    @cached_property
    def locales(self) -> Sequence[str]:
        """Languages in the order in which they are tried."""
        return languages.chain(self.locale, self.default_locale, self.catalogue.locales)

    @cached_property
    def available(self) -> tuple[str, ...]:
        """Languages the help centre can be read in."""
        return available_in(self.catalogue, self.default_locale)

    @cached_property
    def words(self) -> Phrasebook:
        """What the pages themselves say."""
        return words_for(languages.chain(self.locale, self.default_locale))

    @cached_property
    def tree(self) -> tuple[Branch, ...]:
        """The collections at the top."""
        return tree(self.catalogue, self.locales)

    @property
    def spoken(self) -> str:
        """The language of what the pages themselves say: the visitor's, or another where they do not speak it."""
        return self.locale if self.words.speak(self.locale) else self.words.locale

    @property
    def direction(self) -> str:
        """In which direction what the pages say is written, `ltr` or `rtl`."""
        return direction_of(self.spoken)

    def absolute(self, path: str) -> str:
        """A path of the help centre as an address."""
        return self.home + path

    def entry(self, id_or_slug: str) -> Entry | None:
        """The article of an id or slug as this visitor reads it."""
        return self.catalogue.find(id_or_slug, self.locales)


def site_in(locale: str | None) -> Site:
    """The help centre that the request asks for, in a language, or in the workspace's own when None.

    Raises:
        LookupError: it has no such language, or there is no workspace yet.
    """
    workspace = workspace_at(request.host)
    catalogue = catalogue_of(workspace.id)
    wanted = locale or workspace.default_locale
    if wanted not in available_in(catalogue, workspace.default_locale):
        raise LookupError(f"the help centre is not written in {wanted}")
    return Site(
        name=workspace.name,
        default_locale=workspace.default_locale,
        theme=workspace.theme,
        is_demo=workspace.is_demo,
        contact_url=contact_path(wanted) if workspace.contact_url == CONTACT_FORM else workspace.contact_url,
        catalogue=catalogue,
        locale=wanted,
        home=centre_at(workspace.help_host),
    )


def site_or_404(locale: str | None) -> Site:
    """As `site_in`; answers the request with 404 when there is no such help centre."""
    try:
        return site_in(locale)
    except LookupError:
        abort(404)


def readers_of(site: Site) -> EnvironmentView:
    """The environment in which the help centre's readers count."""
    return environment_of(site.catalogue.workspace_id, ENVIRONMENT)


def available_in(catalogue: Catalogue, default_locale: str) -> tuple[str, ...]:
    """Languages of the articles and the workspace's own, by the names their speakers give them."""
    return tuple(sorted({*catalogue.locales, default_locale}, key=lambda locale: name_of(locale).casefold()))


def direction_of(locale: str) -> str:
    """In which direction a language is written."""
    return "rtl" if languages.is_right_to_left(locale) else "ltr"
