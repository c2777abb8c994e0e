"""What people search for and what comes of it: the same values for the page, the endpoint and the spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from onboarding.help.reading.catalogue import Catalogue
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.usage.models import Surface
from onboarding.insights.rates import Rate, rate
from onboarding.insights.searches import counts as search_counts
from onboarding.insights.searches.counts import QueryCount, Totals
from onboarding.insights.searches.details import QueryDetails, details_of
from onboarding.insights.searches.scope import QueryCursor, SearchScope
from onboarding.insights.withholding import LEAST_SEARCHES, Withheld
from onboarding.web.paging import page_of
from onboarding.workspaces.queries import EnvironmentView


@dataclass(frozen=True, slots=True)
class OpenedArticle:
    """An article that was opened for a query."""

    article: str
    title: str | None
    """None when nobody can read it any more."""
    times: int


@dataclass(frozen=True, slots=True)
class SoughtIn:
    """A language in which a query was sought; None where it is not known."""

    locale: str | None
    times: int


@dataclass(frozen=True, slots=True)
class SoughtOn:
    """A surface on which a query was sought."""

    surface: Surface
    times: int


@dataclass(frozen=True, slots=True)
class SoughtDuring:
    """A task that was open when a query was sought."""

    checklist: str
    task: str
    times: int


@dataclass(frozen=True, kw_only=True)
class QueryFigures:
    """One query and what came of it."""

    query: str
    searches: int
    users: int
    before: int
    """Searches in the period of the same length before."""
    without_result: Rate
    opened: Rate
    asked: Rate
    in_vain: int
    vain_users: int
    vain_asked: int
    weight: float
    """Users who sought in vain × share of these searches that were followed by a request."""
    articles: Sequence[OpenedArticle]
    languages: Sequence[SoughtIn]
    surfaces: Sequence[SoughtOn]
    tasks: Sequence[SoughtDuring]


@dataclass(frozen=True, kw_only=True)
class SearchReport:
    """A page of queries, and all searches together."""

    scope: SearchScope
    searches: int
    users: int
    without_result: Rate
    opened: Rate
    asked: Rate
    items: Sequence[QueryFigures]
    next_cursor: str | None


def search_report(
    environment: EnvironmentView, scope: SearchScope, *, limit: int, after: QueryCursor | None = None
) -> SearchReport:
    """At most `limit` queries after the cursor's, with everything that is known of them; seven statements."""
    counts = search_counts.query_counts(environment.id, scope, limit=limit + 1, after=after)
    shown, next_cursor = page_of(counts, limit, partial(search_counts.cursor_of, scope))
    whole = search_counts.totals(environment.id, scope)
    return SearchReport(
        scope=scope,
        searches=whole.searches,
        users=whole.users,
        **_shares(whole),
        items=_figures(environment, scope, shown),
        next_cursor=next_cursor,
    )


def _figures(environment: EnvironmentView, scope: SearchScope, counts: Sequence[QueryCount]) -> list[QueryFigures]:
    details = details_of(environment, scope, [each.query for each in counts])
    titles = _titles(catalogue_of(environment.workspace_id), environment.default_locale)
    return [_figures_of(each, details, titles) for each in counts]


def _figures_of(count: QueryCount, details: QueryDetails, titles: Mapping[str, str]) -> QueryFigures:
    query = count.query
    return QueryFigures(
        query=query,
        searches=count.searches,
        users=count.users,
        before=details.before.get(query, 0),
        **_shares(count),
        in_vain=count.in_vain,
        vain_users=count.vain_users,
        vain_asked=count.vain_asked,
        weight=count.weight / search_counts.THOUSANDTHS,
        articles=[OpenedArticle(id_, titles.get(id_), times) for id_, times in details.articles.get(query, ())],
        languages=[SoughtIn(*row) for row in details.languages.get(query, ())],
        surfaces=[SoughtOn(*row) for row in details.surfaces.get(query, ())],
        tasks=[SoughtDuring(*row) for row in details.tasks.get(query, ())],
    )


def _shares(of: QueryCount | Totals) -> dict[str, Rate]:
    """The shares of searches that a query and all searches together are judged by."""
    withheld = Withheld.FEW_SEARCHES if of.searches < LEAST_SEARCHES else None
    counts = {"without_result": of.without_result, "opened": of.opened, "asked": of.asked}
    return {name: rate(count, of.searches, withheld=withheld) for name, count in counts.items()}


def _titles(catalogue: Catalogue, default_locale: str) -> Mapping[str, str]:
    """Titles of everything that anybody can read, in the workspace's own language where there is one."""
    entries = {id_: article.entries for id_, article in catalogue.published.items()}
    return {id_: texts.get(default_locale, texts[min(texts)]).title for id_, texts in entries.items()}
