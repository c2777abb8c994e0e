"""The one address Handrail's widget asks Pennyleaf for: a fresh identity token."""

from flask import Blueprint, Response, current_app, jsonify

from ..access import HandrailAccess
from ..identity import mint_token
from .visitor import account_or_none

pages = Blueprint("handrail", __name__)


@pages.get("/handrail-token")
def token() -> tuple[Response, int]:
    """Return a token for whoever is signed in here; the session cookie is the proof."""
    account = account_or_none()
    if account is None:
        return jsonify(token=None), 401
    access: HandrailAccess = current_app.extensions["handrail_access"]
    return jsonify(token=mint_token(access, account)), 200
