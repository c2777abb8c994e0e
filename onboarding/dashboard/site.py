"""All the pages this package draws; importing a module of pages puts them on its blueprint."""

from __future__ import annotations

from pathlib import Path

from onboarding.dashboard import checklists, login, people, searches, settings, synonyms, tickets, try_search, votes
from onboarding.dashboard.articles import arrangement, beginning, collections, editor, files, history, index, report
from onboarding.dashboard.front import pages as front
from onboarding.dashboard.pages import pages as dashboard
from onboarding.dashboard.reference.pages import pages as reference

ASSETS = Path(__file__).parent / "assets"
PAGES = (front, dashboard, reference)
ARTICLES = (index, editor, history, arrangement, beginning, collections, files, report)
SEARCHES = (searches, synonyms, votes, try_search)
MODULES = (login, checklists, *ARTICLES, *SEARCHES, tickets, people, settings)
