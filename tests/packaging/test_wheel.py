"""What is shipped: a wheel that holds everything, and runs where there is nothing else."""

from __future__ import annotations

import fcntl
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from onboarding import __version__
from tests.cli.processes import bare_environment, lines_until, reserved_ports, running
from tests.patience import PATIENCE

pytestmark = pytest.mark.packaging

ROOT = Path(__file__).parents[2]
PACKAGES = ("onboarding", "kb_search")
NOT_SHIPPED = {"ruff.toml"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source archive, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    with (ROOT / "setup.cfg").open() as checkout:
        fcntl.flock(checkout, fcntl.LOCK_EX)  # a build leaves its traces in the checkout, where another would meet them
        run([sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)], folder)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    return next(built.glob("*.whl"))


@pytest.fixture(scope="module")
def handrail(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `handrail` command in an environment that holds the wheel and what it asks for."""
    environment = tmp_path_factory.mktemp("environment")
    run([sys.executable, "-m", "venv", str(environment)], environment)
    run([str(environment / "bin" / "pip"), "install", "--quiet", str(wheel)], environment)
    return environment / "bin" / "handrail"


def run(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def files_of_the_packages() -> Iterator[str]:
    """Every file of the packages, through the links to what lies outside them."""
    for package in PACKAGES:
        yield from files_below(ROOT / package)


def files_below(folder: Path) -> Iterator[str]:
    for path in folder.iterdir():
        if path.name == "__pycache__" or path.name.startswith(".") or path.name in NOT_SHIPPED:
            continue
        if path.is_dir():
            yield from files_below(path)
        else:
            yield str(path.relative_to(ROOT))


def test_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        shipped = {name for name in archive.namelist() if name.startswith(PACKAGES)}
    there = set(files_of_the_packages())
    assert {"onboarding/delivery/widget/widget.js", "onboarding/demo/app.py", "onboarding/migrations/env.py"} <= there
    assert shipped == there


def test_source_archive_holds_files_instead_of_links(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        assert [member.name for member in archive if member.issym() or member.islnk()] == []


def test_wheel_demo_runs_in_an_empty_folder(handrail: Path, tmp_path: Path) -> None:
    with (
        reserved_ports() as port,
        running([str(handrail), "demo", f"--port={port}"], tmp_path, bare_environment()) as process,
    ):
        printed = lines_until(process, "Ctrl-C")
        addresses = [word for line in printed for word in line.split() if word.startswith("http://")]
        pages = [get(address) for address in addresses]
    assert len(pages) == 3
    for page, wanted in zip(pages, ("Pennyleaf", "Password", "/v1/boot"), strict=True):
        assert wanted in page


def test_wheel_command_knows_its_version(handrail: Path, tmp_path: Path) -> None:
    assert run([str(handrail), "--version"], tmp_path) == f"handrail, version {__version__}\n"


def get(address: str) -> str:
    """The page at an address, or where that leads."""
    with urlopen(address, timeout=PATIENCE) as answer:
        page: str = answer.read().decode()
        return page
