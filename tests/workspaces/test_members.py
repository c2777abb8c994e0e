"""Members: what is noted of them, and what is refused."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher, Type
from sqlalchemy import select

from onboarding.store import db
from onboarding.workspaces import logins, members, passwords
from onboarding.workspaces.changes import ChangeError
from onboarding.workspaces.member_queries import member_by_email, member_by_id, team_of
from onboarding.workspaces.models import Member
from tests.conftest import FakeClock, Tenant
from tests.workspaces.audited import audited

PASSWORD = "correct horse battery staple"


def make(tenant: Tenant, *, email: str = "ada@example.com", password: str = PASSWORD, role: str = "admin") -> str:
    return members.create_member(
        tenant.workspace_id, email=email, name="Ada", password=password, role=role, actor="cli"
    )


def test_member_signs_in_with_the_password_they_were_made_with(tenant: Tenant) -> None:
    member_id = make(tenant, email=" Ada@Example.com")
    member = member_by_email("ada@example.com")
    assert member is not None
    assert member.id == member_id
    assert passwords.matches(member.password_hash, PASSWORD)
    assert [each.role for each in team_of(tenant.workspace_id)] == ["admin"]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"email": "ADA@example.com"}, "has a login already"),
        ({"email": "bob@example.com", "role": "owner"}, "one of viewer, editor, admin"),
        ({"email": "bob@example.com", "password": "short"}, "at least 12 characters"),
        ({"email": "bob@example.com", "password": "a" * 1_025}, "at most 1,024"),
    ],
)
def test_member_that_cannot_be_is_refused_whole(tenant: Tenant, changed: dict[str, str], reason: str) -> None:
    make(tenant)
    with pytest.raises(ChangeError, match=reason):
        make(tenant, **changed)
    assert list(db.session.scalars(select(Member.email))) == ["ada@example.com"]


def test_changes_of_a_login_are_noted_in_each_of_its_workspaces(
    tenant: Tenant, other_tenant: Tenant, clock: FakeClock
) -> None:
    member_id = make(tenant)
    members.add_member(other_tenant.workspace_id, email="ada@example.com", name="Ada", role="viewer", actor="mbr_eve")
    clock.advance(seconds=1)
    logins.change_password(member_id, "another long password", actor=member_id)
    clock.advance(seconds=1)
    logins.end_sessions(member_id, actor=member_id)
    noted: list[tuple[str, str, dict[str, object]]] = [
        (member_id, "change_password", {}),
        (member_id, "end_sessions", {}),
    ]
    assert audited(tenant.workspace_id) == [("cli", "add_member", {"role": "admin"}), *noted]
    assert audited(other_tenant.workspace_id) == [("mbr_eve", "add_member", {"role": "viewer"}), *noted]
    member = member_by_id(member_id)
    assert member is not None
    assert member.session_epoch == 3
    assert passwords.matches(member.password_hash, "another long password")


def test_refused_password_leaves_the_old_one_and_its_sessions(tenant: Tenant) -> None:
    member_id = make(tenant)
    before = member_by_id(member_id)
    with pytest.raises(ChangeError, match="at least 12"):
        logins.change_password(member_id, "short", actor=member_id)
    assert member_by_id(member_id) == before


def test_a_password_costs_who_guesses_it_as_much_memory_and_time_as_is_usual(real_hasher: PasswordHasher) -> None:
    assert (real_hasher.type, real_hasher.memory_cost, real_hasher.time_cost) == (Type.ID, 64 * 1024, 3)
