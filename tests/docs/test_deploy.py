"""What is said about running Handrail is true: its settings, their defaults, and the variables examples set."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from onboarding.config import Settings

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "deploy.md"
NAMES = {f"HANDRAIL_{field.name.upper()}" for field in dataclasses.fields(Settings)}


def documented() -> dict[str, str]:
    """Default by setting, as the guide's table has it."""
    return dict(re.findall(r"^\| `(HANDRAIL_\w+)` \| (.+?) \|", GUIDE.read_text(), re.MULTILINE))


def test_deploy_guide_lists_every_setting_and_no_other() -> None:
    assert set(documented()) == NAMES


def test_deploy_guide_tells_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "handrail-data").mkdir()
    (tmp_path / "handrail-data" / "secret_key").write_text("a secret for tests, long enough to be one")
    settings = Settings.from_environment({})
    told = {name: text.strip("`") for name, text in documented().items()}
    for field in dataclasses.fields(settings):
        if field.name not in ("data_dir", "secret_key", "database_url"):
            assert float_or_text(told[f"HANDRAIL_{field.name.upper()}"]) == getattr(settings, field.name), field.name
    assert settings.data_dir == tmp_path / told["HANDRAIL_DATA_DIR"]
    assert settings.database_url == told["HANDRAIL_DATABASE_URL"].replace("<folder>", str(settings.data_dir))


def float_or_text(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


@pytest.mark.parametrize("name", ["docs/deploy.md", "Dockerfile", "compose.yaml", "Makefile"])
def test_deploy_examples_set_only_settings_there_are(name: str) -> None:
    used = set(re.findall(r"\bHANDRAIL_[A-Z_]+", (ROOT / name).read_text()))
    assert used
    assert used <= NAMES
