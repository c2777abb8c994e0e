"""The cast of every page: alice runs the workspace, bob looks at it, eve belongs to another one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from onboarding.content.service import push
from onboarding.dashboard.members import seats_of
from onboarding.store import now
from onboarding.store.types import to_milliseconds
from onboarding.workspaces.service import create_member
from tests.conftest import Tenant

PASSWORD = "correct horse battery staple"
CHECKLIST = """\
key: start
title: Get started
tasks:
  - {key: details, title: Fill in your details}
  - {key: bank, title: Connect your bank}
  - {key: invite, title: Invite a colleague, optional: true, show_when: {trait: plan, is: pro}}
"""
SignIn = Callable[["Login"], FlaskClient]


@dataclass(frozen=True)
class Login:
    """A member, and where their pages are."""

    id: str
    email: str
    workspace: str

    def page(self, rest: str = "", environment: str = "production") -> str:
        """Address of a page of the member's workspace."""
        return f"/dashboard/{self.workspace}/{environment}{rest}"


def make_login(tenant: Tenant, name: str, role: str) -> Login:
    email = f"{name}@example.com"
    member_id = create_member(
        email=email, name=name.title(), password=PASSWORD, workspace_id=tenant.workspace_id, role=role
    )
    return Login(member_id, email, seats_of(member_id)[0].public_id)


@pytest.fixture
def live(tenant: Tenant, tmp_path: Path) -> Tenant:
    """The tenant with a checklist published."""
    folder = tmp_path / "content" / "checklists"
    folder.mkdir(parents=True)
    (folder / "start.yaml").write_text(CHECKLIST)
    push(folder.parent, tenant.environment, actor="test")
    return tenant


@pytest.fixture
def alice(tenant: Tenant) -> Login:
    """An admin."""
    return make_login(tenant, "alice", "admin")


@pytest.fixture
def bob(tenant: Tenant) -> Login:
    """A viewer."""
    return make_login(tenant, "bob", "viewer")


@pytest.fixture
def eve(other_tenant: Tenant) -> Login:
    """The admin of another workspace."""
    return make_login(other_tenant, "eve", "admin")


@pytest.fixture
def signed_in(app: Flask) -> SignIn:
    """Gives a browser that is signed in, without the cost of a password."""

    def sign_in(login: Login) -> FlaskClient:
        client = app.test_client()
        with client.session_transaction() as session:
            session |= {"member": login.id, "epoch": 1, "since": to_milliseconds(now())}
        return client

    return sign_in
