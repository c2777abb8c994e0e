"""The demo's workspace: its look, content, articles and ninety days of history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import yaml

from onboarding.cli.demo_articles import edit_articles
from onboarding.cli.demo_help_centre import DemoHelpCentre
from onboarding.cli.demo_visitors import say, seek
from onboarding.content.service import push
from onboarding.demo.seed import seed
from onboarding.demo.story import tell
from onboarding.help.importers.markdown.service import import_markdown
from onboarding.help.synonyms.service import replace_synonyms
from onboarding.help.synonyms.yaml_file import read_synonyms
from onboarding.store import now, transaction
from onboarding.workspaces.members import create_member
from onboarding.workspaces.queries import EnvironmentView, environment_by_public_key
from onboarding.workspaces.service import NewEnvironment, create_workspace
from onboarding.workspaces.settings import set_contact, set_text, set_theme

EMAIL = "maya@pennyleaf.example"
PASSWORD = "a-demo-for-everyone"  # noqa: S105 - the demo listens on this machine alone
DEMO = Path(__file__).parents[1] / "demo"
CONTENT = DEMO / "content"
LOOK = DEMO / "workspace.yaml"
SYNONYMS = DEMO / "synonyms.yaml"
USERS = 5_000


@dataclass(frozen=True)
class DemoKeys:
    """What the demo product needs of Handrail."""

    public_key: str
    signing_key_id: str
    signing_secret: str
    secret_key: str


def make_demo_workspace(origins: Sequence[str]) -> DemoKeys:
    """Make the product's workspace, whose widget may be embedded by pages of `origins`, with all that is in it."""
    made = create_workspace("Pennyleaf", origins=origins, is_demo=True)
    look = yaml.safe_load(LOOK.read_text(encoding="utf-8"))
    _dress(made.id, look)
    maya = create_member(made.id, email=EMAIL, name="Maya", password=PASSWORD, role="admin", actor="demo")
    production = made.environments["production"]
    environment = demo_environment(production.public_key)
    push(CONTENT, environment, actor="demo")
    import_markdown(CONTENT / "articles", environment, actor="demo")
    replace_synonyms(made.id, read_synonyms(SYNONYMS), actor="demo")
    _seed(environment)
    edit_articles(environment, maya)
    seek(environment, look["searches"])
    say(environment, look["votes"])
    return _keys_of(production)


def demo_environment(public_key: str) -> EnvironmentView:
    """The environment of the demo's public key; raises ClickException where the database has none."""
    environment = environment_by_public_key(public_key)
    if environment is None:
        raise click.ClickException("the demo's keys and its database do not belong together; remove its folder")
    return environment


def _dress(workspace_id: int, look: Mapping[str, Any]) -> None:
    """Give widget and help centre the product's colours and its words in the languages of the product's users."""
    with transaction():
        set_contact(workspace_id, look["contact"], actor="demo")
        set_theme(workspace_id, look["theme"], actor="demo")
        for locale, texts in look["texts"].items():
            for key, text in texts.items():
                set_text(workspace_id, locale, key, text, actor="demo")


def _seed(environment: EnvironmentView) -> None:
    moment = now()
    with click.progressbar(length=USERS, label="Making up ninety days of history") as bar:
        seed(
            environment,
            tell(moment, users=USERS),
            help_centre=DemoHelpCentre(environment),
            now=moment,
            on_progress=lambda count: bar.update(count - bar.pos),
        )


def _keys_of(made: NewEnvironment) -> DemoKeys:
    return DemoKeys(made.public_key, made.signing_kid, made.signing_secret, made.secret_key)
