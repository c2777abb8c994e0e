"""The report of what readers of articles would stumble over."""

from __future__ import annotations

from flask import render_template

from onboarding.dashboard.access import Seat, seated
from onboarding.dashboard.addresses import here
from onboarding.dashboard.articles.forms import argument
from onboarding.dashboard.articles.paths import ARTICLES
from onboarding.dashboard.pages import pages
from onboarding.help.authoring.report.findings import (
    MOST_DAYS,
    MOST_MONTHS,
    READERS_MEET,
    STALE_MONTHS,
    UNREAD_DAYS,
    Flaw,
    Limits,
    findings,
)
from onboarding.help.authoring.report.survey import survey_of
from onboarding.store import now
from onboarding.typed.numbers import whole_number

MOST_FINDINGS = 100
"""Of one kind on the page; the command line lists all."""


@pages.get(f"{ARTICLES}/report")
@seated
def article_report(seat: Seat) -> str:
    """What is wrong, or may be, with the articles readers see."""
    limits = Limits(
        now=now(),
        stale_months=whole_number(argument("stale"), least=1, most=MOST_MONTHS) or STALE_MONTHS,
        unread_days=whole_number(argument("unread"), least=1, most=MOST_DAYS) or UNREAD_DAYS,
    )
    found = findings(survey_of(seat.environment), limits)
    groups = {flaw: [each for each in found if each.flaw is flaw] for flaw in Flaw}
    return render_template(
        "dashboard/articles/report.html",
        seat=seat,
        here=here(seat),
        groups=groups,
        most=MOST_FINDINGS,
        limits=limits,
        readers_meet=READERS_MEET,
        section="articles",
    )
