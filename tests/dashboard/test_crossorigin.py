"""What changes something is carried out only for the dashboard's own pages."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.conftest import ON_SQLITE_ALONE, Tenant
from tests.dashboard.conftest import PASSWORD, Login, SignIn

OWN = "http://localhost"
MATRIX = [
    ({"Sec-Fetch-Site": "same-origin"}, True),
    ({"Sec-Fetch-Site": "none"}, True),
    ({"Sec-Fetch-Site": "cross-site"}, False),
    ({"Sec-Fetch-Site": "same-site"}, False),
    ({"Sec-Fetch-Site": "cross-site", "Origin": OWN}, False),
    ({"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"}, True),
    ({"Origin": OWN}, True),
    ({"Origin": "https://evil.example"}, False),
    ({"Origin": "http://localhost.evil.example"}, False),
    ({"Origin": "http://localhost:8001"}, False),
    ({"Origin": "http://user@localhost"}, False),
    ({"Origin": "null"}, False),
    ({"Origin": "http://[x"}, False),
    ({"Origin": ""}, False),
    ({}, True),
]


@pytest.mark.parametrize(("headers", "passes"), MATRIX)
@ON_SQLITE_ALONE
def test_logout_is_carried_out_for_own_pages_alone(
    signed_in: SignIn, live: Tenant, alice: Login, headers: dict[str, str], passes: bool
) -> None:
    browser = signed_in(alice)
    answer = browser.post("/dashboard/logout", headers=headers)
    assert answer.status_code == (303 if passes else 403)
    assert (browser.get(alice.page()).status_code == 200) is not passes


@pytest.mark.parametrize(("headers", "passes"), MATRIX)
@ON_SQLITE_ALONE
def test_nobody_is_signed_in_by_another_site(
    client: FlaskClient, alice: Login, headers: dict[str, str], passes: bool
) -> None:
    data = {"email": alice.email, "password": PASSWORD}
    answer = client.post("/dashboard/login", data=data, headers=headers)
    assert answer.status_code == (303 if passes else 403)
    assert ("Set-Cookie" in answer.headers) is passes


def test_reading_is_not_refused_when_followed_from_another_site(signed_in: SignIn, live: Tenant, alice: Login) -> None:
    assert signed_in(alice).get(alice.page(), headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200
