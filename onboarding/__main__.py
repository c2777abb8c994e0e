"""Entry point of the `handrail` command."""

from __future__ import annotations

from onboarding.app import create_app
from onboarding.cli import backup, content, demo, handrail, init, openapi, serve, tickets
from onboarding.cli import help as knowledge_base

COMMANDS = (demo, init, serve, backup, content, knowledge_base, tickets, openapi)
"""Modules whose commands are registered by being imported."""


def main() -> None:
    """Run the command line."""
    handrail(obj=create_app)


if __name__ == "__main__":
    main()
