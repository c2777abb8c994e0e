"""How each vendor's API is asked: who says so, and which pages there are."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from onboarding.help.importers.download.client import ApiClient, NotAnswered, refused
from onboarding.help.importers.download.kept_pages import KeptPages
from onboarding.help.importers.download.walks import (
    Walk,
    walk_chatwoot,
    walk_helpscout,
    walk_intercom,
    walk_zendesk,
)
from onboarding.help.importers.vendors.answers import Answer

UNAUTHORISED = (401, 403)


@dataclass(frozen=True)
class VendorApi:
    """A vendor's API."""

    name: str
    walk: Walk
    headers: Callable[[str], Mapping[str, str]]
    """What says who asks, by the token."""

    @property
    def variable(self) -> str:
        """The environment variable that holds the token: never an argument, which every process could read."""
        return f"HANDRAIL_{self.name.upper()}_TOKEN"

    def token(self, environ: Mapping[str, str] = os.environ) -> str:
        """The token; raises LookupError when there is none."""
        token = environ.get(self.variable, "").strip()
        if not token or not token.isprintable():
            raise LookupError(f"{self.variable} must hold a token of the API")
        return token


def _basic(user_and_password: str) -> dict[str, str]:
    return {"Authorization": f"Basic {base64.b64encode(user_and_password.encode()).decode()}"}


def _zendesk(token: str) -> dict[str, str]:
    return _basic(token) if ":" in token else {"Authorization": f"Bearer {token}"}


APIS = {
    api.name: api
    for api in (
        VendorApi("zendesk", walk_zendesk, _zendesk),
        VendorApi(
            "intercom",
            walk_intercom,
            lambda token: {"Authorization": f"Bearer {token}", "Intercom-Version": "2.15"},
        ),
        VendorApi("helpscout", walk_helpscout, lambda token: _basic(f"{token}:X")),
        VendorApi("chatwoot", walk_chatwoot, lambda token: {"api_access_token": token}),
    )
}


def kept_in(data_dir: Path, vendor: str, base: str) -> Path:
    """The folder of the pages of one help centre."""
    return data_dir / "imports" / f"{vendor}-{hashlib.sha256(base.encode()).hexdigest()[:16]}"


def download(api: VendorApi, client: ApiClient, folder: Path, *, is_fresh: bool = False) -> list[Answer]:
    """Every page of a help centre.

    Args:
        api: the vendor's.
        client: asks it.
        folder: keeps the pages.
        is_fresh: whether pages that are kept already are fetched again.

    Raises:
        SourceRefused: the API does not answer, or not as its vendor documents.
    """
    pages = KeptPages(folder, client)
    if is_fresh:
        pages.forget()
    pages.open()
    try:
        api.walk(pages, client.base)
    except NotAnswered as error:
        hint = f"; is {api.variable} right?" if error.status in UNAUTHORISED else ""
        raise refused(error.address, f"answered {error.status}{hint}") from error
    pages.close()
    return pages.answers
