"""A checklist with every way of completing a task, live in the tenant's environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from onboarding.content.service import push
from tests.conftest import Tenant

CHECKLIST = """\
key: start
title: Get started
audience: everyone
tasks:
  - {key: by-hand, title: By hand}
  - {key: by-event, title: By event, complete_when: {event: thing_made}}
  - {key: by-url, title: By address, complete_when: {url: /settings*}}
  - {key: by-tour, title: By tour, complete_when: {any: [{tour: around}, {event: toured}]}}
  - {key: for-pro, title: For pro, show_when: {trait: plan, is: pro}}
  - {key: extra, title: Optional, optional: true, locked_until: [by-hand]}
"""
TOUR = """\
key: around
title: Around
steps:
  - {key: first, title: First, kind: modal}
  - {key: second, title: Second, target: "#x"}
"""


@pytest.fixture
def live(tenant: Tenant, tmp_path: Path) -> Tenant:
    """The tenant, with the checklist and its tour published."""
    for folder, text in (("checklists", CHECKLIST), ("tours", TOUR)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "content.yaml").write_text(text)
    push(tmp_path, tenant.environment, actor="test")
    return tenant
