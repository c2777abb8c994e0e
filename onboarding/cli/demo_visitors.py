"""Visitors of the demo's public help centre, whom nobody knows: what they say of its articles, and what they seek."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

import click

from onboarding.cli.demo_help_centre import DemoHelpCentre
from onboarding.help.centre.visitor_log import SubmittedQuery, note_reading, note_search
from onboarding.help.centre.visits import Visitor
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.votes.service import Opinion, vote_unknown
from onboarding.store import now
from onboarding.workspaces.queries import EnvironmentView

HESITATION = timedelta(seconds=20)
"""From the results to the article."""


def say(environment: EnvironmentView, votes: Iterable[Mapping[str, Any]]) -> None:
    """Let a few readers say what they think of the articles."""
    catalogue = catalogue_of(environment.workspace_id)
    for said in votes:
        entry = catalogue.find(said["article"], (said["locale"],))
        if entry is None:
            raise click.ClickException(f"the demo's help centre has no article {said['article']}")
        moment = now() - timedelta(days=said["days_ago"])
        vote_unknown(environment, entry, Opinion(said["helpful"], said["comment"]), moment)


def seek(environment: EnvironmentView, searches: Iterable[Mapping[str, Any]]) -> None:
    """Let visitors search, and open what they name of what they are shown; from the past to today, as salts follow."""
    help_centre = DemoHelpCentre(environment)
    for number, made in enumerate(sorted(searches, key=lambda each: -each["days_ago"])):
        moment = now() - timedelta(days=made["days_ago"])
        visitor = Visitor(f"visitor {made.get('visitor', number)}", "demo")
        shown = help_centre.shown(made["query"], made["locale"])
        note_search(environment, visitor, SubmittedQuery(made["query"], made["locale"], len(shown), shown), moment)
        opened = help_centre.article_id(made["opened"], made["locale"]) if "opened" in made else None
        if opened in shown and opened is not None:
            note_reading(environment, visitor, opened, moment + HESITATION, query=made["query"])
