"""What a process keeps of a workspace's catalogue for readers of several audiences."""

from __future__ import annotations

import pytest

from onboarding.help.reading import catalogue_views
from onboarding.help.reading.catalogue import Catalogue
from onboarding.help.reading.queries import catalogue_of
from onboarding.rules.conditions import Facts
from tests.help.library import Library


def for_plans(library: Library, count: int) -> list[dict[str, str]]:
    """An article for each of so many plans; what is proven of their users."""
    plans = [f"plan-{number}" for number in range(count)]
    for plan in plans:
        library.write(f"{plan}.en.md", audience={"trait": "plan", "is": plan})
    library.bring_in()
    return [{"plan": plan} for plan in plans]


def test_views_asked_for_longest_ago_give_way(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue_views, "MOST_VIEWS", 3)
    first, second, third = for_plans(library, 3)

    def view(traits: dict[str, str]) -> Catalogue:
        return catalogue_of(library.tenant.workspace_id, Facts(traits, {}))

    views = [view(first), view(second)]
    assert view(first) is views[0]
    assert {article.entries["en"].slug for article in view(third).articles.values()} == {"plan-2"}
    assert view(first) is views[0]
    assert view(second) is not views[1]
    assert view(second) == views[1]


def test_views_of_readers_weigh_on_what_a_process_keeps(library: Library) -> None:
    everyone = [library.write(f"bank-{number}.en.md") for number in range(12)]
    plans = for_plans(library, 3)
    visitors = catalogue_of(library.tenant.workspace_id)
    views = {visitors.labels: visitors}
    light = catalogue_views.weight(views)
    assert light == 1 + len(everyone) + len(plans)
    for number, traits in enumerate(plans, 1):
        labels = visitors.labels_of(Facts(traits, {}))
        views = dict(catalogue_views.seen_last(views, labels, 1_000))
        assert catalogue_views.weight(views) == light + number * (len(everyone) + 1) // catalogue_views.SHARE
    one_more = light + 2 * (len(everyone) + 1) // catalogue_views.SHARE
    assert len(catalogue_views.seen_last(views, labels, one_more)) == 3
    assert list(catalogue_views.seen_last(views, labels, light)) == [visitors.labels]
