"""What could become a synonym: a query that led to nothing, and the one that led on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, ColumnElement, Subquery, func, select, tuple_, type_coerce
from sqlalchemy.orm import aliased

from onboarding.help.synonyms.models import SuggestionVerdict
from onboarding.help.synonyms.verdicts import Pair
from onboarding.help.usage.models import Search, reader_of
from onboarding.store.reading import reading
from onboarding.store.types import MILLISECOND
from onboarding.workspaces.queries import EnvironmentView

SOON = timedelta(minutes=5)
"""Within which a second query still means what the first one meant."""
REACH = timedelta(days=90)
MOST_SUGGESTED = 30
FIRST = 1
Text = ColumnElement[str]


@dataclass(frozen=True, slots=True)
class Suggested:
    """Two queries that could be synonyms: who sought the one in vain found something with the other soon after."""

    pair: Pair
    times: int
    users: int


def suggested_synonyms(
    environment: EnvironmentView, moment: datetime, *, most: int = MOST_SUGGESTED
) -> list[Suggested]:
    """Pairs of the last 90 days that nobody has decided about, those of the most users first.

    A search counts from which nothing was opened, when the next one in the same help session that did open something
    came within five minutes, in the same language, with other words. One query that holds all of the other is a query
    made longer or shorter, and no pair.
    """
    followed = _followed(environment, moment)
    pair = (followed.c.locale, followed.c.failed, followed.c.succeeded)
    users = func.count(followed.c.reader.distinct())
    statement = (
        select(*pair, func.count(), users)
        .where(followed.c.place == FIRST, followed.c.same_language, *_other_words(*pair[1:]))
        .where(~_decided(environment.workspace_id, *pair))
        .group_by(*pair)
        .order_by(users.desc(), func.count().desc(), *pair)
        .limit(most)
    )
    rows = reading().execute(statement)
    return [Suggested(Pair(*named), times, by) for *named, times, by in rows]


def _followed(environment: EnvironmentView, moment: datetime) -> Subquery:
    """Searches that led to nothing, each with those that did lead to an article soon after, numbered in order."""
    failed, opener = aliased(Search), aliased(Search)
    locale = func.coalesce(failed.locale, environment.default_locale)
    place = func.row_number().over(partition_by=failed.id, order_by=(opener.settled_at, opener.id))
    return (
        select(
            locale.label("locale"),
            failed.normalised.label("failed"),
            opener.normalised.label("succeeded"),
            reader_of(failed).label("reader"),
            (locale == func.coalesce(opener.locale, environment.default_locale)).label("same_language"),
            place.label("place"),
        )
        .join(opener, _soon_after(failed, opener))
        .where(
            failed.environment_id == environment.id,
            failed.settled_at > moment - REACH,
            failed.opened_article_id.is_(None),
        )
        .subquery()
    )


def _soon_after(failed: type[Search], opener: type[Search]) -> ColumnElement[bool]:
    delay = type_coerce(opener.settled_at, BigInteger) - type_coerce(failed.settled_at, BigInteger)
    return (
        (opener.environment_id == failed.environment_id)
        & (opener.help_session == failed.help_session)
        & opener.opened_article_id.is_not(None)
        & (tuple_(opener.settled_at, opener.id) > tuple_(failed.settled_at, failed.id))
        & (delay <= SOON // MILLISECOND)
    )


def _other_words(one: Text, other: Text) -> tuple[ColumnElement[bool], ...]:
    """Neither holds the other. Taking a text out of one that does not hold it changes nothing, in either database."""
    return (func.replace(one, other, "") == one, func.replace(other, one, "") == other)


def _decided(workspace_id: int, locale: Text, failed: Text, succeeded: Text) -> ColumnElement[bool]:
    verdict = SuggestionVerdict
    of_pair = (verdict.locale == locale, verdict.failed == failed, verdict.succeeded == succeeded)
    return select(verdict.decided_at).where(verdict.workspace_id == workspace_id, *of_pair).exists()
