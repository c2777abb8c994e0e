"""Allowed origins: as browsers send them, added and removed one by one."""

from __future__ import annotations

import pytest

from onboarding.workspaces.changes import ChangeError
from onboarding.workspaces.origins import MOST_ORIGINS, allow_origin, is_origin, remove_origin, replace_origins
from onboarding.workspaces.queries import environment_by_public_key
from tests.conftest import HOST_ORIGIN, FakeClock, Tenant
from tests.workspaces.audited import audited

SECOND = "https://admin.pennyleaf.test:8443"


def origins_of(tenant: Tenant) -> tuple[str, ...]:
    environment = environment_by_public_key(tenant.public_key)
    assert environment is not None
    return environment.allowed_origins


@pytest.mark.parametrize(
    "text",
    [
        "https://app.example.com",
        "http://localhost:8001",
        "http://127.0.0.1",
        "http://[::1]:3000",
        "https://xn--a-ecp.ru",
    ],
)
def test_what_browsers_send_is_an_origin(text: str) -> None:
    assert is_origin(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "app.example.com", "https://", "ftp://example.com", "null", "*", "https://*.example.com"),
        *("https://example.com/", "https://example.com/path", "https://example.com?x", "https://ada@example.com"),
        *("https://Example.com", "https://bücher.example", "https://example.com:443", "http://example.com:80"),
        *("https://example.com:0", "https://example.com:65536", "https://example.com:", "https://exa mple.com"),
        *("https://example.com\n", "https://example.com\0"),
    ],
)
def test_what_no_browser_sends_is_no_origin(text: str) -> None:
    assert not is_origin(text)


def test_origin_is_allowed_beside_the_others_and_removed(tenant: Tenant, clock: FakeClock) -> None:
    allow_origin(tenant.environment, SECOND, actor="cli")
    assert origins_of(tenant) == (HOST_ORIGIN, SECOND)
    clock.advance(seconds=1)
    remove_origin(tenant.environment, HOST_ORIGIN, actor="cli")
    assert origins_of(tenant) == (SECOND,)
    assert audited(tenant.workspace_id) == [
        ("cli", "allow_origins", {"environment": "production", "origins": [HOST_ORIGIN, SECOND]}),
        ("cli", "allow_origins", {"environment": "production", "origins": [SECOND]}),
    ]


def test_allowing_an_origin_twice_changes_nothing(tenant: Tenant) -> None:
    allow_origin(tenant.environment, HOST_ORIGIN, actor="cli")
    assert origins_of(tenant) == (HOST_ORIGIN,)
    assert audited(tenant.workspace_id) == []


@pytest.mark.parametrize("origin", ["https://app.pennyleaf.test/", "a\0b"])
def test_what_is_no_origin_is_refused_with_an_example(tenant: Tenant, origin: str) -> None:
    with pytest.raises(ChangeError, match=r"such as https://app\.example\.com"):
        allow_origin(tenant.environment, origin, actor="cli")


def test_removing_an_origin_that_is_not_allowed_is_refused(tenant: Tenant) -> None:
    with pytest.raises(ChangeError, match="not among the allowed origins"):
        remove_origin(tenant.environment, SECOND, actor="cli")
    assert origins_of(tenant) == (HOST_ORIGIN,)


def test_origins_have_an_upper_number(tenant: Tenant) -> None:
    replace_origins(tenant.environment, [f"https://n{each}.example" for each in range(MOST_ORIGINS)], actor="cli")
    with pytest.raises(ChangeError, match="remove one first"):
        allow_origin(tenant.environment, SECOND, actor="cli")
