"""What the help centre serves besides pages: articles as Markdown, pictures, what machines read, its colours."""

from __future__ import annotations

from functools import partial
from urllib.parse import quote

from flask import Blueprint, Response, abort, request
from werkzeug.wrappers import Response as Redirection

from onboarding.help.addresses import ROOT, article_path, image_path
from onboarding.help.centre import colours
from onboarding.help.centre.answering import KEEP
from onboarding.help.centre.drawing import draw_page
from onboarding.help.centre.markdown_page import markdown_answer
from onboarding.help.centre.moved import moved_to
from onboarding.help.centre.site import site_or_404
from onboarding.help.files.serving import image_data, served_file
from onboarding.help.public_addresses import WORKSPACE
from onboarding.help.reading.queries import article_view
from onboarding.help.reading.tree import entries_in
from onboarding.web.answers import BY_ITS_READER, FOR_EVER, cacheable, cacheable_as
from onboarding.workspaces.installed import workspace_called

files = Blueprint("help_files", __name__, url_prefix=ROOT)
ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""Policy of a picture opened by itself: a drawing (SVG) may style itself, and do nothing else."""


@files.get("/<locale>/articles/<slug>.md")
def article_as_markdown(locale: str, slug: str) -> Response | Redirection:
    """An article for programs, and for people who copy."""
    site = site_or_404(locale)
    read = article_view(site.catalogue, slug, site.locales)
    if read is None:
        abort(404)
    if slug != read.entry.slug:
        return moved_to(f"{article_path(locale, read.entry.slug)}.md")
    return markdown_answer(site, read)


@files.get("/images/<name>")
def picture(name: str) -> Response:
    """A picture that an article shows, or a file it offers; its address changes with what it holds."""
    digest, dot, suffix = name.partition(".")
    workspace_id = _owner()
    file = None if "\0" in name else served_file(workspace_id, image_path(digest, dot + suffix), digest)
    if file is None:
        abort(404)
    read = partial(image_data, workspace_id, digest)
    headers = {"Content-Security-Policy": ALONE}
    if not file.media_type.startswith("image/"):  # to be saved: on this server nothing an editor uploaded is a page
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name)}"
    keep = FOR_EVER if file.is_public else BY_ITS_READER
    return cacheable_as(digest, read, keep=keep, mimetype=file.media_type, headers=headers)


def _owner() -> int:
    """Whose file is asked for: pages outside the help centre say so, its own need not."""
    if WORKSPACE not in request.args:
        return site_or_404(None).catalogue.workspace_id
    workspace = workspace_called(request.args[WORKSPACE])
    return abort(404) if workspace is None else workspace.id


@files.get("/llms.txt")
def index_for_machines() -> Response:
    """Every article that visitors may read, with the address of its Markdown (https://llmstxt.org)."""
    site = site_or_404(None)
    body = draw_page("help/llms.txt", site, loose=entries_in(site.catalogue, None, site.locales))
    return cacheable(body.encode(), keep=KEEP, mimetype="text/plain")


@files.get("/<locale>/opensearch.xml")
def search_description(locale: str) -> Response:
    """How a browser searches here from its own address bar."""
    body = draw_page("help/opensearch.xml", site_or_404(locale))
    return cacheable(body.encode(), keep=KEEP, mimetype="application/opensearchdescription+xml")


@files.get("/theme.css")
def theme() -> Response:
    """The colours the workspace chose."""
    return cacheable(colours.stylesheet(site_or_404(None).theme).encode(), keep=KEEP, mimetype="text/css")
