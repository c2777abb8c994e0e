"""Cross-site request forgery, refused by what browsers say of a request's origin instead of by tokens.

`Sec-Fetch-Site` is sent by every current browser and cannot be set by a page; older ones send `Origin` with every
POST. A request with neither comes from no browser, so it carries nobody's cookie unasked.
Source: Go's net/http CrossOriginProtection; Filippo Valsorda, "Cross-Site Request Forgery", words.filippo.io/csrf.
"""

from __future__ import annotations

from flask import request

from onboarding.typed.urls import host_in
from onboarding.web.problems import Problem

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OWN = frozenset({"same-origin", "none"})
"""`none`: typed, bookmarked or reloaded by the person."""


def refuse_other_origins() -> None:
    """Let a request that changes something pass only when its own pages sent it; else raises Problem 403."""
    if request.method in SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        is_own = site in OWN
    else:
        is_own = origin is None or host_in(origin) == request.host
    if not is_own:
        raise Problem(403, "cross_origin", "This form was sent by another site, so it was not carried out.")
