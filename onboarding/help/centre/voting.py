"""Readers of the help centre say whether an article helped, with a form and without script."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, abort, request
from werkzeug.wrappers import Response as Redirection

from onboarding.help.addresses import ROOT, thanks_path
from onboarding.help.centre import alternates
from onboarding.help.centre.answering import passing_on, passing_page
from onboarding.help.centre.site import Site, readers_of, site_or_404
from onboarding.help.reading.entries import Entry
from onboarding.help.votes.service import LONGEST_COMMENT, Opinion, vote_unknown
from onboarding.store import now
from onboarding.web.limits import limiter

LIMIT = "30 per minute"
"""Votes an address may cast; comments count as well."""
ANSWERS = {"yes": True, "no": False}

voting = Blueprint("help_votes", __name__, url_prefix=ROOT)


@voting.post("/<locale>/articles/<slug>/vote")
@limiter.limit(LIMIT)
def vote(locale: str, slug: str) -> Redirection:
    """Keep a vote, or what is said with it; then a page that can be reloaded."""
    site = site_or_404(locale)
    entry = _entry(site, slug)
    helpful = request.form.get("helpful", "")
    if helpful not in ANSWERS:
        abort(422, "An article is helpful or it is not: `yes` or `no`.")
    comment = request.form.get("comment", "").replace("\0", "").strip()[:LONGEST_COMMENT]
    opinion = Opinion(ANSWERS[helpful], comment or None)
    ballot = vote_unknown(readers_of(site), entry, opinion, now(), ballot=request.form.get("ballot"))
    shown = {"helpful": helpful, **({"said": ""} if comment else {"ballot": ballot.id})}
    return passing_on(f"{thanks_path(locale, entry.slug)}?{urlencode(shown)}")


@voting.get("/<locale>/articles/<slug>/thanks")
def thanks(locale: str, slug: str) -> Response:
    """Thanks for a vote, and a place to say why."""
    site = site_or_404(locale)
    entry = _entry(site, slug)
    asked = {name: request.args.get(name, "") for name in ("helpful", "ballot")}
    asks = asked["helpful"] in ANSWERS and bool(asked["ballot"])
    values = {"entry": entry, "asks": asks, "longest": LONGEST_COMMENT, **asked}
    return passing_page("help/thanks.html", site, alternates.of_article(site, entry), 200, **values)


def _entry(site: Site, slug: str) -> Entry:
    return site.entry(slug) or abort(404)
