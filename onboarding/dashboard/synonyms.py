"""The words that mean the same: rules, which editors change, and what the search log suggests."""

from __future__ import annotations

from itertools import groupby

from flask import render_template, request
from werkzeug.wrappers import Response as AnyResponse

from onboarding.dashboard.access import Seat, seated
from onboarding.dashboard.addresses import to
from onboarding.dashboard.pages import pages
from onboarding.dashboard.refusals import refused
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.synonyms import service, verdicts
from onboarding.help.synonyms.queries import synonyms_of
from onboarding.help.synonyms.rules import MOST_RULES, SynonymDraft, checked, split
from onboarding.help.synonyms.suggested import suggested_synonyms
from onboarding.help.synonyms.verdicts import Pair
from onboarding.store import now
from onboarding.web.problems import Problem
from onboarding.workspaces.changes import ChangeError

PATH = "/<workspace>/<environment>/synonyms"
FIELDS = ("locale", "words", "means")


@pages.get(PATH)
@seated
def synonyms(seat: Seat) -> str:
    """Every rule, by language, and what could become one."""
    return _synonyms(seat)


def _refused(seat: Seat, error: ChangeError, synonym_id: str = "add") -> str:
    return _synonyms(seat, fault=str(error), refused=synonym_id)


@pages.post(PATH)
@seated
@refused(ChangeError, 422, _refused)
def add_synonym(seat: Seat) -> AnyResponse:
    """Add a rule."""
    seat.require("editor")
    service.add_synonym(seat.workspace.workspace_id, _draft(), actor=seat.member.id)
    return to(seat, "synonyms")


@pages.post(f"{PATH}/<synonym_id>")
@seated
@refused(ChangeError, 422, _refused)
def change_synonym(seat: Seat, synonym_id: str) -> AnyResponse:
    """Change a rule, or take it away."""
    seat.require("editor")
    workspace_id, actor = seat.workspace.workspace_id, seat.member.id
    if "remove" in request.form:
        service.remove_synonym(workspace_id, synonym_id, actor=actor)
    else:
        service.change_synonym(workspace_id, synonym_id, _draft(), actor=actor)
    return to(seat, "synonyms")


def _not_accepted(seat: Seat, error: ChangeError) -> str:
    return _synonyms(seat, fault=str(error))


@pages.post(f"{PATH}/suggestions")
@seated
@refused(ChangeError, 422, _not_accepted)
def decide_suggestion(seat: Seat) -> AnyResponse:
    """Make a rule of what was suggested, or suggest it no more."""
    seat.require("editor")
    workspace_id, actor, verdict = seat.workspace.workspace_id, seat.member.id, request.form.get("verdict")
    if verdict not in ("both", "one", "no"):
        raise Problem(422, "invalid", "A suggestion is accepted `both` ways, `one` way, or not: `no`.")
    pair = Pair(*(request.form.get(name, "").replace("\0", "")[:200] for name in ("locale", "failed", "succeeded")))
    if verdict == "no":
        verdicts.dismiss(workspace_id, pair, actor=actor)
    else:
        verdicts.accept(workspace_id, pair, both_ways=verdict == "both", actor=actor)
    return to(seat, "synonyms")


def _draft() -> SynonymDraft:
    """The rule a form describes; raises ChangeError when it is none."""
    locale, words, means = (request.form.get(name, "") for name in FIELDS)
    return checked(locale, split(words), split(means))


def _synonyms(seat: Seat, *, fault: str | None = None, refused: str | None = None) -> str:
    rules = synonyms_of(seat.workspace.workspace_id)
    given = request.form if refused else request.args
    locales = catalogue_of(seat.workspace.workspace_id).indexed_locales or (seat.environment.default_locale,)
    return render_template(
        "dashboard/synonyms.html",
        seat=seat,
        groups=[(locale, list(each)) for locale, each in groupby(rules, key=lambda rule: rule.draft.locale)],
        suggested=suggested_synonyms(seat.environment, now()),
        locales=locales,
        fault=fault,
        refused=refused,
        given={name: given.get(name, "") for name in FIELDS},
        most=MOST_RULES,
        section="searches",
        tab="synonyms",
    )
