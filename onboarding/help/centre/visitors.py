"""Who makes a request of the help centre: a person at one of its pages, or a program."""

from __future__ import annotations

import re

from flask import request

from onboarding.help.centre.visits import Visitor
from onboarding.typed.urls import host_in
from onboarding.web.limits import caller_address

PROGRAM = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|fetch|preview|externalhit|inspection|headless|lighthouse|monitor|"
    r"curl|wget|python|java/|go-http|okhttp|axios|^$",
    re.IGNORECASE,
)
"""What programs call themselves; a Cubot is a telephone. Source: github.com/omrilotan/isbot."""


def this_visitor() -> Visitor:
    """Who makes this request."""
    return Visitor(caller_address(), request.user_agent.string)


def is_person() -> bool:
    """Whether a browser that hides no program sent this from one of the help centre's own pages."""
    return _is_from_here() and not PROGRAM.search(request.user_agent.string)


def _is_from_here() -> bool:
    site = request.headers.get("Sec-Fetch-Site")  # of browsers alone, over HTTPS
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    return bool(origin) and host_in(origin) == request.host
