"""Whose help centre a vendor's answers are: what tells one account of a vendor from another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from onboarding.help.importers.vendors.addresses import origin_of
from onboarding.help.importers.vendors.record import Record

PORTAL = re.compile(r"/accounts/([^/]+)/portals/([^/?#]+)")


def zendesk_account(records: Sequence[Record], address: str | None) -> str | None:
    """The host of an account.

    Args:
        records: say it in the address that the API gives each of them, which stays the same when the help centre gets
            a host name of its own.
        address: of the API, where they do not say it; None when the answers were saved.
    """
    return _host(_texts(records, "url")) or _host([address] if address else []) or _host(_texts(records, "html_url"))


def intercom_account(records: Sequence[Record]) -> str | None:
    """The id of a workspace of Intercom, as its records say it."""
    return _most(_texts(records, "workspace_id"))


def helpscout_account(records: Sequence[Record]) -> str | None:
    """The id of the first site of an account, as its collections say it; ids of later sites are larger."""
    return min(_texts([each for each in records if each.kind == "collection"], "siteId"), default=None)


def chatwoot_account(records: Sequence[Record], address: str | None) -> str | None:
    """Host, account and portal; without the address of the API nothing says the host.

    Args:
        records: articles that say their account, a portal that says its slug.
        address: of the API; None when the answers were saved.
    """
    found = PORTAL.search(address or "")
    if found:
        return ":".join((_host([address or ""]) or "", *found.groups()))
    accounts = (str(each.values["account_id"]) for each in records if isinstance(each.values.get("account_id"), int))
    portals = _texts([each for each in records if each.kind == "portal"], "slug")
    return ":".join(part for part in (_most(accounts), _most(portals)) if part) or None


def _texts(records: Iterable[Record], key: str) -> list[str]:
    found = (record.values.get(key) for record in records)
    return [each for each in found if isinstance(each, str) and each]


def _most(values: Iterable[str]) -> str | None:
    counted = Counter(values).most_common(1)
    return counted[0][0] if counted else None


def _host(addresses: Iterable[str]) -> str | None:
    origin = origin_of([addresses])
    return urlsplit(origin).netloc.rpartition("@")[2].lower() if origin else None
