"""`handrail environment …`: the keys of a backend, and the secrets it signs identity tokens with."""

from __future__ import annotations

import click

from onboarding.cli.context import in_environment
from onboarding.cli.environment import environment_group
from onboarding.workspaces import keys
from onboarding.workspaces.queries import EnvironmentView


@environment_group.command()
@in_environment
def rotate_signing_secret(environment: EnvironmentView) -> None:
    """Make a second signing secret; tokens of both are good until you revoke the first."""
    made = keys.rotate_signing_secret(environment, actor="cli")
    click.echo(f"kid:            {made.id}\nsigning secret: {made.value}\n")
    click.echo("It is not shown again. Give both to your backend, wait until tokens of the old one have expired (two")
    click.echo("hours at most), then: handrail environment revoke-signing-secret OLD-KID")


@environment_group.command()
@click.argument("kid")
@in_environment
def revoke_signing_secret(environment: EnvironmentView, kid: str) -> None:
    """Refuse tokens signed with the secret KID from now on."""
    keys.revoke_signing_secret(environment, kid, actor="cli")
    click.echo(f"revoked: {kid}")


@environment_group.command()
@in_environment
def create_secret_key(environment: EnvironmentView) -> None:
    """Make a secret key for a backend."""
    made = keys.create_secret_key(environment, actor="cli")
    click.echo(f"id:         {made.id}\nsecret key: {made.value}\n\nIt is not shown again.")


@environment_group.command()
@click.argument("key_id", metavar="ID")
@in_environment
def revoke_secret_key(environment: EnvironmentView, key_id: str) -> None:
    """Refuse the secret key ID, as `handrail environment show` lists it, from now on."""
    keys.revoke_secret_key(environment, key_id, actor="cli")
    click.echo(f"revoked: {key_id}")
