"""Links to what was deleted here: they lead to the article that has its addresses since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from onboarding.help.importers.linking import Slugs, paths_before, paths_now
from onboarding.help.importers.links import LinkedArticle, LinkMap
from onboarding.help.importers.present import Present
from onboarding.help.importers.source_text import SourceText


def lead_to_heirs(links: LinkMap, left_out: Iterable[SourceText], present: Present, slugs: Slugs) -> LinkMap:
    """The links, with the addresses of texts that do not come in leading to what is here in their place.

    Args:
        links: of the source, which are known already and go before these.
        left_out: the texts.
        present: what is here.
        slugs: what texts are called from now on; the others keep the slug they have.
    """
    articles: dict[str, dict[str, str]] = defaultdict(dict)
    for text in present.texts:
        articles[text.article_id][text.locale] = slugs.get(text.key, text.slug)
    for deleted in left_out:
        heir = present.deletions.heir_of(deleted)
        if heir in articles:
            linked = LinkedArticle(articles[heir])
            for path in (*paths_now(deleted), *paths_before(deleted)):
                links.add_path(path, linked, deleted.locale)
            for file in (deleted.file, f"{deleted.name}.md", deleted.name):
                links.add_file(file, linked, deleted.locale)
    return links
