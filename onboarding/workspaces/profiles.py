"""What a host says of its users, whichever door it comes in by: no longer than databases index, in one spelling."""

from __future__ import annotations

from onboarding.store.storable import unstorable
from onboarding.web.problems import Problem

LONGEST_ID = 255
"""Characters of the host's own id of a user or company."""
LONGEST_EMAIL = 320
LONGEST_NAME = 255


def usable_id(external_id: object) -> str:
    """`external_id` when it can name a user (1 to 255 characters, no NUL); raises Problem 422 otherwise."""
    if isinstance(external_id, str) and 0 < len(external_id) <= LONGEST_ID and not unstorable(external_id):
        return external_id
    raise Problem(422, "invalid", "A user's id must be 1 to 255 characters.")


def normal_email(email: str) -> str:
    """The spelling of an address that is stored and compared."""
    return email.strip().lower()
