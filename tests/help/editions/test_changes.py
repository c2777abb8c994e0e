"""The sequence of changes: what is derived from the articles follows it, and costs what changed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from kb_search import WhooshEngine
from onboarding.help.editions import changes
from onboarding.help.editions.changes import changes_since
from onboarding.help.editions.edition import read_edition, renew_edition
from onboarding.help.editions.models import Edition
from onboarding.help.models import ArticleTranslation
from onboarding.help.reading import queries
from onboarding.help.reading.loading import read_catalogue, renewed_catalogue
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.search.answering import search
from onboarding.help.search.indexing import article_index
from onboarding.store import db, transaction
from tests.conftest import NOON, StatementCount, Tenant
from tests.help.library import Library

Counting = Callable[[], AbstractContextManager[StatementCount]]
EN = frozenset({"en"})


def changed_by_import(library: Library, before: str) -> dict[str, set[str]]:
    """Languages by slug of what the sequence lists since an edition."""
    listed = changes_since(library.tenant.workspace_id, before)
    assert listed is not None
    rows = db.session.execute(select(ArticleTranslation.article_id, ArticleTranslation.slug))
    slugs = dict(rows.all())
    return {slugs[article_id]: set(locales) for article_id, locales in listed.items()}


def test_an_import_lists_what_it_changed_and_nothing_else(library: Library) -> None:
    library.write("same.en.md")
    library.write("text.en.md")
    library.write("text.de.md", slug="text")
    library.write("place.en.md")
    library.write("people.en.md")
    gone = library.write("gone.en.md")
    library.bring_in()
    before = read_edition(library.tenant.workspace_id)
    library.write("text.de.md", "Andere Worte.", slug="text")
    library.write("place.en.md", order=7)
    library.write("people.en.md", audience="known")
    library.write("new.en.md")
    gone.unlink()
    library.bring_in(prune=True)
    assert changed_by_import(library, before) == {
        "text": {"de"}, "place": set(), "people": {"en"}, "new": {"en"}, "gone": {"en"}
    }  # fmt: skip


def test_changes_add_up_over_editions(library: Library) -> None:
    library.write("one.en.md")
    library.bring_in()
    before = read_edition(library.tenant.workspace_id)
    for name in ("two.en.md", "three.en.md", "two.en.md"):
        library.write(name, f"Words {name} {read_edition(library.tenant.workspace_id)}.")
        library.bring_in()
    assert changed_by_import(library, before) == {"two": {"en"}, "three": {"en"}}
    newest = read_edition(library.tenant.workspace_id)
    assert changes_since(library.tenant.workspace_id, newest) == {}


def test_edition_of_another_database_or_workspace_tells_nothing(tenant: Tenant, other_tenant: Tenant) -> None:
    for each in (tenant, other_tenant):
        with transaction() as session:
            renew_edition(session, each.workspace_id, {})
    assert changes_since(tenant.workspace_id, "edn_of_another") is None
    assert changes_since(tenant.workspace_id, "") is None
    assert changes_since(tenant.workspace_id, read_edition(other_tenant.workspace_id)) is None
    assert changes_since(tenant.workspace_id, read_edition(tenant.workspace_id)) == {}


def test_change_of_unknown_extent_means_that_everything_is_compared(tenant: Tenant) -> None:
    with transaction() as session:
        renew_edition(session, tenant.workspace_id, {"art_1": ["en"]})
    before = read_edition(tenant.workspace_id)
    with transaction() as session:
        renew_edition(session, tenant.workspace_id)
    assert changes_since(tenant.workspace_id, before) is None


def test_sequence_is_bounded(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "KEPT", 3)
    monkeypatch.setattr(changes, "MOST_LISTED", 2)
    editions = []
    for number in range(5):
        with transaction() as session:
            renew_edition(session, tenant.workspace_id, {f"art_{number}": ["en"]})
        editions.append(read_edition(tenant.workspace_id))
    assert db.session.scalar(select(func.count()).select_from(Edition)) == 3
    assert changes_since(tenant.workspace_id, editions[0]) is None
    assert changes_since(tenant.workspace_id, editions[2]) == {"art_3": EN, "art_4": EN}
    with transaction() as session:
        renew_edition(session, tenant.workspace_id, {"art_5": ["en"]})
    assert changes_since(tenant.workspace_id, editions[3]) == {"art_4": EN, "art_5": EN}
    with transaction() as session:
        renew_edition(session, tenant.workspace_id, {"art_6": [], "art_7": [], "art_8": []})
    assert changes_since(tenant.workspace_id, editions[4]) is None


def test_one_change_is_applied_without_comparing_the_others(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        library.write(f"bank-{number}.en.md")
    library.bring_in()
    monkeypatch.setattr(WhooshEngine, "verify", lambda *_: pytest.fail("every article was compared"))
    monkeypatch.setattr(WhooshEngine, "rebuild", lambda *_: pytest.fail("every article was written"))
    library.write("bank-2.en.md", "unheard")
    library.write("bank-3.en.md", draft=True)
    library.bring_in()
    catalogue = catalogue_of(library.tenant.workspace_id)
    assert [item.entry.slug for item in search(catalogue, "unheard", ("en",), limit=5).items] == ["bank-2"]
    monkeypatch.undo()
    assert not article_index().compare(library.tenant.workspace_id, "en")


def test_statements_of_following_a_change_do_not_grow_with_the_articles(
    library: Library, count_statements: Counting
) -> None:
    counts = []
    for total in (2, 12):
        for number in range(total):
            library.write(f"bank-{number}.en.md")
        library.bring_in()
        old = read_catalogue(library.tenant.workspace_id)
        library.write("bank-0.en.md", f"{total}")
        library.bring_in()
        with count_statements() as count:
            new = renewed_catalogue(old)
        assert new == read_catalogue(library.tenant.workspace_id)
        counts.append(count.total)
    assert counts[0] == counts[1] <= 5


def test_reader_of_an_older_edition_does_not_take_the_index_back(library: Library) -> None:
    library.write("bank.en.md")
    library.bring_in()
    old = catalogue_of(library.tenant.workspace_id)
    library.write("card.en.md", "fresh")
    library.bring_in()
    assert search(old, "bank", ("en",), limit=5).items != ()
    assert not article_index().compare(library.tenant.workspace_id, "en")


def test_a_text_changed_behind_the_sequence_is_found_by_verifying(library: Library) -> None:
    library.write("bank.en.md")
    library.bring_in()
    with transaction() as session:
        session.execute(update(ArticleTranslation).values(updated_at=NOON + timedelta(hours=1)))
    difference = article_index().compare(library.tenant.workspace_id, "en")
    assert len(difference.stale) == 1
    assert not difference.missing


def test_process_keeps_so_many_articles_and_no_more(
    app: Flask, library: Library, other_tenant: Tenant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST_KEPT", 5)
    queries.register(app)
    others = Library(tmp_path / "others", other_tenant)
    for each in (library, others):
        for number in range(3):
            each.write(f"bank-{number}.en.md")
        each.bring_in()
    first = catalogue_of(library.tenant.workspace_id)
    assert catalogue_of(library.tenant.workspace_id) is first
    assert len(catalogue_of(other_tenant.workspace_id).articles) == 3
    again = catalogue_of(library.tenant.workspace_id)
    assert again == first
    assert again is not first


STEP = st.tuples(
    st.sampled_from(["write", "move", "restrict", "draft", "remove", "rename", "other language"]), st.integers(0, 3)
)


def take(library: Library, kind: str, number: int, turn: int) -> None:
    """One thing an author does."""
    name, path = f"article-{number}.en.md", library.folder / f"article-{number}.en.md"
    heads: dict[str, dict[str, Any]] = {
        "move": {"order": turn, "collection": f"place-{turn % 2}"},
        "restrict": {"audience": "known"},
        "draft": {"draft": True},
        "rename": {"slug": f"other-{number}-{turn}", "suggest_on": [f"/page-{turn}"]},
    }
    if kind == "remove":
        path.unlink(missing_ok=True)
    elif kind == "other language":
        library.write(f"both-{number}.en.md", "Words.")
        library.write(f"both-{number}.de.md", f"Worte {turn}.", slug=f"artikel-{number}")
    else:
        library.write(name, f"Words {turn}.", **heads.get(kind, {}))


@given(steps=st.lists(STEP, max_size=6))
@settings(max_examples=12)
def test_catalogue_and_index_that_follow_are_those_read_anew(library: Library, steps: list[Any]) -> None:
    for path in library.folder.glob("*.md"):
        path.unlink()
    library.write("always.en.md")
    library.bring_in(prune=True)
    followed = read_catalogue(library.tenant.workspace_id)
    for turn, (kind, number) in enumerate(steps):
        take(library, kind, number, turn)
        library.bring_in(prune=True)
        followed = renewed_catalogue(followed)
        anew = read_catalogue(library.tenant.workspace_id)
        assert followed == anew
        assert list(followed.published) == list(anew.published)
        for locale in followed.indexed_locales:
            assert not article_index().compare(library.tenant.workspace_id, locale)
