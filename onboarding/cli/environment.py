"""`handrail environment`: who may embed the widget, who must sign, which trait makes segments."""

from __future__ import annotations

import click

from onboarding.cli import handrail
from onboarding.cli.context import in_environment
from onboarding.store import now
from onboarding.workspaces import origins, settings
from onboarding.workspaces.coverage import Coverage, coverage_of
from onboarding.workspaces.key_queries import secret_keys_of, signing_secrets_of
from onboarding.workspaces.queries import EnvironmentView, environment_by_public_key


@handrail.group("environment")
def environment_group() -> None:
    """See and change an environment: origins, identity, keys. A server follows within a second."""


@environment_group.command()
@in_environment
def show(environment: EnvironmentView) -> None:
    """Print what the environment is set to; no secret is among it."""
    click.echo(f"{environment.workspace_name}, {environment.kind}")
    _line("public key", environment.public_key)
    _line("allowed origins", ", ".join(environment.allowed_origins) or "none: no page may embed the widget")
    _line("identity", "enforced" if environment.enforce_identity else "not enforced")
    if not environment.enforce_identity:
        _line("signed", coverage_text(coverage_of(environment.id, now().date())))
    _line("segment trait", environment.segment_trait)
    for secret in signing_secrets_of(environment.id):
        _line("signing secret", f"{secret.id}, since {secret.created_at:%Y-%m-%d}")
    for key in secret_keys_of(environment.id):
        _line("secret key", f"{key.id}, {key.hint}…, since {key.created_at:%Y-%m-%d}")


@environment_group.command()
@click.argument("origin")
@in_environment
def allow_origin(environment: EnvironmentView, origin: str) -> None:
    """Let pages of ORIGIN, such as https://app.example.com, embed the widget."""
    origins.allow_origin(environment, origin, actor="cli")
    _print_origins(environment)


@environment_group.command()
@click.argument("origin")
@in_environment
def remove_origin(environment: EnvironmentView, origin: str) -> None:
    """Stop letting pages of ORIGIN embed the widget."""
    origins.remove_origin(environment, origin, actor="cli")
    _print_origins(environment)


@environment_group.command()
@click.argument("switch", type=click.Choice(["on", "off"]))
@in_environment
def enforce_identity(environment: EnvironmentView, switch: str) -> None:
    """Take known users only with an identity token (on), or by their bare id too (off)."""
    if switch == "on" and not environment.enforce_identity:
        click.echo(f"signed: {coverage_text(coverage_of(environment.id, now().date()))}")
    settings.set_identity_enforcement(environment, enforced=switch == "on", actor="cli")
    click.echo(f"identity in {environment.kind}: {'enforced' if switch == 'on' else 'not enforced'}")


@environment_group.command()
@click.argument("trait")
@in_environment
def set_segment_trait(environment: EnvironmentView, trait: str) -> None:
    """Pin TRAIT as the segment of users who start from now on; those who have started keep theirs."""
    settings.set_segment_trait(environment, trait, actor="cli")
    click.echo(f"segment trait in {environment.kind}: {trait}")


def coverage_text(coverage: Coverage) -> str:
    """The coverage figure with its n."""
    if not coverage.batches:
        return f"no event batch of a known user since {coverage.since:%Y-%m-%d}"
    share = 100 * coverage.signed / coverage.batches
    return f"{share:.1f} % of {coverage.batches:,} event batches of known users since {coverage.since:%Y-%m-%d}"


def _print_origins(environment: EnvironmentView) -> None:
    changed = environment_by_public_key(environment.public_key)
    allowed = changed.allowed_origins if changed is not None else ()
    click.echo(f"allowed origins in {environment.kind}: {', '.join(allowed) or 'none'}")


def _line(name: str, value: str) -> None:
    click.echo(f"  {name:<16} {value}")
