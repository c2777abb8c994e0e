"""The widget's own tests and types, as `npm` runs them; its build is compared in tests/browser/widget."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.packaging

WIDGET = Path(__file__).parents[2] / "static" / "widget"


@pytest.mark.parametrize("script", ["test", "check"])
def test_widget_passes_its_own(script: str) -> None:
    npm = shutil.which("npm")
    if npm is None or not (WIDGET / "node_modules").exists():
        pytest.skip("the widget's dev dependencies are not installed: make install")
    done = subprocess.run([npm, "run", script], cwd=WIDGET, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
