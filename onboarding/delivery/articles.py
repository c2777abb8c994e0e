"""Articles and collections as the widget shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, current_app
from flask.blueprints import BlueprintSetupState

from onboarding.content.blocks import Blocks
from onboarding.help.addresses import absolute, article_path
from onboarding.help.catalogue import Entry
from onboarding.help.queries import article_view, catalogue_of
from onboarding.help.schemas import ArticleAnswer, CollectionsAnswer, ReaderArgs
from onboarding.help.search import related
from onboarding.help.tree import Branch, entries_in, tree
from onboarding.store.cache import ShortCache
from onboarding.web.answers import cacheable, encode
from onboarding.web.api import Blueprint
from onboarding.web.problems import Problem
from onboarding.workspaces import locales as languages
from onboarding.workspaces.access import widget_environment

blueprint = Blueprint("articles", __name__, url_prefix="/v1", description="Reading articles")
MAX_AGE = 60
"""Seconds for which a browser may show an article without asking whether it changed."""
REMEMBERED = 1_000
"""Answers of a kind kept in the process."""
ARTICLES, COLLECTIONS = "handrail.article_answers", "handrail.collection_answers"

Key = tuple[int, str, tuple[str, ...], str]
"""Workspace, edition, languages, and which article."""
Answers = ShortCache[Key, bytes]


@blueprint.route("/articles/<id_or_slug>", methods=["GET"])
@blueprint.arguments(ReaderArgs, location="query")
@blueprint.response(200, ArticleAnswer)
@blueprint.refuses(401, 403, 404, 422, 429, 503)
def read_article(arguments: dict[str, Any], id_or_slug: str) -> Response:
    """Answer with an article in the reader's language, or in the nearest one it is written in."""
    environment = widget_environment(arguments["key"])
    locales = languages.chain(arguments["locale"], environment.default_locale)
    edition = catalogue_of(environment.workspace_id).edition
    memory: Answers = current_app.extensions[ARTICLES]
    return cacheable(memory.get((environment.workspace_id, edition, locales, id_or_slug)), max_age=MAX_AGE)


@blueprint.route("/collections", methods=["GET"])
@blueprint.arguments(ReaderArgs, location="query")
@blueprint.response(200, CollectionsAnswer)
@blueprint.refuses(401, 403, 422, 429, 503)
def list_collections(arguments: dict[str, Any]) -> Response:
    """Answer with every collection in which there is something to read, and what that is."""
    environment = widget_environment(arguments["key"])
    locales = languages.chain(arguments["locale"], environment.default_locale)
    edition = catalogue_of(environment.workspace_id).edition
    memory: Answers = current_app.extensions[COLLECTIONS]
    return cacheable(memory.get((environment.workspace_id, edition, locales, "")), max_age=MAX_AGE)


def _remember(state: BlueprintSetupState) -> None:
    """Give the application its memory of answers, which are the same until the articles change."""
    for name, load in ((ARTICLES, _article), (COLLECTIONS, _collections)):
        state.app.extensions[name] = ShortCache(load, seconds=MAX_AGE, size=REMEMBERED)


blueprint.record(_remember)


def _article(key: Key) -> bytes:
    workspace_id, _, locales, id_or_slug = key
    catalogue = catalogue_of(workspace_id)
    article = article_view(catalogue, id_or_slug, locales)
    if article is None:
        raise Problem(404, "article_unknown", "There is no such article.")
    entry = article.entry
    answer = {
        **_listed(entry),
        "locale": entry.locale,
        "collection": [{"slug": shelf.slug, "title": shelf.text(locales, "title")} for shelf in article.trail],
        "blocks": _with_whole_addresses(article.blocks),
        "url": absolute(article_path(entry.locale, entry.slug)),
        "updated_at": entry.updated_at,
        "related": [_listed(each) for each in related(catalogue, entry, locales)],
    }
    return encode(answer)


def _collections(key: Key) -> bytes:
    workspace_id, _, locales, _ = key
    catalogue = catalogue_of(workspace_id)
    answer = {
        "items": [_branch(branch, locales) for branch in tree(catalogue, locales)],
        "articles": [_listed(entry) for entry in entries_in(catalogue, None, locales)],
    }
    return encode(answer)


def _branch(branch: Branch, locales: Sequence[str]) -> dict[str, Any]:
    return {
        "slug": branch.shelf.slug,
        "title": branch.shelf.text(locales, "title"),
        "description": branch.shelf.text(locales, "description"),
        "articles": [_listed(entry) for entry in branch.articles],
        "collections": [_branch(inner, locales) for inner in branch.branches],
    }


def _listed(entry: Entry) -> dict[str, str]:
    return {"id": entry.article_id, "slug": entry.slug, "title": entry.title}


def _with_whole_addresses(blocks: Blocks) -> Blocks:
    """The tree with our own paths made absolute: the widget shows it on a page of another site."""
    return [node if isinstance(node, str) else _with_whole_address(node) for node in blocks]


def _with_whole_address(node: dict[str, Any]) -> dict[str, Any]:
    whole: dict[str, Any] = {
        name: absolute(node[name]) for name in ("href", "src") if node.get(name, "").startswith("/")
    }
    if "children" in node:
        whole["children"] = _with_whole_addresses(node["children"])
    return {**node, **whole}
