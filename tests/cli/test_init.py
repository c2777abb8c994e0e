"""`handrail init`: what it prints works as it stands."""

from __future__ import annotations

import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onboarding.app import create_app
from onboarding.cli import handrail
from onboarding.cli.init import init
from onboarding.store import db
from onboarding.workspaces.embedding import snippet
from onboarding.workspaces.identity import verify
from onboarding.workspaces.installed import first_workspace
from onboarding.workspaces.queries import environment_by_public_key, environment_by_secret_key

ARGUMENTS = ("--name", "Acme", "--email", "Ada@acme.example", "--origin", "https://app.acme.example")
ABOUT = {"email": "ada@acme.example", "traits": {"plan": "pro"}}


@pytest.fixture(autouse=True)
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which `handrail` is told nothing but where it is."""
    monkeypatch.setenv("HANDRAIL_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("HANDRAIL_BASE_URL", "https://help.acme.example")
    monkeypatch.delenv("HANDRAIL_SECRET_KEY", raising=False)
    return tmp_path


def run_init(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(handrail, [init.name or "", *arguments], obj=create_app, input=typed)


def block(output: str, title: str) -> str:
    """What was printed under a title."""
    found = re.search(rf"^--- [^\n]*{re.escape(title)} ---\n(.*?)^(?:---|Now)", output, re.MULTILINE | re.DOTALL)
    assert found, output
    return found[1]


def identity_in(token: str, output: str) -> tuple[str, str | None, object]:
    """Whom a token proves in the environment whose public key was printed."""
    found = re.search(r"production: public key (\S+),", output)
    assert found
    with create_app().app_context():
        environment = environment_by_public_key(found[1])
        assert environment is not None
        identity = verify(token, environment)
        db.engine.dispose()
    return identity.external_id, identity.email, identity.traits


def test_init_prints_python_that_signs_a_token(installation: Path) -> None:
    output = run_init(*ARGUMENTS).output
    (installation / "handrail_token.py").write_text(block(output, "handrail_token.py"))
    program = f"from handrail_token import handrail_token; print(handrail_token(42, **{ABOUT!r}))"
    token = subprocess.run(
        [sys.executable, "-c", program], cwd=installation, capture_output=True, text=True, check=True
    )
    assert identity_in(token.stdout.strip(), output) == ("42", "ada@acme.example", {"plan": "pro"})


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_init_prints_node_that_signs_a_token(installation: Path) -> None:
    output = run_init(*ARGUMENTS).output
    (installation / "handrail-token.mjs").write_text(block(output, "handrail-token.mjs"))
    program = (
        'import { handrailToken } from "./handrail-token.mjs"; console.log(handrailToken(42, {email: "ö@ä.example"}));'
    )
    command = ["node", "--input-type=module", "-e", program]
    token = subprocess.run(command, cwd=installation, capture_output=True, text=True, check=True)
    assert identity_in(token.stdout.strip(), output) == ("42", "ö@ä.example", {})


def test_init_prints_a_script_tag_of_this_installation() -> None:
    output = run_init(*ARGUMENTS).output
    public_key = re.search(r"production: public key (\S+),", output)
    assert public_key
    assert block(output, "Into the pages of your product") == f"{snippet('https://help.acme.example', public_key[1])}\n"
    with create_app().app_context():
        environment = environment_by_public_key(public_key[1])
        assert environment is not None
        assert environment.allowed_origins == ("https://app.acme.example",)
        assert environment.enforce_identity
        db.engine.dispose()


def test_init_prints_secret_keys_that_let_a_backend_in() -> None:
    output = run_init(*ARGUMENTS).output
    keys = dict(re.findall(r"^(\w+): public key \S+, secret key (\S+)$", output, re.MULTILINE))
    with create_app().app_context():
        for kind in ("production", "development"):
            environment = environment_by_secret_key(keys[kind])
            assert environment is not None
            assert environment.kind == kind
        db.engine.dispose()


def test_init_keeps_the_secret_key_to_its_owner(installation: Path) -> None:
    assert run_init(*ARGUMENTS).exit_code == 0
    assert stat.S_IMODE((installation / "data").stat().st_mode) == 0o700
    assert stat.S_IMODE((installation / "data" / "secret_key").stat().st_mode) == 0o600


def test_init_with_a_secret_from_outside_writes_none(installation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDRAIL_SECRET_KEY", "a secret for tests, long enough to be one")
    assert run_init(*ARGUMENTS).exit_code == 0
    assert not (installation / "data" / "secret_key").exists()


def test_init_refuses_a_second_workspace(installation: Path) -> None:
    assert run_init(*ARGUMENTS).exit_code == 0
    secret = (installation / "data" / "secret_key").read_text()
    again = run_init(*ARGUMENTS)
    assert again.exit_code == 1
    assert "set up already" in again.output
    assert (installation / "data" / "secret_key").read_text() == secret


@pytest.mark.parametrize("origin", ["app.acme.example", "https://app.acme.example/", "ftp://acme.example", "https://"])
def test_init_takes_origins_as_browsers_send_them(installation: Path, origin: str) -> None:
    refused = run_init("--name", "Acme", "--email", "ada@acme.example", "--origin", origin)
    assert refused.exit_code == 2
    assert "is not an origin" in refused.output
    assert not (installation / "data").exists()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (("--email", ""), "is not an e-mail address"),
        (("--email", "nope"), "is not an e-mail address"),
        (("--email", f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.{'f' * 60}.example"), "at most 320"),
        (("--name", ""), "has 1 to 200 characters"),
        (("--name", "Ac\nme"), "none of them control characters"),
        (("--name", "a" * 201), "has 1 to 200 characters"),
        (("--language", "german"), "is not a language tag"),
        (("--language", ""), "is not a language tag"),
    ],
)
def test_init_refuses_what_nobody_could_use_before_it_makes_anything(
    installation: Path, changed: tuple[str, str], reason: str
) -> None:
    refused = run_init(*ARGUMENTS, *changed)
    assert refused.exit_code == 2
    assert reason in refused.output
    assert not (installation / "data").exists()


@pytest.mark.parametrize(("options", "locale"), [((), "en"), (("--language", "pt_br"), "pt-BR")])
def test_init_makes_a_workspace_of_the_language_that_is_asked_for(options: tuple[str, ...], locale: str) -> None:
    assert f"Language:  {locale};" in run_init(*ARGUMENTS, *options).output
    with create_app().app_context():
        assert first_workspace().default_locale == locale
        db.engine.dispose()


def test_init_asks_again_for_an_address_that_is_none() -> None:
    asked = run_init("--name", "Acme", typed="nope\n ada@acme.example\n")
    assert asked.exit_code == 0
    assert "is not an e-mail address" in asked.output
    assert "Login:     ada@acme.example\n" in asked.output


def test_init_asks_for_what_it_is_not_told() -> None:
    typed = "Acme\nada@acme.example\na long enough password\na long enough password\n"
    asked = run_init("--ask-password", typed=typed)
    assert asked.exit_code == 0
    assert "a long enough password" not in asked.output
    assert "handrail environment allow-origin" in asked.output


def test_init_refuses_a_short_password_before_it_makes_a_workspace() -> None:
    refused = run_init(*ARGUMENTS, "--ask-password", typed="short\nshort\n")
    assert refused.exit_code == 1
    assert "at least 12 characters" in refused.output
    assert run_init(*ARGUMENTS).exit_code == 0
