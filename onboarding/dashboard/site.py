"""All the pages this package draws; importing a module of pages puts them on its blueprint."""

from __future__ import annotations

from pathlib import Path

from onboarding.dashboard import checklists, login, people, settings, tickets
from onboarding.dashboard.articles import arrangement, beginning, collections, editor, files, history, index
from onboarding.dashboard.front import pages as front
from onboarding.dashboard.pages import pages as dashboard
from onboarding.dashboard.reference.pages import pages as reference

ASSETS = Path(__file__).parent / "assets"
PAGES = (front, dashboard, reference)
ARTICLES = (index, editor, history, arrangement, beginning, collections, files)
MODULES = (login, checklists, *ARTICLES, tickets, people, settings)
