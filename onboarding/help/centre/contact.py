"""A form in which visitors ask a person, where the workspace has chosen one: `handrail workspace set-contact form`."""

from __future__ import annotations

import re
from urllib.parse import urlencode
from uuid import UUID, uuid4

from flask import Blueprint, Response, abort, request
from marshmallow import ValidationError, validate
from werkzeug.wrappers import Response as Redirection

from onboarding.help.addresses import ROOT, contact_path
from onboarding.help.centre import alternates
from onboarding.help.centre.answering import passing_on, passing_page
from onboarding.help.centre.desk import DESK
from onboarding.help.centre.site import Site, readers_of, site_or_404
from onboarding.help.centre.visitors import is_person, this_visitor
from onboarding.help.centre.visits import visit_of
from onboarding.store import now, transaction
from onboarding.web.limits import limiter

LIMIT = "5 per minute"
"""Letters an address may write."""
LONGEST_MESSAGE = 10_000
LONGEST_ADDRESS = 320
REFERENCE = re.compile(r"R-[0-9]{1,18}")
is_address = validate.Email()

letters = Blueprint("help_contact", __name__, url_prefix=ROOT)


@letters.get("/<locale>/contact")
def form(locale: str) -> Response:
    """The form; when a letter was taken, its reference."""
    site = _site_with_form(locale)
    reference = request.args.get("reference", "")
    if REFERENCE.fullmatch(reference):
        return passing_page("help/received.html", site, alternates.of_contact(site), 200, reference=reference)
    return _form(site, 200, letter=str(uuid4()))


@letters.post("/<locale>/contact")
@limiter.limit(LIMIT)
def write(locale: str) -> Response | Redirection:
    """Take a letter, and say by which reference it is answered; the form again where it cannot be answered."""
    site = _site_with_form(locale)
    if not is_person():
        abort(403)
    given = {name: request.form.get(name, "").replace("\0", "").strip() for name in ("letter", "message", "email")}
    if not _is_complete(**given):
        return _form(site, 422, **given)
    return passing_on(f"{contact_path(locale)}?{urlencode({'reference': _send(site, **given)})}")


def _send(site: Site, *, letter: str, message: str, email: str) -> str:
    environment, moment = readers_of(site), now()
    with transaction() as session:
        visit = visit_of(session, environment.id, this_visitor(), moment)
        return DESK.get()(
            environment,
            client_id=str(UUID(letter)),
            message=message,
            email=email,
            locale=site.locale,
            help_session=visit,
            moment=moment,
        )


def _is_complete(*, letter: str, message: str, email: str) -> bool:
    try:
        UUID(letter)
        is_address(email)
    except (ValueError, ValidationError):
        return False
    return 0 < len(message) <= LONGEST_MESSAGE and len(email) <= LONGEST_ADDRESS


def _form(site: Site, status: int, *, letter: str, message: str = "", email: str = "") -> Response:
    values = {"letter": letter, "message": message[:LONGEST_MESSAGE], "email": email, "longest": LONGEST_MESSAGE}
    return passing_page("help/contact.html", site, alternates.of_contact(site), status, again=status != 200, **values)


def _site_with_form(locale: str) -> Site:
    site = site_or_404(locale)
    if site.contact_url != contact_path(locale):
        abort(404)
    return site
