"""The public help centre: pages drawn on the server, which need no script; every language under its own address."""

from __future__ import annotations

import flask

from onboarding.help.centre.contact import letters
from onboarding.help.centre.files import files
from onboarding.help.centre.moved import register
from onboarding.help.centre.pages import ASSETS, pages
from onboarding.help.centre.reading import readings
from onboarding.help.centre.search_page import search_pages
from onboarding.help.centre.sitemap import maps
from onboarding.help.centre.submitting import submissions
from onboarding.help.centre.voting import voting

PAGES: tuple[flask.Blueprint, ...] = (pages, search_pages, submissions, voting, readings, letters, files, maps)

__all__ = ["ASSETS", "PAGES", "register"]
