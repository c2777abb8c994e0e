"""Entry point of the `handrail` command."""

from __future__ import annotations

from onboarding.app import create_app
from onboarding.cli import (
    article_imports,
    articles,
    backup,
    content,
    demo,
    environment,
    exports,
    handrail,
    init,
    keys,
    member,
    openapi,
    serve,
    tickets,
    vendor_imports,
    workspace,
)
from onboarding.cli import help as knowledge_base
from onboarding.cli import synonyms as synonym_file

__all__ = ["COMMANDS", "handrail", "main"]

COMMANDS = (
    *(demo, init, serve, environment, keys, workspace, member, backup, content),
    *(knowledge_base, articles, article_imports, vendor_imports, exports, synonym_file, tickets, openapi),
)
"""Modules whose commands are registered by being imported."""


def main() -> None:
    """Run the command line."""
    handrail(obj=create_app)


if __name__ == "__main__":
    main()
