"""What rules are decided on for somebody whom the host has just vouched for."""

from __future__ import annotations

from onboarding.people.queries import user_by_external_id
from onboarding.rules.conditions import Facts
from onboarding.workspaces.identity import Identity


def facts_of_identity(environment_id: int, identity: Identity) -> Facts:
    """What is proven of a user: what is stored, and what the token says, which is newer."""
    user = user_by_external_id(environment_id, identity.external_id)
    company = identity.company or {}
    same_company = user is not None and str(company.get("id", user.company)) == user.company
    return Facts(
        traits={**(user.traits if user else {}), **identity.traits},
        company_traits={**(user.company_traits if user and same_company else {}), **(company.get("traits") or {})},
    )
