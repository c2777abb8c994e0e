"""Old addresses of a source's articles, so that they go on working."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from sqlalchemy import Select, select

from onboarding.help.importers.destination import Destination
from onboarding.help.importers.linking import paths_before, paths_now
from onboarding.help.importers.report import Remark, RemarkKind
from onboarding.help.importers.source_text import SourceText, TextKey
from onboarding.help.models import Article, Redirect
from onboarding.help.origins.names import kind_of
from onboarding.store.upsert import replace_rows


def claimed_addresses(texts: Iterable[SourceText]) -> tuple[dict[str, TextKey], list[Remark]]:
    """The text to which each old address leads, as the authors say, and which addresses were claimed twice."""
    claimed: dict[str, TextKey] = {}
    remarks = []
    for text, key, path in _addresses(list(texts)):
        first, _ = claimed.setdefault(path, text.key)
        if first != text.article:
            detail = f"{path} leads to another article already"
            remarks.append(text.remark_on(RemarkKind.REDIRECT, key, detail))
    return claimed, remarks


def keep_redirects(destination: Destination, targets: Mapping[str, tuple[str, str]], sources: AbstractSet[str]) -> bool:
    """Let each path lead to an article in a language; whether any led elsewhere, or nowhere, before.

    A path once stored is kept even when a later import no longer names it: somebody may still use it. Two help centres
    of a vendor may have the same paths: one that another brought in stays that one's, or each import would take it.
    """
    stored = {row.path: row for row in destination.session.execute(_stored(destination.workspace_id))}
    kinds = set(map(kind_of, sources))
    news = []
    for path, (article_id, locale) in targets.items():
        row = stored.get(path)
        if row is not None and (row.article_id, row.locale) == (article_id, locale):
            continue
        if row is not None and row.source not in sources and kind_of(row.source) in kinds:
            destination.remark(path, RemarkKind.REDIRECT, f"leads to an article of {row.source} already")
            continue
        news.append(
            {"workspace_id": destination.workspace_id, "path": path, "article_id": article_id, "locale": locale}
        )
    replace_rows(destination.session.connection(), Redirect, news)
    return bool(news)


def _stored(workspace_id: int) -> Select[str, str, str, str]:
    of_article = (Article.workspace_id == Redirect.workspace_id) & (Article.id == Redirect.article_id)
    columns = select(Redirect.path, Redirect.article_id, Redirect.locale, Article.source)
    return columns.join(Article, of_article).where(Redirect.workspace_id == workspace_id)


def _addresses(texts: list[SourceText]) -> Iterator[tuple[SourceText, str, str]]:
    """Every address with its text and the key it stands under.

    Current addresses come first: where an article stands now beats where another stood once.
    """
    for text in texts:
        yield from ((text, "permalink", path) for path in paths_now(text))
    for text in texts:
        yield from ((text, "redirect_from", path) for path in paths_before(text))
