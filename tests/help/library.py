"""A folder of articles that tests write and bring in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from onboarding.help.importers.markdown.service import import_markdown
from onboarding.help.importers.report import ImportReport
from tests.conftest import Tenant


@dataclass(frozen=True)
class Library:
    """The folder, and the workspace it goes to."""

    folder: Path
    tenant: Tenant

    def write(self, name: str, body: str = "Words.", **head: Any) -> Path:
        """Write an article; its title is its name unless it says otherwise."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        head = {"title": path.name.partition(".")[0].replace("-", " ").capitalize(), **head}
        front = yaml.safe_dump({key: value for key, value in head.items() if value is not None}, allow_unicode=True)
        path.write_text(f"---\n{front}---\n{body}\n", "utf-8")
        return path

    def bring_in(self, **options: Any) -> ImportReport:
        """Import the folder."""
        return import_markdown(self.folder, self.tenant.environment, actor="test", **options)
