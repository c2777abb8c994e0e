"""Drawing a page: what every template may use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import render_template

from onboarding.help.addresses import (
    article_path,
    collection_path,
    home_path,
    read_path,
    search_path,
    vote_path,
)
from onboarding.help.centre.alternates import Alternate
from onboarding.help.centre.language_names import name_of
from onboarding.help.centre.site import Site, direction_of

TOOLS = {
    "article_path": article_path,
    "collection_path": collection_path,
    "direction_of": direction_of,
    "home_path": home_path,
    "name_of": name_of,
    "read_path": read_path,
    "search_path": search_path,
    "vote_path": vote_path,
}


def draw_page(template: str, site: Site, alternates: Sequence[Alternate] = (), **values: Any) -> str:
    """The template as text.

    Args:
        template: its name.
        site: the help centre as the visitor sees it.
        alternates: the same page in every language.
        **values: what this page shows.
    """
    of_site = {"site": site, "words": site.words, "absolute": site.absolute}
    return render_template(template, alternates=alternates, **of_site, **TOOLS, **values)
