"""Assets: read once, kept for ever under an address that changes with them, a stylesheet in one piece."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from onboarding.web import assets


@pytest.fixture
def styled(tmp_path: Path) -> FlaskClient:
    """A client of an app whose one stylesheet imports others."""
    (tmp_path / "parts").mkdir()
    (tmp_path / "all.css").write_text('/* all */\n@import "./parts/b.css";\n@import "./parts/a.css";\n')
    (tmp_path / "parts" / "a.css").write_text("a { color: red; }\n")
    (tmp_path / "parts" / "b.css").write_text('@import "./c.css";\nb { color: red; }\n')
    (tmp_path / "parts" / "c.css").write_text("c { color: red; }\n")
    app = Flask(__name__, static_folder=None)
    assets.register(app, site=tmp_path)
    return app.test_client()


def test_a_stylesheet_holds_what_it_imports_in_that_order(styled: FlaskClient) -> None:
    answer = styled.get("/assets/site/all.css")
    assert answer.mimetype == "text/css"
    assert " ".join(answer.text.split()) == "/* all */ c { color: red; } b { color: red; } a { color: red; }"


def test_a_part_has_no_address_of_its_own(styled: FlaskClient) -> None:
    assert styled.get("/assets/site/parts/a.css").status_code == 404


def test_a_part_that_changed_changes_the_address_of_the_whole(tmp_path: Path, styled: FlaskClient) -> None:
    before = styled.get("/assets/site/all.css").headers["ETag"]
    (tmp_path / "parts" / "c.css").write_text("c { color: blue; }\n")
    app = Flask(__name__, static_folder=None)
    assets.register(app, site=tmp_path)
    assert app.test_client().get("/assets/site/all.css").headers["ETag"] != before


def test_the_help_centres_stylesheet_is_whole(client: FlaskClient) -> None:
    text = client.get("/assets/help/centre.css").text
    assert "@import" not in text
    folder = Path(assets.__file__).parents[1] / "help" / "static" / "help" / "centre"
    assert [part.name for part in folder.iterdir() if part.read_text("utf-8") not in text] == []
