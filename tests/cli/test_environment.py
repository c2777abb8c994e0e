"""`handrail environment` and `handrail workspace`: what they print works, and a new installation needs nothing else."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from onboarding import __main__ as command_line
from onboarding.store import db
from onboarding.workspaces import passwords
from onboarding.workspaces.identity import Identity, sign, verify
from onboarding.workspaces.member_queries import member_by_email, seats_of
from onboarding.workspaces.queries import EnvironmentView, environment_by_public_key, environment_by_secret_key
from tests.conftest import HOST_ORIGIN, Tenant


def run(app: Flask, *arguments: str) -> Result:
    result = CliRunner().invoke(command_line.handrail, arguments, obj=lambda: app)
    db.session.rollback()
    return result


def done(app: Flask, *arguments: str) -> str:
    """What a command printed that must succeed."""
    result = run(app, *arguments)
    assert result.exit_code == 0, result.output
    return result.output


def now_of(tenant: Tenant) -> EnvironmentView:
    environment = environment_by_public_key(tenant.public_key)
    assert environment is not None
    return environment


def test_show_tells_all_but_the_secrets(app: Flask, tenant: Tenant) -> None:
    told = done(app, "environment", "show")
    for part in (tenant.public_key, HOST_ORIGIN, "enforced", "plan", *tenant.environment.signing_secrets):
        assert part in told
    assert tenant.secret_key not in told
    assert not any(secret in told for secret in tenant.environment.signing_secrets.values())


def test_show_says_when_no_page_may_embed(app: Flask, tenant: Tenant) -> None:
    done(app, "environment", "remove-origin", HOST_ORIGIN)
    assert "no page may embed the widget" in done(app, "environment", "show")
    assert now_of(tenant).allowed_origins == ()


def test_origin_is_allowed_in_the_environment_that_was_named(app: Flask, tenant: Tenant) -> None:
    told = done(app, "environment", "allow-origin", "http://localhost:3000", "--environment", "development")
    assert told == f"allowed origins in development: {HOST_ORIGIN}, http://localhost:3000\n"
    assert now_of(tenant).allowed_origins == (HOST_ORIGIN,)


def test_identity_switch_says_what_is_signed_before_it_enforces(app: Flask, tenant: Tenant) -> None:
    done(app, "environment", "enforce-identity", "off")
    assert not now_of(tenant).enforce_identity
    assert "no event batch of a known user since 2026-03-04" in done(app, "environment", "show")
    told = done(app, "environment", "enforce-identity", "on")
    assert told.startswith("signed: no event batch of a known user")
    assert now_of(tenant).enforce_identity


def test_printed_signing_secret_signs_and_the_old_one_can_be_revoked(app: Flask, tenant: Tenant) -> None:
    old = next(iter(tenant.environment.signing_secrets))
    told = done(app, "environment", "rotate-signing-secret")
    kid, secret = re.findall(r"(sig_\w+|ss_\w+)", told)
    done(app, "environment", "revoke-signing-secret", old)
    assert now_of(tenant).signing_secrets == {kid: secret}
    ada = Identity(external_id="ada")
    assert verify(sign(ada, now_of(tenant)), now_of(tenant)) == ada


def test_printed_secret_key_works_until_revoked_by_its_printed_id(app: Flask, tenant: Tenant) -> None:
    key_id, key = re.findall(r"(sky_\w+|sk_live_\w+)", done(app, "environment", "create-secret-key"))
    assert environment_by_secret_key(key) is not None
    done(app, "environment", "revoke-secret-key", key_id)
    assert environment_by_secret_key(key) is None


def test_looks_and_texts_are_set_for_every_environment(app: Flask, tenant: Tenant) -> None:
    done(app, "workspace", "set-theme", "accent=#112233", "launcher=off")
    done(app, "workspace", "set-text", "de", "launcher", "Hilfe")
    done(app, "workspace", "set-help-mode", "ask_first")
    assert done(app, "workspace", "set-help-host", "help.a.test") == "help host: help.a.test\n"
    assert done(app, "workspace", "set-language", "pt_br") == "language: pt-BR\n"
    done(app, "environment", "set-segment-trait", "role")
    told = done(app, "workspace", "show", "--environment", "development")
    for line in (
        "language         pt-BR",
        "accent           #112233",
        "launcher         off",
        "help mode        ask_first",
        "help host        help.a.test",
        'de launcher: "Hilfe"',
    ):
        assert line in told
    assert now_of(tenant).segment_trait == "role"


def test_another_workspace_has_keys_an_admin_and_settings_of_its_own(app: Flask, tenant: Tenant) -> None:
    told = done(
        app, "workspace", "create", "--name=Second", "--language=de", "--origin=https://b.test", "--email=ada@b.test"
    )
    public_key = re.search(r"^production: public key (\S+),", told, re.MULTILINE)
    password = re.search(r"^Password:  (\S+)$", told, re.MULTILINE)
    assert public_key is not None
    assert password is not None
    made = environment_by_public_key(public_key[1])
    assert made is not None
    assert (made.workspace_name, made.default_locale, made.allowed_origins) == ("Second", "de", ("https://b.test",))
    member = member_by_email("ada@b.test")
    assert member is not None
    assert passwords.matches(member.password_hash, password[1])
    assert [(each.name, each.role) for each in seats_of(member.id)] == [("Second", "admin")]
    done(app, "environment", "allow-origin", "https://c.test", "--workspace", "Second")
    assert "https://c.test" in done(app, "environment", "show", "--workspace", "Second")
    assert now_of(tenant).allowed_origins == (HOST_ORIGIN,)


def test_whoever_has_a_login_comes_into_another_workspace_with_it(app: Flask, tenant: Tenant) -> None:
    done(app, "workspace", "create", "--name=Second", "--email=ada@b.test")
    told = done(app, "workspace", "create", "--name=Third", "--email=ADA@b.test")
    assert "Password:  the one they have already\n" in told
    member = member_by_email("ada@b.test")
    assert member is not None
    assert [each.name for each in seats_of(member.id)] == ["Second", "Third"]


@pytest.mark.parametrize(
    ("command", "status", "reason"),
    [
        (("environment", "allow-origin", "app.example.com"), 1, "such as https://app.example.com"),
        (("environment", "remove-origin", "https://nope.example"), 1, "not among the allowed origins"),
        (("environment", "enforce-identity", "maybe"), 2, "'on', 'off'"),
        (("environment", "revoke-secret-key", "sky_none"), 1, "No active secret key"),
        (("environment", "revoke-signing-secret", "sig_none"), 1, "No active signing secret"),
        (("environment", "show", "--environment", "staging"), 1, "no staging environment"),
        (("workspace", "set-theme", "accent=red;}*{display:none"), 1, "six hexadecimal digits"),
        (("environment", "show", "--workspace", "Second"), 1, "no workspace Second; there are Pennyleaf"),
        (("workspace", "create", "--name=Pennyleaf", "--email=a@b.test"), 1, "a workspace Pennyleaf already"),
        (("workspace", "create", "--name=Second", "--email=nope"), 2, "is not an e-mail address"),
        (("workspace", "set-language", "german"), 1, "not a language tag such as en or pt-BR"),
        (("workspace", "set-theme", "accent"), 2, "NAME=VALUE"),
        (("workspace", "set-text", "de", "luncher", "Hilfe"), 1, "no text 'luncher'"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(
    app: Flask, tenant: Tenant, command: tuple[str, ...], status: int, reason: str
) -> None:
    refused = run(app, *command)
    assert refused.exit_code == status
    assert reason in refused.output
    assert isinstance(refused.exception, SystemExit)
