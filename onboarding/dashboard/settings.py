"""An environment's settings, for admins: where the widget may run, who must sign, which keys are good."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from onboarding.dashboard.access import Seat, seated
from onboarding.dashboard.pages import pages
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

Page = str | tuple[str, int]
PATH = "/<workspace>/<environment>/settings"


@pages.get(PATH)
@seated
def settings(seat: Seat) -> str:
    """What the environment is set to."""
    return _settings(seat)


@pages.post(f"{PATH}/origins")
@seated
def change_origins(seat: Seat) -> AnyResponse | Page:
    """Allow an origin, or remove one."""
    seat.require("admin")
    change, name = (remove_origin, "remove") if "remove" in request.form else (allow_origin, "allow")
    try:
        change(seat.environment, request.form.get(name, "").strip(), actor=seat.member.id)
    except ChangeError as error:
        return _settings(seat, fault=str(error)), 422
    return _back(seat)


@pages.post(f"{PATH}/identity")
@seated
def change_identity(seat: Seat) -> AnyResponse:
    """Enforce identity, or no longer."""
    seat.require("admin")
    wanted = request.form.get("enforce")
    if wanted not in ("on", "off"):
        raise Problem(422, "invalid", "Identity is enforced or not: `enforce` must be on or off.")
    set_identity_enforcement(seat.environment, enforced=wanted == "on", actor=seat.member.id)
    return _back(seat)


@pages.post(f"{PATH}/signing-secrets")
@seated
def add_signing_secret(seat: Seat) -> Page:
    """Make the next signing secret; it is shown once, in this answer."""
    seat.require("admin")
    try:
        made = keys.rotate_signing_secret(seat.environment, actor=seat.member.id)
    except ChangeError as error:
        return _settings(seat, fault=str(error)), 409
    return _settings(seat, signing_secret=made)


@pages.post(f"{PATH}/signing-secrets/<kid>")
@seated
def revoke_signing_secret(seat: Seat, kid: str) -> AnyResponse | Page:
    """Revoke a signing secret."""
    seat.require("admin")
    try:
        keys.revoke_signing_secret(seat.environment, kid, actor=seat.member.id)
    except ChangeError as error:
        return _settings(seat, fault=str(error)), 409
    return _back(seat)


@pages.post(f"{PATH}/secret-keys")
@seated
def add_secret_key(seat: Seat) -> Page:
    """Make a secret key; it is shown once, in this answer."""
    seat.require("admin")
    try:
        made = keys.create_secret_key(seat.environment, actor=seat.member.id)
    except ChangeError as error:
        return _settings(seat, fault=str(error)), 409
    return _settings(seat, secret_key=made)


@pages.post(f"{PATH}/secret-keys/<key_id>")
@seated
def revoke_secret_key(seat: Seat, key_id: str) -> AnyResponse | Page:
    """Revoke a secret key."""
    seat.require("admin")
    try:
        keys.revoke_secret_key(seat.environment, key_id, actor=seat.member.id)
    except ChangeError as error:
        return _settings(seat, fault=str(error)), 409
    return _back(seat)


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
        section="settings",
    )


def _back(seat: Seat) -> AnyResponse:
    address = url_for("dashboard.settings", workspace=seat.workspace.public_id, environment=seat.environment.kind)
    return redirect(address, 303)
