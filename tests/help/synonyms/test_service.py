"""Synonyms as they are added, changed, taken away and brought in; searches use them at once."""

from __future__ import annotations

import pytest
from flask import Flask

from onboarding.app import create_app
from onboarding.help.synonyms.queries import synonyms_of
from onboarding.help.synonyms.rules import MOST_RULES, SynonymDraft, checked
from onboarding.help.synonyms.service import add_synonym, change_synonym, remove_synonym, replace_synonyms
from onboarding.help.synonyms.thesauri import thesauri_of
from onboarding.store import db
from onboarding.store.per_app import SETTINGS
from onboarding.web.problems import NotFoundError
from onboarding.workspaces.changes import ChangeError
from tests.conftest import Tenant
from tests.workspaces.audited import audited


def rules(tenant: Tenant) -> list[str]:
    return [str(each.draft) for each in synonyms_of(tenant.workspace_id)]


def meanings(tenant: Tenant, locale: str, *terms: str) -> list[str]:
    """What a search would look for as well."""
    return [each.expression.text for each in thesauri_of(tenant.workspace_id).of(locale).meanings(terms)]


def test_synonyms_are_added_changed_and_removed_and_audited(tenant: Tenant) -> None:
    added = add_synonym(tenant.workspace_id, checked("en", ["bill", "invoice"]), actor="mbr_1")
    change_synonym(tenant.workspace_id, added, checked("en", ["iban"], ["account"]), actor="mbr_2")
    assert rules(tenant) == ["iban → account"]
    remove_synonym(tenant.workspace_id, added, actor="mbr_3")
    assert rules(tenant) == []
    assert sorted(audited(tenant.workspace_id)) == [
        ("mbr_1", "add_synonym", {"rule": "bill, invoice", "locale": "en"}),
        ("mbr_2", "change_synonym", {"rule": "iban → account", "locale": "en"}),
        ("mbr_3", "remove_synonym", {"rule": "iban → account", "locale": "en"}),
    ]


def test_thesaurus_is_that_of_the_language_and_the_newest(tenant: Tenant, other_tenant: Tenant) -> None:
    assert meanings(tenant, "en", "bill") == []
    added = add_synonym(tenant.workspace_id, checked("en", ["bill", "invoice"]), actor="test")
    add_synonym(tenant.workspace_id, checked("de", ["iban"], ["konto"]), actor="test")
    assert meanings(tenant, "en", "bill") == meanings(tenant, "en-GB", "bill") == ["invoice"]
    assert meanings(tenant, "de", "iban") == ["konto"]
    assert meanings(tenant, "de", "konto") == []
    assert meanings(tenant, "de", "bill") == meanings(other_tenant, "en", "bill") == []
    remove_synonym(tenant.workspace_id, added, actor="test")
    assert meanings(tenant, "en", "bill") == []


def test_another_worker_uses_what_was_added(app: Flask, tenant: Tenant) -> None:
    assert meanings(tenant, "en", "bill") == []
    other = create_app(SETTINGS.of(app))
    with other.app_context():
        add_synonym(tenant.workspace_id, checked("en", ["bill", "invoice"]), actor="test")
        db.session.remove()
        db.engine.dispose()
    with app.app_context():
        assert meanings(tenant, "en", "bill") == ["invoice"]


def test_the_same_rule_twice_is_refused(tenant: Tenant) -> None:
    add_synonym(tenant.workspace_id, checked("en", ["bill", "invoice"]), actor="test")
    with pytest.raises(ChangeError, match="there already"):
        add_synonym(tenant.workspace_id, checked("en", ["bill", "invoice"]), actor="test")
    add_synonym(tenant.workspace_id, checked("de", ["bill", "invoice"]), actor="test")
    assert len(rules(tenant)) == 2


def test_a_language_has_so_many_and_no_more(tenant: Tenant) -> None:
    drafts = [SynonymDraft("en", (f"a{number}", f"b{number}")) for number in range(MOST_RULES)]
    assert replace_synonyms(tenant.workspace_id, drafts, actor="test") == (MOST_RULES, 0)
    with pytest.raises(ChangeError, match="1,000"):
        add_synonym(tenant.workspace_id, checked("en", ["bill", "invoice"]), actor="test")
    add_synonym(tenant.workspace_id, checked("fi", ["lasku", "kuitti"]), actor="test")
    assert len(rules(tenant)) == MOST_RULES + 1


def test_replacing_keeps_what_is_there_and_tells_the_rest(tenant: Tenant) -> None:
    kept = add_synonym(tenant.workspace_id, checked("en", ["bill", "invoice"]), actor="test")
    add_synonym(tenant.workspace_id, checked("en", ["old", "ancient"]), actor="test")
    wanted = [checked("en", ["bill", "invoice"]), checked("fi", ["lasku", "kuitti"])]
    assert replace_synonyms(tenant.workspace_id, wanted, actor="cli") == (1, 1)
    assert replace_synonyms(tenant.workspace_id, wanted, actor="cli") == (0, 0)
    assert rules(tenant) == ["bill, invoice", "lasku, kuitti"]
    assert kept in {each.id for each in synonyms_of(tenant.workspace_id)}
    assert [action for _, action, _ in audited(tenant.workspace_id)].count("replace_synonyms") == 1


@pytest.mark.parametrize("synonym_id", ["syn_unknown", "a\0b", ""])
def test_what_is_not_there_any_more_is_said(tenant: Tenant, other_tenant: Tenant, synonym_id: str) -> None:
    theirs = add_synonym(other_tenant.workspace_id, checked("en", ["bill", "invoice"]), actor="test")
    for each in (synonym_id, theirs):
        with pytest.raises(NotFoundError):
            remove_synonym(tenant.workspace_id, each, actor="test")
        with pytest.raises(NotFoundError):
            change_synonym(tenant.workspace_id, each, checked("en", ["a1", "b1"]), actor="test")
    assert rules(other_tenant) == ["bill, invoice"]


def test_cycles_are_harmless(tenant: Tenant) -> None:
    pairs = [("a1", "b1"), ("b1", "c1"), ("c1", "a1")]
    for word, means in pairs:
        add_synonym(tenant.workspace_id, checked("en", [word], [means]), actor="test")
    assert [meanings(tenant, "en", word) for word, _ in pairs] == [["b1"], ["c1"], ["a1"]]
