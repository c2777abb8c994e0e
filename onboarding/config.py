"""Every setting of a Handrail server, read once from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from onboarding import variables


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
            secret_key=variables.secret_key(environ, data_dir),
            database_url=variables.database_url(environ, data_dir),
            base_url=variables.base_url(environ),
            bind=variables.bind(environ),
            workers=variables.integer(environ, "HANDRAIL_WORKERS", 2, least=1),
            threads=variables.integer(environ, "HANDRAIL_THREADS", 8, least=1),
            limits_storage=environ.get("HANDRAIL_LIMITS_STORAGE", "memory://"),
            trusted_proxies=variables.integer(environ, "HANDRAIL_TRUSTED_PROXIES", 0, least=0),
            search_engine=variables.search_engine(environ),
            search_meaning=variables.search_meaning(environ),
            cache_seconds=variables.seconds(environ, "HANDRAIL_CACHE_SECONDS", "1"),
        )


def data_dir_of(environ: Mapping[str, str] = os.environ) -> Path:
    """The installation's folder, whether or not it exists yet."""
    return Path(environ.get("HANDRAIL_DATA_DIR", "handrail-data")).absolute()
