"""Settings, for admins: where an environment's widget may run, who must sign, which keys; the workspace's language."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response as AnyResponse

from onboarding.dashboard.access import Seat, seated
from onboarding.dashboard.addresses import to
from onboarding.dashboard.pages import pages
from onboarding.dashboard.refusals import refused
from onboarding.help.authoring.texts.default_language import set_default_language
from onboarding.help.centre.language_names import NAMES, name_of
from onboarding.store import now
from onboarding.store.per_app import SETTINGS
from onboarding.web.problems import Problem
from onboarding.workspaces import embedding, keys
from onboarding.workspaces.changes import ChangeError
from onboarding.workspaces.coverage import coverage_of
from onboarding.workspaces.key_queries import secret_keys_of, signing_secrets_of
from onboarding.workspaces.keys import MOST_SIGNING_SECRETS, NewSecret
from onboarding.workspaces.origins import allow_origin, remove_origin
from onboarding.workspaces.settings import set_identity_enforcement

PATH = "/<workspace>/<environment>/settings"


@pages.get(PATH)
@seated
def settings(seat: Seat) -> str:
    """What the environment is set to."""
    return _settings(seat)


def _refused(seat: Seat, error: ChangeError, **_: str) -> str:
    return _settings(seat, fault=str(error))


@pages.post(f"{PATH}/origins")
@seated
@refused(ChangeError, 422, _refused)
def change_origins(seat: Seat) -> AnyResponse:
    """Allow an origin, or remove one."""
    seat.require("admin")
    change, name = (remove_origin, "remove") if "remove" in request.form else (allow_origin, "allow")
    change(seat.environment, request.form.get(name, "").strip(), actor=seat.member.id)
    return to(seat, "settings")


@pages.post(f"{PATH}/identity")
@seated
def change_identity(seat: Seat) -> AnyResponse:
    """Enforce identity, or no longer."""
    seat.require("admin")
    wanted = request.form.get("enforce")
    if wanted not in ("on", "off"):
        raise Problem(422, "invalid", "Identity is enforced or not: `enforce` must be on or off.")
    set_identity_enforcement(seat.environment, enforced=wanted == "on", actor=seat.member.id)
    return to(seat, "settings")


@pages.post(f"{PATH}/language")
@seated
@refused(ChangeError, 422, _refused)
def change_language(seat: Seat) -> AnyResponse:
    """Choose the language to which the workspace's articles fall back, in every environment."""
    seat.require("admin")
    set_default_language(seat.workspace.workspace_id, request.form.get("language", ""), actor=seat.member.id)
    return to(seat, "settings")


@pages.post(f"{PATH}/signing-secrets")
@seated
@refused(ChangeError, 409, _refused)
def add_signing_secret(seat: Seat) -> str:
    """Make the next signing secret; it is shown once, in this answer."""
    seat.require("admin")
    made = keys.rotate_signing_secret(seat.environment, actor=seat.member.id)
    return _settings(seat, signing_secret=made)


@pages.post(f"{PATH}/signing-secrets/<kid>")
@seated
@refused(ChangeError, 409, _refused)
def revoke_signing_secret(seat: Seat, kid: str) -> AnyResponse:
    """Revoke a signing secret."""
    seat.require("admin")
    keys.revoke_signing_secret(seat.environment, kid, actor=seat.member.id)
    return to(seat, "settings")


@pages.post(f"{PATH}/secret-keys")
@seated
@refused(ChangeError, 409, _refused)
def add_secret_key(seat: Seat) -> str:
    """Make a secret key; it is shown once, in this answer."""
    seat.require("admin")
    made = keys.create_secret_key(seat.environment, actor=seat.member.id)
    return _settings(seat, secret_key=made)


@pages.post(f"{PATH}/secret-keys/<key_id>")
@seated
@refused(ChangeError, 409, _refused)
def revoke_secret_key(seat: Seat, key_id: str) -> AnyResponse:
    """Revoke a secret key."""
    seat.require("admin")
    keys.revoke_secret_key(seat.environment, key_id, actor=seat.member.id)
    return to(seat, "settings")


def _settings(
    seat: Seat,
    *,
    fault: str | None = None,
    signing_secret: NewSecret | None = None,
    secret_key: NewSecret | None = None,
) -> str:
    seat.require("admin")
    signing_secrets = signing_secrets_of(seat.environment.id)
    server = SETTINGS.get()
    return render_template(
        "dashboard/settings.html",
        seat=seat,
        snippet=embedding.snippet(server.base_url, seat.environment.public_key),
        coverage=coverage_of(seat.environment.id, now().date()),
        signing_secrets=signing_secrets,
        may_rotate=len(signing_secrets) < MOST_SIGNING_SECRETS,
        secret_keys=secret_keys_of(seat.environment.id),
        fault=fault,
        signing_secret=signing_secret,
        secret_key=secret_key,
        languages=NAMES,
        name_of=name_of,
        section="settings",
    )
