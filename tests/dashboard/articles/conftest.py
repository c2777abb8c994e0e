"""An editor, and an article to write."""

from __future__ import annotations

import pytest

from onboarding.help.writing.words import Place
from tests.conftest import Tenant
from tests.dashboard.conftest import Login, make_login
from tests.help.authoring.conftest import Desk, desk

__all__ = ["desk"]


@pytest.fixture
def erin(tenant: Tenant) -> Login:
    """An editor."""
    return make_login(tenant, "erin", "editor")


@pytest.fixture
def pay(desk: Desk) -> Place:
    """A published article."""
    return desk.published("Pay", "By **card**.")
