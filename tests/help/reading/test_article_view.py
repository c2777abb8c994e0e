"""An article that is opened is the one the database holds now, whatever the catalogue remembers."""

from __future__ import annotations

from typing import Any

import pytest

from onboarding.help.reading.queries import article_view, catalogue_of
from tests.help.library import Library


@pytest.mark.parametrize("head", [{"audience": "known"}, {"draft": True}])
def test_article_that_was_withdrawn_since_the_catalogue_was_read_is_not_shown(
    library: Library, head: dict[str, Any]
) -> None:
    library.write("bank.en.md")
    library.bring_in()
    catalogue = catalogue_of(library.tenant.workspace_id)
    assert article_view(catalogue, "bank", ("en",)) is not None
    library.write("bank.en.md", **head)
    library.bring_in()
    assert article_view(catalogue, "bank", ("en",)) is None
