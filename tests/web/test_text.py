"""Texts in requests."""

from __future__ import annotations

import pytest
from marshmallow import ValidationError

from onboarding.web.fields import Text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a\0b", "A text cannot hold NUL."),
        ("abcdef", "Length must be between 1 and 5."),
        ("", "Length must be between 1 and 5."),
        (5, "Not a valid string."),
    ],
)
def test_text_that_cannot_be_kept_is_refused_in_plain_words(text: object, told: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Text(shortest=1, longest=5).deserialize(text)
    assert refused.value.messages == [told]
