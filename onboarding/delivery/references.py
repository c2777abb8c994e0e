"""What an event may refer to: what is live, and of articles what its reader may read."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from onboarding.events.batch import Refusal
from onboarding.events.incoming import Incoming
from onboarding.help.reading.catalogue import Catalogue
from onboarding.help.usage.search_log import VIEWED
from onboarding.help.votes.ingest import VOTED
from onboarding.progress.live import live_in
from onboarding.progress.references import references_in
from onboarding.workspaces.queries import EnvironmentView

ABOUT_ARTICLES = {VIEWED, VOTED}


def references_of(
    environment: EnvironmentView, sources: frozenset[str], read_catalogue: Callable[[], Catalogue]
) -> Callable[[Incoming], None]:
    """A check of a sender's events that raises Refusal for one that refers to what is not there for them.

    Args:
        environment: where they happened.
        sources: who the sender may say has completed a task.
        read_catalogue: what the user may read; asked once, and only if an article was opened or voted on.
    """
    check_live = references_in(live_in(environment.id), sources)
    catalogue = cache(read_catalogue)

    def check(event: Incoming) -> None:
        check_live(event)
        if event.name in ABOUT_ARTICLES and event.article not in catalogue().articles:
            raise Refusal("article_unknown", "/article", "there is no such article")

    return check
