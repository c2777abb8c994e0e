"""The public help centre: pages drawn on the server, no script, every language under its own address."""

from __future__ import annotations

import flask

from onboarding.help.centre.files import files
from onboarding.help.centre.moved import register
from onboarding.help.centre.pages import ASSETS, pages

PAGES: tuple[flask.Blueprint, ...] = (pages, files)

__all__ = ["ASSETS", "PAGES", "register"]
