"""The pages on articles in a workspace without a help centre: they show its own files, and lead to nobody else's."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from onboarding.help.editing import Editor
from onboarding.help.files.service import keep_file
from onboarding.workspaces.settings import set_help_host
from tests.conftest import Tenant
from tests.dashboard.conftest import Login, SignIn, make_login
from tests.help.authoring.conftest import Desk

BASE = "http://127.0.0.1:8000"
PNG = b"\x89PNG\r\n\x1a\n"
OF_HELP = re.compile(r'(?:href|src)="([^"]*/help/[^"]*)"')


@pytest.fixture
def second(tenant: Tenant, other_tenant: Tenant, desk: Desk) -> Desk:
    """The editor of a workspace that is not the first, which has an article of the same name."""
    desk.published("Pay", "The first workspace's.")
    return Desk(Editor(other_tenant.workspace_id, "en", "mbr_eve"))


@pytest.fixture
def eve(second: Desk, other_tenant: Tenant) -> Login:
    """An editor of that workspace."""
    return make_login(other_tenant, "eve", "editor")


def test_pictures_are_shown_on_every_page(signed_in: SignIn, eve: Login, second: Desk) -> None:
    kept = keep_file(second.editor, "dot.png", PNG)
    place = second.write("Pay", f"![dot]({kept.path})")
    browser = signed_in(eve)
    for page in (f"/articles/{place.article_id}/en", "/articles/files"):
        addresses = OF_HELP.findall(browser.get(eve.page(page)).text)
        assert addresses != []
        assert [browser.get(each).data for each in addresses] == [PNG] * len(addresses)


def test_editor_leads_to_no_page_of_another_workspace(signed_in: SignIn, eve: Login, second: Desk) -> None:
    second.published("Pay", "Ours.")
    place = second.published("From", "[pay](/help/en/articles/pay), [topics](/help/en/)")
    page = signed_in(eve).get(eve.page(f"/articles/{place.article_id}/en")).text
    assert OF_HELP.findall(page) == []
    assert "See it in the help centre" not in page
    assert "Readers find it in the widget." in page


def test_editor_of_the_first_workspace_leads_to_its_help_centre(
    app: Flask, signed_in: SignIn, erin: Login, desk: Desk
) -> None:
    desk.published("Pay")
    place = desk.published("From", "[pay](/help/en/articles/pay), [topics](/help/en/)")
    browser = signed_in(erin)
    addresses = OF_HELP.findall(browser.get(erin.page(f"/articles/{place.article_id}/en")).text)
    # Paths alone: a server that is not reached where it was told that it is leads right all the same.
    assert sorted(addresses) == [f"/help/en/{rest}" for rest in ("", "articles/from", "articles/pay")]
    assert [browser.get(each).status_code for each in addresses] == [200] * 3


def test_editor_at_another_workspaces_help_host_leads_to_its_own_help_centre(
    app: Flask, signed_in: SignIn, erin: Login, desk: Desk, other_tenant: Tenant
) -> None:
    set_help_host(other_tenant.workspace_id, "localhost", actor="cli")
    place = desk.published("From", "[topics](/help/en/)")
    page = signed_in(erin).get(erin.page(f"/articles/{place.article_id}/en")).text
    assert sorted(OF_HELP.findall(page)) == [f"{BASE}/help/en/{rest}" for rest in ("", "articles/from")]
