"""Bringing in a folder of content: all of it or nothing, and errors that say where."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from onboarding.content.faults import SourceRefused
from onboarding.content.models import Content
from onboarding.content.queries import published_in
from onboarding.content.service import push
from onboarding.store import db
from onboarding.workspaces.identity import Identity, sign
from tests.conftest import ON_SQLITE_ALONE, Tenant

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
    assert [(each.kind, each.key, each.version, each.changed) for each in pushed.contents] == [
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
    pushed = {each.key: (each.version, each.changed) for each in push(folder, tenant.environment, actor="cli").contents}
    assert pushed == {"show-two": (1, False), "start": (2, True)}
    live = {each.key: each for each in published_in(tenant.environment.id)}
    assert live["start"].version == 2
    assert live["start"].bits == {"one": 0, "two": 1, "zero": 2}


def with_task(line: str) -> str:
    return f"key: start\ntitle: A\ntasks:\n  - key: a\n    title: T\n    {line}\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("key: start\ntitle: A\ntasks:\n  - key: ONE\n    title: T\n", "checklists/start.yaml:4: /tasks/0/key"),
        ("key: start\ntasks: []\n", "checklists/start.yaml:2: /tasks: "),
        ("key: start\ntitle: A\ntitle: B\n", "checklists/start.yaml:3: the key 'title' stands twice"),
        ("", "checklists/start.yaml:1: a checklist is a mapping"),
        ("key: start\ntitle: a\x07b\n", "checklists/start.yaml:2: the character U+0007 cannot be used"),
        ("key: start\ntasks: &a [*a]\n", "checklists/start.yaml:2: aliases cannot be used here"),
        ("key: start\ntitle: !!binary aGk=\n", "checklists/start.yaml:2: tags (!…) cannot be used here"),
        (
            "key: start\ntitle: 18446744073709551616\n",
            "checklists/start.yaml:2: /title: an integer has 64 bits at most",
        ),
        ('key: start\ntitle: "\\ud800"\n', "checklists/start.yaml:2: /title: a text cannot hold NUL or half a surr"),
        ("key: start\nintro: >-\n  " + "x" * 100_001, "checklists/start.yaml:2: /intro: a text may have 100000 char"),
        (with_task('action: {callback: "a\\0"}'), "checklists/start.yaml:6: /tasks/0/action/callback: a text cannot"),
        (with_task("show_when: {trait: a, at_least: .inf}"), "start.yaml:6: /tasks/0/show_when/at_least: a number is"),
        (with_task("show_when: {trait: a, 5: b}"), "start.yaml:6: /tasks/0/show_when: a comparison names"),
        (with_task("show_when: {trait: a, is: {5: b}}"), "start.yaml:6: /tasks/0/show_when/is: is takes a text"),
        (with_task("show_when: {trait: a, contains: {a: b}}"), "/tasks/0/show_when/contains: contains takes a text"),
        ("key: [\n", "checklists/start.yaml:2: "),
        (CHECKLIST, "checklists/start.yaml:9: /tasks/1/action/tour: there is no tour 'show-two'"),
        (
            with_task("show_when: {any: []}"),
            "checklists/start.yaml:6: /tasks/0/show_when/any: an empty group never matches",
        ),
    ],
)
@ON_SQLITE_ALONE
def test_push_names_file_line_and_pointer_of_a_fault(tenant: Tenant, tmp_path: Path, text: str, wanted: str) -> None:
    with pytest.raises(SourceRefused) as raised:
        push(write(tmp_path, checklists__start=text), tenant.environment, actor="cli")
    assert wanted in str(raised.value)
    assert db.session.scalar(select(func.count()).select_from(Content)) == 0


def test_push_tells_of_every_file_that_cannot_be_read(tenant: Tenant, tmp_path: Path) -> None:
    folder = write(tmp_path, checklists__a="key: [", checklists__b="", tours__c=TOUR)
    (folder / "tours" / "d.yaml").write_bytes(b"key: \xff")
    (folder / "tours" / "e.yaml").mkdir()
    with pytest.raises(SourceRefused) as raised:
        push(folder, tenant.environment, actor="cli")
    assert {(each.file, each.line) for each in raised.value.faults} == {
        ("checklists/a.yaml", 1),
        ("checklists/b.yaml", 1),
        ("tours/d.yaml", 1),
        ("tours/e.yaml", 1),
    }


def test_push_of_a_folder_without_content_is_refused(tenant: Tenant, tmp_path: Path) -> None:
    with pytest.raises(SourceRefused, match=r"holds no checklists/\*\.yaml or tours/\*\.yaml"):
        push(tmp_path, tenant.environment, actor="cli")


def test_push_stores_nothing_when_one_file_is_wrong(tenant: Tenant, tmp_path: Path) -> None:
    folder = write(tmp_path, tours__show=TOUR, checklists__start="key: start\n")
    with pytest.raises(SourceRefused):
        push(folder, tenant.environment, actor="cli")
    assert db.session.scalar(select(func.count()).select_from(Content)) == 0


@pytest.mark.parametrize(
    "comparison",
    ["is: 5", "is_not: true", "one_of: [5, pro]", "contains: 5", "contains: pro", "at_least: 5", "at_most: -1.5"],
)
def test_a_rule_that_was_pushed_fails_for_no_trait(
    client: FlaskClient, tenant: Tenant, tmp_path: Path, comparison: str
) -> None:
    text = with_task(f"show_when: {{any: [{{trait: x, {comparison}}}, {{company_trait: x, exists: true}}]}}")
    push(write(tmp_path, checklists__start=text), tenant.environment, actor="cli")
    for trait in ("abc", 5, True, ["a"], {"a": 1}, None):
        token = sign(Identity(external_id="u_1", traits={"x": trait}), tenant.environment)
        assert client.post("/v1/boot", json={"key": tenant.public_key, "token": token}).status_code == 200


def test_push_takes_the_demo_content(app: Flask, tenant: Tenant) -> None:
    pushed = push(DEMO_CONTENT, tenant.environment, actor="cli")
    assert {each.kind for each in pushed.contents} == {"tour", "checklist"}
