"""The list of articles."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for

from onboarding.dashboard.access import Seat, seated
from onboarding.dashboard.addresses import here
from onboarding.dashboard.articles.forms import argument
from onboarding.dashboard.articles.paths import ARTICLES
from onboarding.dashboard.pages import pages
from onboarding.dashboard.paging import cursor_of
from onboarding.help.authoring.collections.queries import collection_choices
from onboarding.help.authoring.listing.articles import article_page
from onboarding.help.authoring.listing.filters import NOWHERE, State, Wanted
from onboarding.help.authoring.listing.overview import languages_of
from onboarding.tickets.listing import requests_after

PAGE = 50
FILTERS = ("text", "collection", "state", "locale", "missing")


@pages.get(ARTICLES)
@seated
def articles(seat: Seat) -> str:
    """Articles, newest change first, as far as the filters let them through."""
    query: dict[str, Any] = {name: argument(name) for name in FILTERS if argument(name)}
    state = query.get("state", "")
    wanted = Wanted(**{**query, "state": State(state) if state in list(State) else None})
    listed = article_page(seat.environment, wanted, limit=PAGE, after=cursor_of(argument("cursor")))
    return render_template(
        "dashboard/articles/index.html",
        seat=seat,
        here=here(seat),
        page=listed,
        wanted=wanted,
        is_filtered=bool(query),
        states=list(State),
        nowhere=NOWHERE,
        languages=languages_of(seat.environment),
        collections={each.id: each for each in collection_choices(seat.environment)},
        requests=requests_after(seat.environment, [each.id for each in listed.items]),
        next_address=url_for("dashboard.articles", **here(seat), **query, cursor=listed.next_cursor),
        section="articles",
    )
