"""What readers think of articles."""

from __future__ import annotations

from flask import render_template, request

from onboarding.dashboard.access import Seat, seated
from onboarding.dashboard.pages import pages
from onboarding.dashboard.paging import cursor_of
from onboarding.help.votes.queries import MOST_ARTICLES, comments, votes_by_article

PAGE = 30


@pages.get("/<workspace>/<environment>/votes")
@seated
def votes(seat: Seat) -> str:
    """Every article that was voted on, and what readers wrote; of one article where it is named."""
    article_id = request.args.get("article") or None
    if article_id is not None and not article_id.isprintable():
        article_id = ""  # names nothing, and PostgreSQL takes no NUL
    return render_template(
        "dashboard/votes.html",
        seat=seat,
        listed=votes_by_article(seat.environment, article_id=article_id),
        most=MOST_ARTICLES,
        page=comments(seat.environment, limit=PAGE, article_id=article_id, after=cursor_of(request.args.get("cursor"))),
        article_id=article_id,
        section="searches",
        tab="votes",
    )
