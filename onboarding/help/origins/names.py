"""What sources are called: their kind, and what tells one of a kind from another (`zendesk:acme.zendesk.com`)."""

from __future__ import annotations

import unicodedata

LONGEST_NAME = 120
BETWEEN = ":"


def source_called(kind: str, name: str | None) -> str:
    """A source of a kind; without a name it is the only one of its kind that has none.

    Args:
        kind: `zendesk`, `markdown`.
        name: an account, a folder; what cannot stand in a name is left out of it.
    """
    fitting = _fitting(name or "")
    return f"{kind}{BETWEEN}{fitting}" if fitting else kind


def kind_of(source: str) -> str:
    """The kind of a source."""
    return source.partition(BETWEEN)[0]


def is_name(name: str) -> bool:
    """Whether a source can be called so as it is written."""
    return bool(name) and name == _fitting(name)


def _fitting(name: str) -> str:
    # A slash parts a source from an id there; file systems spell the same letters in different ways.
    spelt = unicodedata.normalize("NFC", name).replace("/", "-")
    return "".join(each for each in spelt if each.isprintable()).strip()[:LONGEST_NAME].strip()
