"""`handrail member`: whoever forgot their password comes in again, and nobody else."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from onboarding import __main__ as command_line
from onboarding.store import db
from onboarding.workspaces import passwords
from onboarding.workspaces.member_queries import MemberView, member_by_email
from onboarding.workspaces.members import create_member
from tests.conftest import Tenant
from tests.workspaces.audited import audited

EMAIL = "ada@example.com"
FORGOTTEN = "what was it again"


@pytest.fixture
def ada(tenant: Tenant) -> str:
    """The only admin, who forgot her password; her id."""
    workspace_id = tenant.workspace_id
    return create_member(workspace_id, email=EMAIL, name="Ada", password=FORGOTTEN, role="admin", actor="cli")


def reset(app: Flask, *arguments: str, typed: str = "") -> Result:
    command = ["member", "reset-password", *arguments]
    result = CliRunner().invoke(command_line.handrail, command, obj=lambda: app, input=typed)
    db.session.rollback()
    return result


def member() -> MemberView:
    found = member_by_email(EMAIL)
    assert found is not None
    return found


def test_printed_password_is_the_only_one_and_every_session_ends(app: Flask, tenant: Tenant, ada: str) -> None:
    epoch = member().session_epoch
    told = reset(app, " ADA@example.com").output

    password = re.search(r"^Password:  (\S+)$", told, re.MULTILINE)
    assert password is not None
    assert f"Login:     {EMAIL}\n" in told
    assert passwords.matches(member().password_hash, password[1])
    assert not passwords.matches(member().password_hash, FORGOTTEN)
    assert member().session_epoch == epoch + 1
    assert [each[:2] for each in audited(tenant.workspace_id) if each[1] != "add_member"] == [("cli", "reset_password")]


def test_password_can_be_chosen_and_is_not_printed(app: Flask, ada: str) -> None:
    chosen = "another long password"
    told = reset(app, EMAIL, "--ask-password", typed=f"{chosen}\n{chosen}\n")

    assert told.exit_code == 0
    assert chosen not in told.output
    assert passwords.matches(member().password_hash, chosen)


@pytest.mark.parametrize(
    ("arguments", "typed", "reason"),
    [
        (("bob@example.com",), "", "nobody has a login with the address bob@example.com"),
        ((EMAIL, "--ask-password"), "short\nshort\n", "at least 12 characters"),
    ],
)
def test_what_cannot_be_is_refused_and_the_password_stays(
    app: Flask, ada: str, arguments: tuple[str, ...], typed: str, reason: str
) -> None:
    refused = reset(app, *arguments, typed=typed)

    assert refused.exit_code == 1
    assert reason in refused.output
    assert passwords.matches(member().password_hash, FORGOTTEN)
