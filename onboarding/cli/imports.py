"""`handrail import`: bring in what was written or collected elsewhere."""

from __future__ import annotations

from onboarding.cli import handrail


@handrail.group("import")
def imports() -> None:
    """Bring in what was written or collected elsewhere; a second time changes nothing."""
