"""The guide to content lists every field there is, and what it shows comes in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml
from marshmallow import Schema

from onboarding.checklists.schemas import ActionSchema, ChecklistSchema, TaskSchema, TriggerSchema
from onboarding.content.service import push
from onboarding.tours.schemas import CandidateSchema, StartSchema, StepSchema, TourSchema
from tests.conftest import Tenant

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "content.md").read_text("utf-8")
DEMO = ROOT / "examples" / "demo" / "content"
FILE = re.compile(r"```yaml\n(# content/(\S+)\n.*?)```", re.DOTALL)
SCHEMAS = {
    "Checklist": ChecklistSchema,
    "Task": TaskSchema,
    "Action": ActionSchema,
    "Trigger": TriggerSchema,
    "Tour": TourSchema,
    "Start": StartSchema,
    "Step": StepSchema,
    "Candidate": CandidateSchema,
}


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading."""
    section = GUIDE.partition(f"\n### {heading}\n")[2].partition("\n#")[0]
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    return [re.split(r"\s*\|\s*", line)[1:-1] for line in lines]


def keys_of(value: Any) -> Iterable[str]:
    """Every key in a document."""
    if isinstance(value, dict):
        yield from value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from keys_of(inner)


@pytest.mark.parametrize("heading", SCHEMAS)
def test_guide_lists_every_field_and_no_other(heading: str) -> None:
    listed = [name for row in rows(heading) for name in re.findall(r"`(\w+)`", row[0])]
    assert sorted(listed) == sorted(SCHEMAS[heading]().fields)


@pytest.mark.parametrize("heading", SCHEMAS)
def test_guide_tells_the_defaults(heading: str) -> None:
    schema: Schema = SCHEMAS[heading]()
    for cells in rows(heading):
        for name in re.findall(r"`(\w+)`", cells[0]):
            field = schema.fields[name]
            assert not (field.required and cells[1]), f"{heading} {name} has no default"
            if isinstance(field.load_default, str | bool | int):
                assert cells[1] == f"`{yaml.safe_dump(field.load_default).splitlines()[0]}`", f"{heading} {name}"


def test_guide_and_demo_show_every_field() -> None:
    texts = [text for text, _ in FILE.findall(GUIDE)]
    texts += [path.read_text() for kind in ("checklists", "tours") for path in (DEMO / kind).glob("*.yaml")]
    shown = {key for text in texts for key in keys_of(yaml.safe_load(text))}
    assert {name for schema in SCHEMAS.values() for name in schema().fields} - shown == set()


def test_content_the_guide_shows_comes_in(tenant: Tenant, tmp_path: Path) -> None:
    for text, name in FILE.findall(GUIDE):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    report = push(tmp_path, tenant.environment, actor="test")
    assert "going-live" in str(report), "the article that is not there is doubted"
