"""`handrail openapi`: the API's contract."""

from __future__ import annotations

import json

import click

from onboarding.cli import handrail
from onboarding.cli.context import in_app
from onboarding.web import contract


@handrail.command()
@in_app
def openapi() -> None:
    """Print the OpenAPI 3.1 document that the code generates."""
    click.echo(json.dumps(contract.openapi(), indent=2, ensure_ascii=False))
