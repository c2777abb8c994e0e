"""`handrail import zendesk` and its like: from saved answers of an API, or from the API itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import click

from onboarding.cli.import_options import importing, name_option, site_option
from onboarding.cli.import_progress import ShownProgress
from onboarding.cli.imports import imports
from onboarding.help.importers.download.client import ApiClient
from onboarding.help.importers.download.vendor_apis import APIS, download, kept_in
from onboarding.help.importers.source import SourceHelpCentre
from onboarding.help.importers.vendors.access import Restricted
from onboarding.help.importers.vendors.answers import Answer, read_answers
from onboarding.help.importers.vendors.chatwoot import read_chatwoot
from onboarding.help.importers.vendors.helpscout import read_helpscout
from onboarding.help.importers.vendors.intercom import read_intercom
from onboarding.help.importers.vendors.reading import Reading
from onboarding.help.importers.vendors.zendesk import read_zendesk
from onboarding.store.per_app import SETTINGS
from onboarding.typed.urls import is_web_address, split_url
from onboarding.workspaces.queries import EnvironmentView

Reader = Callable[[Iterable[Answer], Reading], SourceHelpCentre]
ADDRESSES = {
    "chatwoot": "https://app.chatwoot.com/api/v1/accounts/1/portals/user-guide",
    "helpscout": "https://docsapi.helpscout.net/v1",
    "intercom": "https://api.intercom.io",
    "zendesk": "https://example.zendesk.com",
}
"""Examples of the address of each vendor's API."""
restricted_option = click.option(
    "--restricted",
    type=click.Choice([each.value for each in Restricted]),
    default=Restricted.DRAFT.value,
    show_default=True,
    help="What becomes of articles that not everyone could read.",
)
fresh_option = click.option("--fresh", "is_fresh", is_flag=True, help="Fetch again what an earlier run has fetched.")


def _command(vendor: str, read: Reader) -> None:
    @imports.command(vendor, help=_help(vendor))
    @click.argument("source")
    @restricted_option
    @fresh_option
    @site_option
    @name_option
    @importing
    def run(
        environment: EnvironmentView,
        source: str,
        *,
        restricted: str,
        is_fresh: bool,
        site: str | None,
        name: str | None,
    ) -> SourceHelpCentre:
        reading = Reading(
            default_locale=environment.default_locale,
            restricted=Restricted(restricted),
            site=site,
            address=source if source.startswith("https://") else None,
            account=name,
            progress=ShownProgress(),
        )
        return read(_answers(vendor, source, is_fresh=is_fresh), reading)


def _help(vendor: str) -> str:
    return (
        f"Bring in the articles of {vendor.capitalize()}: SOURCE is a file, folder or zip of its API's answers, or the "
        f"API's address, such as {ADDRESSES[vendor]}, with a token in {APIS[vendor].variable}."
    )


def _answers(vendor: str, source: str, *, is_fresh: bool) -> list[Answer]:
    if source.startswith("https://"):
        return _downloaded(vendor, source, is_fresh=is_fresh)
    path = Path(source)
    if not path.exists():
        raise click.BadParameter(f"{source} is neither a file or folder nor an address that begins with https://")
    return read_answers(path)


def _downloaded(vendor: str, address: str, *, is_fresh: bool) -> list[Answer]:
    parts = split_url(address)
    if parts is None or not is_web_address(address):
        raise click.BadParameter(f"{address} is no address such as {ADDRESSES[vendor]}", param_hint="SOURCE")
    if "@" in parts.netloc:
        raise click.BadParameter(
            f"an address holds no token; it goes into {APIS[vendor].variable}", param_hint="SOURCE"
        )
    api = APIS[vendor]
    settings = SETTINGS.get()
    try:
        client = ApiClient(base=address, headers=api.headers(api.token()), progress=ShownProgress())
    except LookupError as error:
        raise click.ClickException(str(error)) from error
    return download(api, client, kept_in(settings.data_dir, vendor, address), is_fresh=is_fresh)


READERS: dict[str, Reader] = {
    "chatwoot": read_chatwoot,
    "helpscout": read_helpscout,
    "intercom": read_intercom,
    "zendesk": read_zendesk,
}
"""What reads each vendor's answers."""
for _vendor, _read in READERS.items():
    _command(_vendor, _read)
