"""`GET /v1/search`: articles for what is being typed, one answer per keystroke."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from flask import Response

from onboarding.delivery.listed import listed
from onboarding.delivery.readers import Reader, holder_of, reader_of
from onboarding.help.search.answering import Results, search
from onboarding.help.search.by_language import Found
from onboarding.help.search.explaining import Explained, explained
from onboarding.help.search.index import SearchUnavailable
from onboarding.help.search.schemas import SearchAnswer, SearchArgs
from onboarding.help.signals.priors import Whereabouts
from onboarding.progress.open_articles import articles_of_tasks, open_articles
from onboarding.web.answers import json_answer
from onboarding.web.api import Blueprint
from onboarding.web.problems import Problem

blueprint = Blueprint("search", __name__, url_prefix="/v1", description="Finding articles")
Explanations = Mapping[str, Explained]


@blueprint.route("/search", methods=["GET"])
@blueprint.arguments(SearchArgs, location="query")
@blueprint.response(200, SearchAnswer)
@blueprint.refuses(401, 403, 422, 429, 503)
def search_articles(arguments: dict[str, Any]) -> Response:
    """Answer with the articles that fit best, in the reader's language first.

    The last word may be unfinished, and misspelt words are corrected. An answer may be thrown away: a query is
    logged only when the widget says that it has settled. Articles that are for some users only are found by those
    whom `Authorization: Bearer <identity token>` proves. When nothing is found, `nearest` and `offered` lead on.
    `explain` is for those who tend the articles: with a secret key, it says of every score what it is made of.
    """
    wants_parts = arguments["explain"]
    reader = holder_of(arguments) if wants_parts else reader_of(arguments)
    try:
        results = search(
            reader.catalogue,
            arguments["q"],
            reader.locales,
            limit=arguments["limit"],
            typing=True,
            literal=arguments["literal"],
            place=Whereabouts(arguments["url"], _open_articles(reader, arguments.get("tasks"))),
        )
    except SearchUnavailable as error:
        detail = "The search index is being made; try again."
        raise Problem(503, "search_unavailable", detail, headers={"Retry-After": "2"}) from error
    return json_answer(_answer(reader, results, explained(results) if wants_parts else None))


def _open_articles(reader: Reader, named: Sequence[str] | None) -> Sequence[str]:
    if named is not None:
        return articles_of_tasks(reader.environment_id, named)
    return open_articles(reader.environment_id, reader.external_id) if reader.external_id else ()


def _answer(reader: Reader, results: Results, explanations: Explanations | None) -> dict[str, Any]:
    return {
        "search_id": results.search_id,
        "query": results.query,
        "corrected": results.corrected,
        "did_you_mean": results.did_you_mean,
        "locale": results.locale,
        "items": [_item(reader, found, explanations) for found in results.items],
        "holds_all": bool(results.items) and not results.partial,
        "nearest": [_item(reader, found, explanations) for found in results.nearest],
        "offered": [listed(entry) for entry in results.offered],
    }


def _item(reader: Reader, found: Found, explanations: Explanations | None) -> dict[str, Any]:
    entry, catalogue = found.entry, reader.catalogue
    collection_id = catalogue.articles[entry.article_id].collection_id
    item = {
        "id": entry.article_id,
        "slug": entry.slug,
        "title": found.title,
        "snippet": found.snippet,
        "locale": entry.locale,
        "collection": catalogue.collections[collection_id].text(reader.locales, "title") if collection_id else None,
    }
    if explanations is None:
        return item
    return item | {"explanation": _explanation(explanations.get(entry.article_id))}


def _explanation(found: Explained | None) -> dict[str, Any] | None:
    if found is None:
        return None
    score = found.score
    words = [{**asdict(word.match), "whole_text": word.whole_text, "title": word.title} for word in score.words]
    parts = {"score": score.score, "words": words, "title_bonus": score.title_bonus, "prior": score.prior}
    return parts | {"meaning": score.meaning, "signals": asdict(found.signals)}
