"""Text is sought and sorted without regard to case, in every script, on either database."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import String, func, literal, select

from onboarding.store import db


@pytest.mark.parametrize(
    ("text", "wanted", "holds"),
    [
        ("ÄRGER MIT Bank", "ärger mit bank", True),
        ("Ärger mit Ökobank", "ärger mit ökobank", True),
        ("Счёт", "сЧЁТ", True),
        ("Ärger", "arger", False),
        ("100 %", "100 %", True),
        ("100 €", "100 %", False),
    ],
)
def test_text_holds_another_in_any_case(app: Flask, text: str, wanted: str, holds: bool) -> None:
    column = literal(text, String)
    assert bool(db.session.scalar(select(column.icontains(wanted, autoescape=True)))) is holds


def test_lower_case_of_nothing_is_nothing(app: Flask) -> None:
    assert db.session.scalar(select(func.lower(literal(None, String)))) is None
