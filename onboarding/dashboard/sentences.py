"""What a funnel says, in plain words."""

from __future__ import annotations

from onboarding.dashboard import words
from onboarding.insights.funnels.contact_counts import SearchCount
from onboarding.insights.funnels.figures import Funnel
from onboarding.insights.funnels.task_figures import FunnelTask


def worst_task(funnel: Funnel) -> str | None:
    """Which task stands in the way most and what people seek there; None when nothing can be told yet."""
    if funnel.worst is None:
        return None
    task = funnel.task(funnel.worst.task)
    parts = [f"{task.title} loses {_of_100(task.drop_off)} of every 100 people who have it to do"]
    if task.tickets_per_100 is not None:
        parts.append(f", and they open {words.per_100(task.tickets_per_100)} tickets per 100 while it is open")
    elif task.tickets:
        parts.append(f", and they opened {words.plural(task.tickets, 'ticket')} while it was open")
    parts.append(".")
    search = vain_search(task)
    if search is not None:
        parts.append(f" Searched then: “{search.query}” ({search.times}×, {outcome(search)}).")
    return "".join(parts)


def vain_search(task: FunnelTask) -> SearchCount | None:
    """The query that most often led to nothing being opened."""
    return max(task.searches, key=lambda each: each.times - each.opened, default=None)


def outcome(search: SearchCount) -> str:
    """What came of a query."""
    if search.results == 0:
        return "nothing found"
    if search.opened == 0:
        return "nothing opened"
    return f"opened {search.opened}×"


def _of_100(share: float | None) -> str:
    value = 100 * (share or 0)
    return f"{value:.0f}" if value >= 1 else f"{value:.1f}"
