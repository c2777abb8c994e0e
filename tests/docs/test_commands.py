"""The guides name every command, none that there is not, and no task of the Makefile that there is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from onboarding import __main__ as command_line

ROOT = Path(__file__).parents[2]
GUIDES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))


def commands(group: click.Group, prefix: str = "handrail") -> Iterator[str]:
    """Every command as it is typed."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{prefix} {name}")
        else:
            yield f"{prefix} {name}"


def in_code(pattern: str) -> set[str]:
    """What of the guides' code fits a pattern."""
    code = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
    return {
        found for guide in GUIDES for part in code.findall(guide.read_text()) for found in re.findall(pattern, part)
    }


def test_docs_name_every_command() -> None:
    typed = in_code(r"\bhandrail [a-z-]+(?: [a-z-]+)?")
    assert [each for each in commands(command_line.handrail) if not any(use.startswith(each) for use in typed)] == []


def is_command(words: list[str]) -> bool:
    """Whether the words after `handrail` begin with a command, or are a group of them."""
    command: click.Command | None = command_line.handrail
    for word in words:
        if not isinstance(command, click.Group):
            return True
        command = command.commands.get(word)
    return command is not None


def test_docs_name_no_command_there_is_not() -> None:
    typed = in_code(r"(?<![\w'-])handrail(?! handrail)((?: [a-z][a-z-]+)+)")
    assert len(typed) > 30
    assert sorted(each for each in typed if not is_command(each.split())) == []


def test_docs_name_no_task_there_is_not() -> None:
    tasks = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {use.split()[1] for use in in_code(r"\bmake [a-z]+")} <= tasks
