"""Bringing in a folder of content: all of it or nothing, and errors that say where."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from onboarding.content.models import Content
from onboarding.content.queries import published_in
from onboarding.content.service import PushError, push
from onboarding.store import db
from tests.conftest import Tenant

DEMO_CONTENT = Path(__file__).parents[2] / "examples" / "demo" / "content"

CHECKLIST = """\
key: start
title: Get started
tasks:
  - key: one
    title: First
    complete_when: {event: did_one}
  - key: two
    title: Second
    action: {tour: show-two}
"""
TOUR = """\
key: show-two
title: Show
steps:
  - key: here
    title: Here
    target: "#here"
"""


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".yaml").write_text(text)
    return folder


def test_push_publishes_every_content_of_the_folder(tenant: Tenant, tmp_path: Path) -> None:
    folder = write(tmp_path, checklists__start=CHECKLIST, tours__show=TOUR)
    pushed = push(folder, tenant.environment, actor="cli")
    assert [(each.kind, each.key, each.version, each.changed) for each in pushed] == [
        ("tour", "show-two", 1, True),
        ("checklist", "start", 1, True),
    ]
    live = {each.key: each for each in published_in(tenant.environment.id)}
    assert live["start"].bits == {"one": 0, "two": 1}
    assert live["start"].body["tasks"][1]["manual"] is True


def test_push_makes_a_version_only_of_what_changed(tenant: Tenant, tmp_path: Path) -> None:
    folder = write(tmp_path, checklists__start=CHECKLIST, tours__show=TOUR)
    push(folder, tenant.environment, actor="cli")
    write(tmp_path, checklists__start=CHECKLIST.replace("key: one", "key: zero"))
    pushed = {each.key: (each.version, each.changed) for each in push(folder, tenant.environment, actor="cli")}
    assert pushed == {"show-two": (1, False), "start": (2, True)}
    live = {each.key: each for each in published_in(tenant.environment.id)}
    assert live["start"].version == 2
    assert live["start"].bits == {"one": 0, "two": 1, "zero": 2}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("key: start\ntitle: A\ntasks:\n  - key: ONE\n    title: T\n", "checklists/start.yaml:4: /tasks/0/key"),
        ("key: start\ntasks: []\n", "checklists/start.yaml:2: /tasks: "),
        ("key: start\ntitle: A\ntitle: B\n", "checklists/start.yaml:3: /: the key 'title' stands twice"),
        ("key: [\n", "checklists/start.yaml:2: /: "),
        (CHECKLIST, "checklists/start.yaml:9: /tasks/1/action/tour: there is no tour 'show-two'"),
        (
            "key: start\ntitle: A\ntasks:\n  - key: a\n    title: T\n    show_when: {any: []}\n",
            "checklists/start.yaml:6: /tasks/0/show_when/any: an empty group never matches",
        ),
    ],
)
def test_push_names_file_line_and_pointer_of_a_fault(tenant: Tenant, tmp_path: Path, text: str, wanted: str) -> None:
    with pytest.raises(PushError) as raised:
        push(write(tmp_path, checklists__start=text), tenant.environment, actor="cli")
    assert wanted in str(raised.value)


def test_push_stores_nothing_when_one_file_is_wrong(tenant: Tenant, tmp_path: Path) -> None:
    folder = write(tmp_path, tours__show=TOUR, checklists__start="key: start\n")
    with pytest.raises(PushError):
        push(folder, tenant.environment, actor="cli")
    assert db.session.scalar(select(func.count()).select_from(Content)) == 0


def test_push_takes_the_demo_content(app: Flask, tenant: Tenant) -> None:
    pushed = push(DEMO_CONTENT, tenant.environment, actor="cli")
    assert {each.kind for each in pushed} == {"tour", "checklist"}
