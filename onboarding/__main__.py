"""Entry point of the `handrail` command."""

from __future__ import annotations

from onboarding.app import create_app
from onboarding.cli import content, handrail, serve, tickets

COMMANDS = (serve, content, tickets)
"""Modules whose commands are registered by being imported."""


def main() -> None:
    """Run the command line."""
    handrail(obj=create_app)


if __name__ == "__main__":
    main()
