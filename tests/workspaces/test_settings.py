"""Settings of environments and workspaces: checked, audited, seen by the next request."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onboarding.workspaces import texts, theme
from onboarding.workspaces.changes import ChangeError
from onboarding.workspaces.installed import first_workspace, workspace_of
from onboarding.workspaces.queries import EnvironmentView, environment_by_public_key, environment_of
from onboarding.workspaces.settings import (
    set_contact,
    set_help_host,
    set_help_mode,
    set_identity_enforcement,
    set_segment_trait,
    set_text,
    set_theme,
)
from tests.conftest import ON_SQLITE_ALONE, FakeClock, Tenant
from tests.workspaces.audited import audited

WIDGET = Path(__file__).parents[2] / "static" / "widget" / "src"


def now_of(tenant: Tenant) -> EnvironmentView:
    environment = environment_by_public_key(tenant.public_key)
    assert environment is not None
    return environment


def test_identity_enforcement_is_switched_off_and_on(tenant: Tenant, clock: FakeClock) -> None:
    set_identity_enforcement(tenant.environment, enforced=False, actor="cli")
    assert not now_of(tenant).enforce_identity
    clock.advance(seconds=1)
    set_identity_enforcement(tenant.environment, enforced=True, actor="cli")
    assert now_of(tenant).enforce_identity
    assert audited(tenant.workspace_id) == [
        ("cli", "enforce_identity", {"environment": "production", "enforced": enforced}) for enforced in (False, True)
    ]


def test_what_is_so_already_is_no_change(tenant: Tenant) -> None:
    set_identity_enforcement(tenant.environment, enforced=True, actor="cli")
    set_segment_trait(tenant.environment, "plan", actor="cli")
    set_help_mode(tenant.workspace_id, "neutral", actor="cli")
    set_theme(tenant.workspace_id, {"accent": ""}, actor="cli")
    set_text(tenant.workspace_id, "de", "launcher", "", actor="cli")
    assert audited(tenant.workspace_id) == []


def test_environments_are_set_apart_and_their_workspace_at_once(tenant: Tenant) -> None:
    set_segment_trait(tenant.environment, "role", actor="cli")
    set_help_mode(tenant.workspace_id, "ask_first", actor="cli")
    development = environment_of(tenant.workspace_id, "development")
    assert (development.segment_trait, development.help_mode) == ("plan", "ask_first")
    assert (now_of(tenant).segment_trait, now_of(tenant).help_mode) == ("role", "ask_first")


@pytest.mark.parametrize("trait", ["", " plan", "a\0b", "a" * 65])
def test_segment_trait_that_no_trait_can_be_called_is_refused(tenant: Tenant, trait: str) -> None:
    with pytest.raises(ChangeError, match="A trait's name"):
        set_segment_trait(tenant.environment, trait, actor="cli")


def test_unknown_help_mode_is_refused_with_those_there_are(tenant: Tenant) -> None:
    with pytest.raises(ChangeError, match="self_service, neutral, ask_first"):
        set_help_mode(tenant.workspace_id, "bot_first", actor="cli")


def test_contact_is_a_form_or_an_address_that_can_be_followed(tenant: Tenant) -> None:
    for url in ("https://example.com/contact?a=b", "mailto:help@example.com", "form", ""):
        set_contact(tenant.workspace_id, url, actor="cli")
        set_contact(tenant.workspace_id, url, actor="cli")
        assert first_workspace().contact_url == (url or None)
    assert [entry[1] for entry in audited(tenant.workspace_id)] == ["set_contact"] * 4
    for url in (
        "javascript:alert(1)",
        "//evil.test",
        "/contact",
        "https://",
        "https://a b",
        "mailto:a\n",
        "data:x",
        "forms",
    ):
        with pytest.raises(ChangeError, match="contact address"):
            set_contact(tenant.workspace_id, url, actor="cli")


def test_theme_changes_value_by_value_and_back(tenant: Tenant) -> None:
    set_theme(tenant.workspace_id, {"accent": "#AA00ff", "launcher": "off", "mode": "dark"}, actor="cli")
    set_theme(tenant.workspace_id, {"mode": "", "position": "start"}, actor="cli")
    assert now_of(tenant).theme == {"accent": "#aa00ff", "launcher": False, "position": "start"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("accent", each) for each in ("red", "#fff", "#12345g", "red;}*{display:none", "#123456;", "#123456\n")),
        *(("accent_text", each) for each in ("url(https://evil.example)", "var(--x)")),
        *(("mode", "night"), ("position", "left"), ("launcher", "true"), ("radius", "14px")),
    ],
)
@ON_SQLITE_ALONE
def test_theme_value_of_another_kind_is_refused_and_nothing_stored(tenant: Tenant, name: str, value: str) -> None:
    with pytest.raises(ChangeError, match=name):
        set_theme(tenant.workspace_id, {"accent": "#112233", name: value}, actor="cli")
    assert now_of(tenant).theme == {}


def test_every_value_of_the_theme_has_a_kind() -> None:
    assert set(theme.KINDS) == set(theme.DEFAULTS)


def test_text_is_replaced_per_language_and_taken_back(tenant: Tenant) -> None:
    set_text(tenant.workspace_id, "de", "launcher", "  Hilfe ", actor="cli")
    set_text(tenant.workspace_id, "pt-BR", "launcher", "Ajuda", actor="cli")
    set_text(tenant.workspace_id, "de", "results_few", "{n} Treffer", actor="cli")
    assert now_of(tenant).texts == {
        "de": {"launcher": "Hilfe", "results_few": "{n} Treffer"},
        "pt-BR": {"launcher": "Ajuda"},
    }
    set_text(tenant.workspace_id, "pt-BR", "launcher", "", actor="cli")
    assert now_of(tenant).texts == {"de": {"launcher": "Hilfe", "results_few": "{n} Treffer"}}


@pytest.mark.parametrize(
    ("locale", "key", "text"),
    [
        *(("german", "launcher", "x"), ("DE", "launcher", "x"), ("de_DE", "launcher", "x"), ("", "launcher", "x")),
        *(("de", "luncher", "x"), ("de", "launcher_few", "x"), ("de", "__proto__", "x")),
        *(("de", "launcher", "a\0b"), ("de", "launcher", "a\nb"), ("de", "launcher", "a" * 501)),
    ],
)
@ON_SQLITE_ALONE
def test_text_that_cannot_be_shown_is_refused(tenant: Tenant, locale: str, key: str, text: str) -> None:
    with pytest.raises(ChangeError):
        set_text(tenant.workspace_id, locale, key, text, actor="cli")
    assert now_of(tenant).texts == {}


def test_keys_of_texts_are_those_of_the_widget() -> None:
    source = (WIDGET / "text" / "en.ts").read_text()
    assert frozenset(re.findall(r'^  ([a-z_]+): "', source, re.MULTILINE)) == texts.KEYS


def test_help_host_is_stored_and_told(tenant: Tenant, other_tenant: Tenant) -> None:
    for host in ("help.a.test", "help.a.test:8443", "xn--bcher-kva.test", ""):
        set_help_host(other_tenant.workspace_id, host, actor="cli")
        set_help_host(other_tenant.workspace_id, host, actor="cli")
        assert workspace_of(other_tenant.workspace_id).help_host == (host or None)
    assert [entry[1] for entry in audited(other_tenant.workspace_id)] == ["set_help_host"] * 4


@pytest.mark.parametrize(
    "host",
    [
        "https://help.a.test",
        "help.a.test/",
        "Help.a.test",
        "help a",
        "a.test:80",
        "a.test:99999",
        "bücher.test",
        "a\0b",
    ],
)
def test_help_host_that_no_browser_names_is_refused(tenant: Tenant, host: str) -> None:
    with pytest.raises(ChangeError, match="is not a host such as"):
        set_help_host(tenant.workspace_id, host, actor="cli")
    assert audited(tenant.workspace_id) == []


def test_help_host_of_the_server_or_of_another_workspace_is_refused(tenant: Tenant, other_tenant: Tenant) -> None:
    with pytest.raises(ChangeError, match="this server's own"):
        set_help_host(other_tenant.workspace_id, "127.0.0.1:8000", actor="cli")
    set_help_host(tenant.workspace_id, "help.a.test", actor="cli")
    with pytest.raises(ChangeError, match="another workspace's"):
        set_help_host(other_tenant.workspace_id, "help.a.test", actor="cli")
    assert workspace_of(other_tenant.workspace_id).help_host is None
    assert audited(other_tenant.workspace_id) == []
