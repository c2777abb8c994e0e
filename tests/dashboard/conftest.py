"""The cast of every page: alice runs the workspace, bob looks at it, eve belongs to another one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from onboarding.content.service import push
from onboarding.store import now, transaction
from onboarding.store.ids import new_id
from onboarding.store.types import to_milliseconds
from onboarding.workspaces.member_queries import seats_of
from onboarding.workspaces.models import Member, Membership
from tests.conftest import Tenant

PASSWORD = "correct horse battery staple"
CHEAP_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
"""Signing in checks it with its own parameters, which makes the cast of a test cost nothing."""
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
    member = Member(
        id=new_id("mbr", now()),
        email=f"{name}@example.com",
        name=name.title(),
        password_hash=CHEAP_HASH,
        session_epoch=1,
        created_at=now(),
    )
    login = (member.id, member.email)
    with transaction() as session:
        session.add(member)
        session.flush()
        session.add(Membership(workspace_id=tenant.workspace_id, member_id=member.id, role=role))
    return Login(*login, seats_of(login[0])[0].public_id)


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
            session.update(member=login.id, epoch=1, since=to_milliseconds(now()))
        return client

    return sign_in
