"""What a folder that can be read still gets wrong: references that lead nowhere, and what can hardly be meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from onboarding.content import outside
from onboarding.content.faults import SourceFault
from onboarding.content.kinds import Kind, Reference
from onboarding.content.queries import existing_keys
from onboarding.content.source import ENDINGS, Draft

NOT_READ = ("_", ".")
"""How the names of files and folders begin that are meant for somebody else."""


def dangling_contents(drafts: Sequence[Draft], workspace_id: int) -> list[SourceFault]:
    """References to contents that are neither in the folder nor in the workspace."""
    known = existing_keys(workspace_id) | {(draft.kind.name, draft.key) for draft in drafts}
    return [
        _nothing_there(draft, reference)
        for draft, reference in _references(drafts)
        if not outside.is_outside(reference.kind) and (reference.kind, reference.key) not in known
    ]


def warnings_of(folder: Path, kinds: Sequence[Kind], drafts: Sequence[Draft], workspace_id: int) -> list[SourceFault]:
    """What is allowed and can hardly be meant, by file and line."""
    found = [draft.fault(each.pointer, each.detail) for draft in drafts for each in draft.kind.warnings(draft.body)]
    found += [
        _nothing_there(draft, reference)
        for draft, reference in _references(drafts)
        if outside.is_outside(reference.kind) and not outside.is_there(workspace_id, reference.kind, reference.key)
    ]
    found += _passed_over(folder, kinds, drafts)
    return sorted(found, key=lambda each: (each.file, each.line, each.pointer))


def _references(drafts: Sequence[Draft]) -> Iterator[tuple[Draft, Reference]]:
    return ((draft, reference) for draft in drafts for reference in draft.kind.references(draft.body))


def _nothing_there(draft: Draft, reference: Reference) -> SourceFault:
    return draft.fault(reference.pointer, f"there is no {reference.kind} {reference.key!r}")


def _passed_over(folder: Path, kinds: Sequence[Kind], drafts: Sequence[Draft]) -> Iterator[SourceFault]:
    """YAML that nobody reads: beside the folders of contents, in a folder whose name is not quite right, or deeper."""
    read = {draft.file for draft in drafts}
    places = " or ".join(f"{kind.folder}/*.yaml" for kind in reversed(kinds))
    patterns = ("*", "*/*", *(f"{kind.folder}/*/*" for kind in kinds))
    for path in sorted({path for pattern in patterns for path in folder.glob(pattern)}):
        place = path.relative_to(folder)
        for_others = any(part.startswith(NOT_READ) for part in place.parts)
        if path.suffix.lower() in ENDINGS and not for_others and str(place) not in read:
            yield SourceFault(str(place), 1, f"is not read; contents lie in {places}")
