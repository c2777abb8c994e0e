"""The demo's installation: a folder of its own with workspace, content, articles and ninety days of history."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click
import yaml

from onboarding.cli.context import AppFactory
from onboarding.cli.demo_articles import edit_articles
from onboarding.cli.demo_help_centre import DemoHelpCentre
from onboarding.cli.demo_visitors import say, seek
from onboarding.cli.secret_key import ensure_secret_key, write_private
from onboarding.cli.serving import migrate
from onboarding.config import Settings
from onboarding.content.service import push
from onboarding.demo.seed import seed
from onboarding.demo.story import tell
from onboarding.help.importers.markdown.service import import_markdown
from onboarding.help.synonyms.service import replace_synonyms
from onboarding.help.synonyms.yaml_file import read_synonyms
from onboarding.store import db, now, transaction
from onboarding.workspaces.members import create_member
from onboarding.workspaces.origins import replace_origins
from onboarding.workspaces.queries import EnvironmentView, environment_by_public_key
from onboarding.workspaces.service import NewEnvironment, create_workspace
from onboarding.workspaces.settings import set_contact, set_text, set_theme

EMAIL = "maya@pennyleaf.example"
PASSWORD = "a-demo-for-everyone"  # noqa: S105 - the demo listens on this machine alone
DEMO = Path(__file__).parents[1] / "demo"
CONTENT = DEMO / "content"
LOOK = DEMO / "workspace.yaml"
SYNONYMS = DEMO / "synonyms.yaml"
KEYS = "demo.json"
USERS = 5_000


@dataclass(frozen=True)
class DemoKeys:
    """What the demo product needs of Handrail."""

    public_key: str
    signing_key_id: str
    signing_secret: str
    secret_key: str


def settings_of(data_dir: Path, port: int) -> Settings:
    """Settings of the demo; those of a real installation on this machine do not reach it."""
    return Settings.from_environment(
        {
            "HANDRAIL_DATA_DIR": str(data_dir),
            "HANDRAIL_BASE_URL": f"http://127.0.0.1:{port}",
            "HANDRAIL_BIND": f"127.0.0.1:{port},127.0.0.1:{port + 1}",
        }
    )


def origins_of(port: int) -> tuple[str, ...]:
    """Where browsers find the demo product."""
    return (f"http://127.0.0.1:{port + 1}", f"http://localhost:{port + 1}")


def open_installation(data_dir: Path, port: int, create_app: AppFactory) -> DemoKeys:
    """The keys of the demo in `data_dir`, which is made when missing, complete or not at all.

    Raises:
        click.ClickException: the folder holds something else, or its keys cannot be read.
    """
    if not (data_dir / KEYS).exists():
        _make(data_dir, port, create_app)
    keys = _read_keys(data_dir / KEYS)
    app = create_app(settings_of(data_dir, port))
    migrate(app)
    with app.app_context():
        replace_origins(_environment(keys.public_key), origins_of(port), actor="demo")
        db.engine.dispose()
    return keys


def _read_keys(path: Path) -> DemoKeys:
    try:
        return DemoKeys(**json.loads(path.read_bytes()))
    except (ValueError, TypeError) as error:
        raise click.ClickException(f"{path} does not hold a demo's keys any more; remove its folder") from error


def _make(data_dir: Path, port: int, create_app: AppFactory) -> None:
    if data_dir.exists() and any(data_dir.iterdir()):
        raise click.ClickException(f"{data_dir} is not a demo's folder; choose another with --data-dir")
    unfinished = data_dir.with_name(f"{data_dir.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    ensure_secret_key(unfinished)
    app = create_app(settings_of(unfinished, port))
    migrate(app)
    with app.app_context():
        keys = _fill(port)
        db.session.remove()
        db.engine.dispose()
    write_private(unfinished / KEYS, json.dumps(asdict(keys), indent=2) + "\n")
    unfinished.rename(data_dir)


def _fill(port: int) -> DemoKeys:
    made = create_workspace("Pennyleaf", origins=origins_of(port), is_demo=True)
    look = yaml.safe_load(LOOK.read_text(encoding="utf-8"))
    dress(made.id, look)
    maya = create_member(made.id, email=EMAIL, name="Maya", password=PASSWORD, role="admin", actor="demo")
    production = made.environments["production"]
    environment = _environment(production.public_key)
    push(CONTENT, environment, actor="demo")
    import_markdown(CONTENT / "articles", environment, actor="demo")
    replace_synonyms(made.id, read_synonyms(SYNONYMS), actor="demo")
    _seed(environment)
    edit_articles(environment, maya)
    seek(environment, look["searches"])
    say(environment, look["votes"])
    return _keys_of(production)


def dress(workspace_id: int, look: Mapping[str, Any]) -> None:
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


def _environment(public_key: str) -> EnvironmentView:
    environment = environment_by_public_key(public_key)
    if environment is None:
        raise click.ClickException("the demo's keys and its database do not belong together; remove its folder")
    return environment
