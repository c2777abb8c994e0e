"""`POST /v1/articles/…/vote`: a reader says whether an article helped, and why."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import fields

from onboarding.delivery.bodies import body_object
from onboarding.delivery.readers import article_unknown, catalogue_for
from onboarding.delivery.schemas import CallerSchema
from onboarding.help.reading.entries import Entry
from onboarding.help.votes.service import LONGEST_COMMENT, Opinion, vote
from onboarding.people import service as people
from onboarding.store import now
from onboarding.web.answers import json_answer
from onboarding.web.api import Blueprint
from onboarding.web.fields import Instant, Strict, Text
from onboarding.web.limits import limiter
from onboarding.web.parsing import checked
from onboarding.workspaces import locales as languages
from onboarding.workspaces.access import Caller, widget_caller

blueprint = Blueprint("votes", __name__, url_prefix="/v1/articles", description="What readers think of articles")

LIMIT = "30 per minute"
"""Votes an address may cast; a changed one counts as well."""


class VoteRequest(CallerSchema):
    """What a reader says of an article."""

    helpful = fields.Boolean(required=True, truthy={True}, falsy={False})
    comment = Text(
        longest=LONGEST_COMMENT,
        allow_none=True,
        metadata={"description": "Left out, an earlier comment stays; an empty one takes it back."},
    )
    locale = Text(
        longest=35, allow_none=True, metadata={"description": "In which the article was read; the workspace's if not."}
    )


class VoteAnswer(Strict):
    """The user's vote as it stands."""

    article = fields.String(required=True)
    locale = fields.String(required=True)
    helpful = fields.Boolean(required=True)
    comment = fields.String(required=True, allow_none=True)
    voted_at = Instant(required=True)


@blueprint.route("/<id_or_slug>/vote", methods=["POST"])
@blueprint.reads(VoteRequest)
@blueprint.response(200, VoteAnswer)
@blueprint.refuses(400, 401, 403, 404, 413, 415, 422, 429, 503)
def vote_on_article(id_or_slug: str) -> Response:
    """Say whether an article helped, known or anonymous.

    A user has one vote on each text of an article; another takes its place. What was said of a text that has been
    changed since counts for that text alone.
    """
    body = body_object()
    caller = widget_caller(body)
    with limiter.limit(LIMIT):
        return _vote(caller, checked(VoteRequest(), body), id_or_slug)


def _vote(caller: Caller, said: dict[str, Any], id_or_slug: str) -> Response:
    environment, moment = caller.environment, now()
    entry = _entry(caller, id_or_slug, said.get("locale"))
    user = people.recognise(caller, moment)
    ballot = vote(environment, entry, Opinion(said["helpful"], said.get("comment")), moment, user=user)
    return json_answer(
        {
            "article": ballot.article_id,
            "locale": ballot.locale,
            "helpful": ballot.is_helpful,
            "comment": ballot.comment,
            "voted_at": ballot.voted_at,
        }
    )


def _entry(caller: Caller, id_or_slug: str, locale: str | None) -> Entry:
    catalogue = catalogue_for(caller)
    entry = catalogue.find(id_or_slug, languages.chain(locale, caller.environment.default_locale, catalogue.locales))
    if entry is None:
        raise article_unknown()
    return entry
