"""Fixtures of the knowledge base."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Tenant
from tests.help.library import Library


@pytest.fixture
def library(tenant: Tenant, tmp_path: Path) -> Library:
    """An empty folder for articles of the tenant's."""
    folder = tmp_path / "articles"
    folder.mkdir()
    return Library(folder, tenant)
