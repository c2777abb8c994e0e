"""What a reader finds for a query, and what each score is made of."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request

from onboarding.dashboard.access import Seat, seated
from onboarding.dashboard.pages import pages
from onboarding.help.reading.catalogue import Catalogue
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.search.answering import Results, search
from onboarding.help.search.explaining import explained
from onboarding.help.search.index import SearchUnavailable
from onboarding.help.signals.priors import Whereabouts
from onboarding.people.queries import user_by_external_id
from onboarding.progress.open_articles import open_articles
from onboarding.progress.status import facts_of
from onboarding.web.problems import Problem
from onboarding.workspaces import locales as languages
from onboarding.workspaces.queries import EnvironmentView

MOST = 20
LONGEST_URL = 2_000
VISITOR, EVERYBODY, USER = "visitor", "everybody", "user"
READERS = {VISITOR: "a visitor", EVERYBODY: "readers of all audiences", USER: "this user:"}
NOT_NOW = "The search index is being made; try again."


@dataclass(frozen=True)
class Trial:
    """A search as somebody else would make it."""

    q: str
    locale: str
    url: str
    reader: str
    user: str
    """The host's own id of the user who searches, if one does."""
    typing: bool
    literal: bool


@pages.get("/<workspace>/<environment>/try-search")
@seated
def try_search(seat: Seat) -> str:
    """A search made as any reader, in any language, with the parts of each score; it is logged nowhere."""
    trial = _trial(seat.environment)
    results, fault = None, None
    try:
        results = _results(seat.environment, trial) if trial.q else None
    except (LookupError, SearchUnavailable) as error:
        fault = NOT_NOW if isinstance(error, SearchUnavailable) else str(error)
    return render_template(
        "dashboard/try_search.html",
        seat=seat,
        trial=trial,
        readers=READERS,
        locales=catalogue_of(seat.workspace.workspace_id).indexed_locales or (seat.environment.default_locale,),
        results=results,
        explanations=explained(results) if results else {},
        fault=fault,
        section="searches",
        tab="try_search",
    )


def _trial(environment: EnvironmentView) -> Trial:
    asked = {name: value.replace("\0", "")[:LONGEST_URL].strip() for name, value in request.args.items()}
    reader = asked.get("reader", VISITOR)
    if reader not in READERS:
        raise Problem(422, "invalid", f"A reader is one of {', '.join(READERS)}.")
    return Trial(
        q=asked.get("q", ""),
        locale=asked.get("locale") or environment.default_locale,
        url=asked.get("url", ""),
        reader=reader,
        user=asked.get("user", ""),
        typing="typing" in asked,
        literal="literal" in asked,
    )


def _results(environment: EnvironmentView, trial: Trial) -> Results:
    catalogue = _catalogue(environment, trial)
    return search(
        catalogue,
        trial.q,
        languages.chain(trial.locale, environment.default_locale, catalogue.locales),
        limit=MOST,
        typing=trial.typing,
        literal=trial.literal,
        place=Whereabouts(trial.url, open_articles(environment.id, trial.user) if trial.reader == USER else ()),
    )


def _catalogue(environment: EnvironmentView, trial: Trial) -> Catalogue:
    """What the reader may read; raises LookupError when there is no such user."""
    catalogue = catalogue_of(environment.workspace_id)
    if trial.reader == EVERYBODY:
        return catalogue.with_audiences(frozenset(catalogue.audiences))
    if trial.reader == USER:
        user = user_by_external_id(environment.id, trial.user)
        if user is None:
            raise LookupError(f"There is no user “{trial.user}” in {environment.kind}.")
        return catalogue_of(environment.workspace_id, facts_of(user))
    return catalogue
