"""Two checklists, one of them in two versions, live in the tenant's production environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from onboarding.content.service import push
from tests.conftest import Tenant

FIRST_VERSION = """\
key: start
title: Get started
tasks:
  - {key: details, title: Fill in your details}
  - {key: old, title: Asked once}
  - {key: bank, title: Connect your bank}
  - {key: invite, title: Invite a colleague, optional: true, show_when: {trait: plan, is: pro}}
"""
SECOND_VERSION = """\
key: start
title: Get started
tasks:
  - {key: bank, title: Connect your bank}
  - {key: details, title: Fill in your details}
  - {key: review, title: Look over your reminders, show_when: {trait: plan, is: pro}}
  - {key: invite, title: Invite a colleague, optional: true, show_when: {trait: plan, is: pro}}
"""
OTHER = """\
key: deeper
title: Go deeper
tasks:
  - {key: export, title: Export something}
"""


@pytest.fixture
def live(tenant: Tenant, tmp_path: Path) -> Tenant:
    """The tenant with both checklists published; `start` was republished once."""
    folder = tmp_path / "content" / "checklists"
    folder.mkdir(parents=True)
    (folder / "deeper.yaml").write_text(OTHER)
    for text in (FIRST_VERSION, SECOND_VERSION):
        (folder / "start.yaml").write_text(text)
        push(folder.parent, tenant.environment, actor="test")
    return tenant
