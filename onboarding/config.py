"""Every setting of a Handrail server, read once from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

MIN_SECRET_BYTES = 32
WEAK_SECRETS = frozenset({"changeme", "secret", "development", "test"})


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
            database_url=environ.get("HANDRAIL_DATABASE_URL", f"sqlite:///{data_dir / 'handrail.db'}"),
            base_url=environ.get("HANDRAIL_BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
            bind=environ.get("HANDRAIL_BIND", "127.0.0.1:8000"),
            workers=_integer(environ, "HANDRAIL_WORKERS", 2),
            threads=_integer(environ, "HANDRAIL_THREADS", 8),
            limits_storage=environ.get("HANDRAIL_LIMITS_STORAGE", "memory://"),
            trusted_proxies=_integer(environ, "HANDRAIL_TRUSTED_PROXIES", 0),
            cache_seconds=float(environ.get("HANDRAIL_CACHE_SECONDS", "1")),
        )


def data_dir_of(environ: Mapping[str, str] = os.environ) -> Path:
    """The installation's folder, whether or not it exists yet."""
    return Path(environ.get("HANDRAIL_DATA_DIR", "handrail-data")).absolute()


def _secret_key(environ: Mapping[str, str], data_dir: Path) -> str:
    key_file = data_dir / "secret_key"
    secret = environ.get("HANDRAIL_SECRET_KEY") or (key_file.read_text().strip() if key_file.exists() else "")
    if not secret:
        raise SettingsError(f"HANDRAIL_SECRET_KEY is not set and {key_file} does not exist; run `handrail init`")
    if len(secret.encode()) < MIN_SECRET_BYTES or secret.lower() in WEAK_SECRETS:
        raise SettingsError(f"HANDRAIL_SECRET_KEY must be at least {MIN_SECRET_BYTES} unguessable bytes")
    return secret


def _integer(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name, str(default))
    if not text.isascii() or not text.isdigit():
        raise SettingsError(f"{name} must be a whole number, not {text!r}")
    return int(text)
