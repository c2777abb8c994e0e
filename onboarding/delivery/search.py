"""`GET /v1/search`: articles for what is being typed, one answer per keystroke."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response

from onboarding.delivery.readers import reader_of
from onboarding.help.catalogue import Catalogue
from onboarding.help.indexing import SearchUnavailable
from onboarding.help.schemas import SearchAnswer, SearchArgs
from onboarding.help.search import Found, search
from onboarding.web.answers import json_answer
from onboarding.web.api import Blueprint
from onboarding.web.problems import Problem

blueprint = Blueprint("search", __name__, url_prefix="/v1", description="Finding articles")


@blueprint.route("/search", methods=["GET"])
@blueprint.arguments(SearchArgs, location="query")
@blueprint.response(200, SearchAnswer)
@blueprint.refuses(401, 403, 422, 429, 503)
def search_articles(arguments: dict[str, Any]) -> Response:
    """Answer with the articles that fit best, in the reader's language first.

    The last word may be unfinished, and misspelt words are corrected. An answer may be thrown away: a query is
    logged only when the widget says that it has settled. Articles that are for some users only are found by those
    whom `Authorization: Bearer <identity token>` proves.
    """
    reader = reader_of(arguments)
    catalogue, locales = reader.catalogue, reader.locales
    limit, literal = arguments["limit"], arguments["literal"]
    try:
        results = search(catalogue, arguments["q"], locales, limit=limit, typing=True, literal=literal)
    except SearchUnavailable as error:
        detail = "The search index is being made; try again."
        raise Problem(503, "search_unavailable", detail, headers={"Retry-After": "2"}) from error
    return json_answer(
        {
            "search_id": results.search_id,
            "query": results.query,
            "corrected": results.corrected,
            "locale": results.locale,
            "items": [_item(found, catalogue, locales) for found in results.items],
        }
    )


def _item(found: Found, catalogue: Catalogue, locales: Sequence[str]) -> dict[str, Any]:
    entry = found.entry
    collection_id = catalogue.articles[entry.article_id].collection_id
    return {
        "id": entry.article_id,
        "slug": entry.slug,
        "title": found.title,
        "snippet": found.snippet,
        "locale": entry.locale,
        "collection": catalogue.collections[collection_id].text(locales, "title") if collection_id else None,
    }
