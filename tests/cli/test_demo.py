"""`handrail demo`: one server, two ports; complete or not at all; the same data the second time."""

from __future__ import annotations

import http.client
import json
import shutil
import socket
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import jwt
import pytest
from sqlalchemy import create_engine, text

from onboarding.cli import demo_installation
from onboarding.cli.demo import by_port
from onboarding.cli.demo_workspace import DemoKeys
from tests.cli.processes import HANDRAIL, bare_environment, lines_until, reserved_ports, running
from tests.patience import PATIENCE


def get(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int, list[str]]]:
    """A running demo: its working folder, its first port and what it printed."""
    folder = tmp_path_factory.mktemp("demo")
    with (
        reserved_ports() as port,
        running([*HANDRAIL, "demo", f"--port={port}"], folder, bare_environment()) as process,
    ):
        yield folder, port, lines_until(process, "Ctrl-C")


def test_demo_serves_product_and_handrail(made: tuple[Path, int, list[str]]) -> None:
    _, port, printed = made
    addresses = [word for line in printed for word in line.split() if word.startswith("http://")]
    assert addresses == [
        f"http://127.0.0.1:{port + 1}/",
        f"http://127.0.0.1:{port}/dashboard/",
        f"http://127.0.0.1:{port}/docs",
    ]
    status, page = get(port + 1, "/")
    assert status == 200
    assert f"http://127.0.0.1:{port}/widget.js" in page
    assert get(port, "/readyz")[0] == 200
    assert get(port, "/widget.js")[0] == 200


def test_demo_keeps_its_keys_to_its_owner(made: tuple[Path, int, list[str]]) -> None:
    folder, _, _ = made
    assert stat.S_IMODE((folder / "demo-data" / "demo.json").stat().st_mode) == 0o600
    assert stat.S_IMODE((folder / "demo-data").stat().st_mode) == 0o700
    assert not (folder / "demo-data.unfinished").exists()


def test_demo_boots_its_product_with_the_demo_content(made: tuple[Path, int, list[str]]) -> None:
    folder, port, _ = made
    keys = DemoKeys(**json.loads((folder / "demo-data" / "demo.json").read_text()))
    issued = int(time.time())
    claims = {"sub": "a-new-user", "aud": keys.public_key, "iat": issued, "exp": issued + 60}
    token = jwt.encode(claims, keys.signing_secret, algorithm="HS256", headers={"kid": keys.signing_key_id})
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    body = json.dumps({"key": keys.public_key, "token": token, "locale": "de"})
    connection.request("POST", "/v1/boot", body, {"Origin": f"http://127.0.0.1:{port + 1}"})
    response = connection.getresponse()
    assert response.status == 200
    assert response.headers["Access-Control-Allow-Origin"] == f"http://127.0.0.1:{port + 1}"
    answer = json.loads(response.read())
    assert [each["key"] for each in answer["checklists"]] == ["get-started"]
    assert answer["theme"]["mode"] == "light"
    assert answer["texts"]["greeting"] == "Wie können wir helfen?"
    connection.close()


def test_demo_keeps_its_data_on_another_port(made: tuple[Path, int, list[str]], tmp_path: Path) -> None:
    folder, _, _ = made
    shutil.copytree(folder / "demo-data", tmp_path / "demo-data")
    events = count_events(tmp_path)
    assert events > 10_000
    with (
        reserved_ports() as port,
        running([*HANDRAIL, "demo", f"--port={port}"], tmp_path, bare_environment()) as process,
    ):
        printed = lines_until(process, "Ctrl-C")
        assert not any("Making up" in line for line in printed)
        assert get(port + 1, "/")[0] == 200
    assert count_events(tmp_path) == events
    keys = json.loads((tmp_path / "demo-data" / "demo.json").read_text())
    origins = allowed_origins(tmp_path, keys["public_key"])
    assert f"http://127.0.0.1:{port + 1}" in origins


def test_nobody_of_the_story_opens_what_no_search_has_shown(made: tuple[Path, int, list[str]]) -> None:
    folder, _, _ = made
    opened = "SELECT count(*) FROM search WHERE opened_article_id IS NOT NULL"
    assert int(read(folder, opened)) > 500
    assert int(read(folder, f"{opened} AND results = 0")) == 0


def test_most_of_what_is_searched_for_is_found_and_opened(made: tuple[Path, int, list[str]]) -> None:
    folder, _, _ = made
    found = int(read(folder, "SELECT count(*) FROM search WHERE results > 0"))
    assert int(read(folder, "SELECT count(*) FROM search WHERE opened_article_id IS NOT NULL")) / found > 0.5


def test_every_request_of_the_story_has_its_message_and_its_answer(made: tuple[Path, int, list[str]]) -> None:
    folder, _, _ = made
    requests = int(read(folder, "SELECT count(*) FROM ticket WHERE source = 'widget'"))
    assert requests > 500
    thread = "SELECT count(DISTINCT ticket_id) FROM message WHERE author = :author"
    assert int(read(folder, thread, author="user")) == requests
    assert int(read(folder, thread, author="handrail")) == requests
    assert int(read(folder, "SELECT count(*) FROM message WHERE body = ''")) == 0


def test_requests_of_the_story_name_the_article_that_was_read_before_them(
    made: tuple[Path, int, list[str]],
) -> None:
    folder, _, _ = made
    named = "SELECT count(*) FROM ticket t WHERE t.article_id IS NOT NULL"
    visit = "SELECT 1 FROM search s WHERE s.help_session = t.help_session AND s.opened_article_id = t.article_id"
    assert int(read(folder, named)) > 10
    assert int(read(folder, f"{named} AND NOT EXISTS ({visit})")) == 0


def test_tickets_of_the_story_that_are_nobodys_are_told_as_such(made: tuple[Path, int, list[str]]) -> None:
    folder, _, _ = made
    unmatched = int(read(folder, "SELECT count(*) FROM ticket WHERE matched_by = 'unmatched'"))
    assert 0.02 < unmatched / int(read(folder, "SELECT count(*) FROM ticket")) < 0.08
    assert int(read(folder, "SELECT count(*) FROM ticket WHERE matched_by = 'unmatched' AND user_id IS NOT NULL")) == 0


def test_references_of_the_story_are_counted_up_in_the_order_of_time(made: tuple[Path, int, list[str]]) -> None:
    folder, _, _ = made
    numbered = "SELECT created_at, CAST(substr(reference, 3) AS INTEGER) AS n FROM ticket WHERE reference LIKE 'R-%'"
    assert int(read(folder, f"SELECT count(*) FROM ({numbered})")) > 500
    both = f"({numbered}) a JOIN ({numbered}) b ON b.created_at > a.created_at AND b.n < a.n"
    assert int(read(folder, f"SELECT count(*) FROM {both}")) == 0


def test_nobody_of_the_story_writes_before_they_have_signed_up(made: tuple[Path, int, list[str]]) -> None:
    folder, _, _ = made
    users = "ticket JOIN end_user u ON u.environment_id = ticket.environment_id AND u.id = ticket.user_id"
    assert int(read(folder, f"SELECT count(*) FROM {users} WHERE ticket.created_at < u.first_seen_at")) == 0
    assert int(read(folder, "SELECT count(*) FROM ticket WHERE user_id IS NULL AND matched_by != 'unmatched'")) == 0


def count_events(folder: Path) -> int:
    return int(read(folder, "SELECT count(*) FROM event"))


def allowed_origins(folder: Path, public_key: str) -> list[str]:
    origins: list[str] = json.loads(
        read(folder, "SELECT allowed_origins FROM environment WHERE public_key = :key", key=public_key)
    )
    return origins


def read(folder: Path, query: str, **values: str) -> str:
    engine = create_engine(f"sqlite:///{folder / 'demo-data' / 'handrail.db'}")
    with engine.connect() as connection:
        value = str(connection.execute(text(query), values).scalar_one())
    engine.dispose()
    return value


def test_demo_leaves_a_folder_of_something_else_alone(tmp_path: Path) -> None:
    (tmp_path / "demo-data").mkdir()
    (tmp_path / "demo-data" / "handrail.db").write_text("precious")
    with (
        reserved_ports() as port,
        running([*HANDRAIL, "demo", f"--port={port}"], tmp_path, bare_environment()) as process,
    ):
        assert process.wait(PATIENCE) == 1
    assert "is not a demo's folder" in (tmp_path / "errors.log").read_text()
    assert [path.name for path in (tmp_path / "demo-data").iterdir()] == ["handrail.db"]


def test_demo_says_that_a_port_is_taken_before_it_does_anything(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with running([*HANDRAIL, "demo", f"--port={port}"], tmp_path, bare_environment()) as process:
            assert process.wait(PATIENCE) == 1
    assert f"port {port} is taken" in (tmp_path / "errors.log").read_text()
    assert not (tmp_path / "demo-data").exists()


def test_demo_ignores_the_settings_of_a_real_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDRAIL_DATABASE_URL", "postgresql+psycopg://production/handrail")
    (tmp_path / "secret_key").write_text("a secret for tests, long enough to be one")
    assert demo_installation.settings_of(tmp_path, 8000).database_url == f"sqlite:///{tmp_path / 'handrail.db'}"


def test_by_port_tells_applications_apart() -> None:
    application = by_port({1: lambda *_: "one", 2: lambda *_: "two"})
    assert application({"SERVER_PORT": "2"}, None) == "two"
