"""The `handrail` command."""

from __future__ import annotations

import click

from onboarding import __version__
from onboarding.cli.failures import Handrail


@click.group(cls=Handrail)
@click.version_option(__version__, prog_name="handrail")
def handrail() -> None:
    """Onboarding and self-service help that you host yourself."""
