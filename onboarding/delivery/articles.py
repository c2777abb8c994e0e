"""Articles and collections as the widget shows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Response
from flask.blueprints import BlueprintSetupState

from onboarding.delivery.listed import listed
from onboarding.delivery.readers import Reader, article_unknown, reader_of
from onboarding.help.addresses import article_path
from onboarding.help.public_addresses import addresses_elsewhere
from onboarding.help.reading.catalogue import Catalogue
from onboarding.help.reading.queries import article_view
from onboarding.help.reading.schemas import ArticleAnswer, CollectionsAnswer, ReaderArgs
from onboarding.help.reading.tree import Branch, entries_in, tree
from onboarding.help.search.related import related
from onboarding.store.cache import Memory
from onboarding.store.per_app import PerApp
from onboarding.web.answers import NEVER, cacheable, encode, for_seconds
from onboarding.web.api import Blueprint

blueprint = Blueprint("articles", __name__, url_prefix="/v1", description="Reading articles")
SECONDS = 60
"""For which a browser may show an article without asking whether it changed."""
MOST_BYTES = 16 * 1024 * 1024
"""Of encoded answers that a process remembers."""

Key = tuple[int, str, frozenset[str], tuple[str, ...], str]
"""Workspace, edition, the reader's audiences, languages in which something is written, and which article, if one."""
ANSWERS: PerApp[Memory[Key, bytes]] = PerApp("article_answers")


@blueprint.route("/articles/<id_or_slug>", methods=["GET"])
@blueprint.arguments(ReaderArgs, location="query")
@blueprint.response(200, ArticleAnswer)
@blueprint.refuses(401, 403, 404, 422, 429, 503)
def read_article(arguments: dict[str, Any], id_or_slug: str) -> Response:
    """Answer with an article in the reader's language, or in the nearest one it is written in.

    An article that is for some users only is answered when `Authorization: Bearer <identity token>` proves one of them.
    """
    reader = reader_of(arguments)
    entry = reader.catalogue.find(id_or_slug, reader.locales)
    if entry is None:
        raise article_unknown()
    return _answer(reader, entry.article_id, _article)


@blueprint.route("/collections", methods=["GET"])
@blueprint.arguments(ReaderArgs, location="query")
@blueprint.response(200, CollectionsAnswer)
@blueprint.refuses(401, 403, 422, 429, 503)
def list_collections(arguments: dict[str, Any]) -> Response:
    """Answer with every collection in which there is something to read, and what that is.

    Articles that are for some users only are listed for those whom `Authorization: Bearer <identity token>` proves.
    """
    return _answer(reader_of(arguments), "", _collections)


def _answer(reader: Reader, article_id: str, make: Callable[[Catalogue, Sequence[str], str], bytes]) -> Response:
    """What `make` returns, remembered: it is the same until the articles change."""
    catalogue = reader.catalogue
    locales = catalogue.languages(reader.locales)
    memory = ANSWERS.get()
    key = (catalogue.workspace_id, catalogue.edition, catalogue.labels, locales, article_id)
    body = memory.get(key)
    if body is None:
        body = make(catalogue, locales, article_id)
        memory.put(key, body)
    varies = {"Vary": "Authorization"}
    if reader.identified:  # perhaps not for everybody: no cache may hand it to the next reader
        return Response(body, 200, {"Cache-Control": NEVER, **varies}, mimetype="application/json")
    return cacheable(body, keep=for_seconds(SECONDS), headers=varies)


def _remember(state: BlueprintSetupState) -> None:
    ANSWERS.put(state.app, Memory(seconds=SECONDS, capacity=MOST_BYTES, weigh=len))


blueprint.record(_remember)


def _article(catalogue: Catalogue, locales: Sequence[str], article_id: str) -> bytes:
    article = article_view(catalogue, article_id, locales)
    if article is None:
        raise article_unknown()
    entry, addresses = article.entry, addresses_elsewhere(catalogue.workspace_id)
    answer = {
        **listed(entry),
        "collection": [{"slug": each.slug, "title": each.text(locales, "title")} for each in article.trail],
        "blocks": addresses.led(article.blocks),
        "url": addresses.page(article_path(entry.locale, entry.slug)) if article.is_for_everyone else None,
        "updated_at": entry.updated_at,
        "related": [listed(each) for each in related(catalogue, entry, locales)],
    }
    return encode(answer)


def _collections(catalogue: Catalogue, locales: Sequence[str], _: str) -> bytes:
    answer = {
        "items": [_branch(branch, locales) for branch in tree(catalogue, locales)],
        "articles": [listed(entry) for entry in entries_in(catalogue, None, locales)],
    }
    return encode(answer)


def _branch(branch: Branch, locales: Sequence[str]) -> dict[str, Any]:
    return {
        "slug": branch.collection.slug,
        "title": branch.collection.text(locales, "title"),
        "description": branch.collection.text(locales, "description"),
        "articles": [listed(entry) for entry in branch.articles],
        "collections": [_branch(inner, locales) for inner in branch.branches],
    }
