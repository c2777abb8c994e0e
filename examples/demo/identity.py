"""Identity tokens: how Pennyleaf's backend proves to Handrail who is looking at the page."""

from datetime import UTC, datetime, timedelta
from typing import Any

import jwt

from .access import HandrailAccess
from .records.accounts import Account

LIFETIME = timedelta(hours=1)  # Handrail refuses more than two


def mint_token(access: HandrailAccess, account: Account, *, now: datetime | None = None) -> str:
    """Sign an HS256 token for one account, valid for an hour from `now` (an aware datetime; default: this moment)."""
    issued = now or datetime.now(UTC)
    return jwt.encode(
        claims(access, account, issued=issued),
        access.signing_secret,
        algorithm="HS256",
        headers={"kid": access.signing_key_id},
    )


def claims(access: HandrailAccess, account: Account, *, issued: datetime) -> dict[str, Any]:
    """Return what the token says; plan and locale are safe to target by because only this backend can sign them."""
    return {
        "sub": account.user_id,
        "aud": access.public_key,
        "iat": int(issued.timestamp()),
        "exp": int((issued + LIFETIME).timestamp()),
        "name": account.name,
        "email": account.email,
        "traits": {"plan": account.plan, "locale": account.locale},
        "company": {"id": account.company_id, "name": account.company, "traits": {"plan": account.plan}},
    }
