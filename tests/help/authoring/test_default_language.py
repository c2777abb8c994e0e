"""Another default language: what is said of translations stays true, and nothing else changes."""

from __future__ import annotations

from itertools import product

import pytest

from onboarding.help.authoring.articles.service import add_translation
from onboarding.help.authoring.listing.languages import language_views
from onboarding.help.authoring.texts.default_language import set_default_language
from onboarding.help.authoring.texts.form import TypedText
from onboarding.help.editing import Editor
from onboarding.store import db
from onboarding.workspaces.changes import ChangeError
from onboarding.workspaces.installed import first_workspace
from onboarding.workspaces.queries import EnvironmentView, environment_by_public_key
from tests.conftest import Tenant
from tests.help.authoring.conftest import Desk
from tests.workspaces.audited import audited


def environment_of(tenant: Tenant) -> EnvironmentView:
    db.session.rollback()
    environment = environment_by_public_key(tenant.public_key)
    assert environment is not None
    return environment


def outdated(tenant: Tenant, article_id: str) -> set[str]:
    """Languages of an article whose text is marked."""
    views = language_views(environment_of(tenant), [article_id])[article_id]
    return {each.locale for each in views if each.is_outdated}


def test_default_language_is_that_of_the_workspace_everywhere_at_once(tenant: Tenant) -> None:
    assert set_default_language(tenant.workspace_id, "pt_br", actor="mbr_alice") == "pt-BR"

    assert environment_of(tenant).default_locale == first_workspace().default_locale == "pt-BR"
    assert audited(tenant.workspace_id) == [("mbr_alice", "set_language", {"locale": "pt-BR"})]


def test_default_language_that_is_set_already_is_no_change(tenant: Tenant) -> None:
    set_default_language(tenant.workspace_id, "EN", actor="cli")

    assert audited(tenant.workspace_id) == []


@pytest.mark.parametrize("tag", ["", "german", "de/at", "d", "de\0"])
def test_default_language_is_a_language_tag(tenant: Tenant, tag: str) -> None:
    with pytest.raises(ChangeError, match="is not a language tag"):
        set_default_language(tenant.workspace_id, tag, actor="cli")
    assert environment_of(tenant).default_locale == "en"


@pytest.mark.parametrize(("german_agrees", "french_agrees"), list(product([True, False], repeat=2)))
def test_a_text_is_marked_where_it_or_the_new_source_was(
    desk: Desk, tenant: Tenant, *, german_agrees: bool, french_agrees: bool
) -> None:
    english = desk.published("Banks")
    german = desk.translate(english[0], "Banken")
    french = desk.translate(english[0], "Banques", "fr", "Mots.")
    for place in (german, french):
        desk.publish(place)
    for number in range(3):  # so that revisions of one text are not by chance those of another
        desk.publish(english, f"Words {number}.")
    for place, agrees in ((german, german_agrees), (french, french_agrees)):
        if agrees:
            desk.publish(place, is_reviewed=True)
    before = outdated(tenant, english[0])

    set_default_language(tenant.workspace_id, "de", actor="cli")

    expected = {"en", "fr"} if "de" in before else before
    assert before == {name for name, agrees in (("de", german_agrees), ("fr", french_agrees)) if not agrees}
    assert outdated(tenant, english[0]) == expected


def test_a_change_of_the_new_source_marks_the_others(desk: Desk, tenant: Tenant) -> None:
    english = desk.published("Banks")
    german = desk.translate(english[0], "Banken")
    desk.publish(german)
    for number in range(3):
        desk.publish(english, f"Words {number}.")
    desk.publish(german, is_reviewed=True)
    set_default_language(tenant.workspace_id, "de", actor="cli")
    here = Desk(Editor(tenant.workspace_id, "de", "mbr_alice"))
    assert outdated(tenant, english[0]) == set()

    here.publish(german, "Andere Worte.")

    assert outdated(tenant, english[0]) == {"en"}


def test_texts_of_an_article_without_the_former_language_are_taken_to_agree(desk: Desk, tenant: Tenant) -> None:
    german = desk.published("Banken", locale="de")
    french = add_translation(desk.editor, german[0], TypedText(title="Banques", markdown="Mots."), locale="fr")
    desk.publish(french)

    set_default_language(tenant.workspace_id, "de", actor="cli")

    assert outdated(tenant, german[0]) == set()


def test_texts_are_not_known_to_agree_with_one_that_is_written_later(desk: Desk, tenant: Tenant) -> None:
    english = desk.published("Banks")
    french = desk.translate(english[0], "Banques", "fr", "Mots.")
    desk.publish(french)
    set_default_language(tenant.workspace_id, "de", actor="cli")
    assert outdated(tenant, english[0]) == set(), "there is nothing yet to agree with"

    here = Desk(Editor(tenant.workspace_id, "de", "mbr_alice"))
    here.publish(here.translate(english[0], "Banken"))

    assert outdated(tenant, english[0]) == {"en", "fr"}


def test_another_workspace_keeps_its_language_and_its_marks(desk: Desk, tenant: Tenant, other_tenant: Tenant) -> None:
    english = desk.published("Banks")
    german = desk.translate(english[0], "Banken")
    desk.publish(german)

    set_default_language(other_tenant.workspace_id, "de", actor="cli")

    assert environment_of(tenant).default_locale == "en"
    assert outdated(tenant, english[0]) == set()
