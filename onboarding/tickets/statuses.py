"""The words desks use for a ticket's status, brought down to four; the desk's own word is kept beside."""

from __future__ import annotations

from enum import StrEnum


class TicketStatus(StrEnum):
    """Where a ticket stands."""

    OPEN = "open"
    WAITING = "waiting"
    """For its user."""
    SOLVED = "solved"
    IGNORED = "ignored"
    """Spam, deleted or merged: it counts nowhere."""


WORDS = {
    TicketStatus.OPEN: ("new", "open", "active", "n", "t", "p", "c", "2"),
    TicketStatus.WAITING: ("pending", "hold", "on-hold", "snoozed", "pending reminder", "pending close", "a", "w", "3"),
    TicketStatus.SOLVED: ("solved", "resolved", "closed", "r", "l", "4", "5"),
    TicketStatus.IGNORED: ("spam", "deleted", "merged", "removed", "i", "b", "x"),
}
"""By vendors' documentation; letters are LiveAgent's, digits Freshdesk's."""

MEANING = {word: status for status, words in WORDS.items() for word in (status, *words)}


def normalise(raw: str) -> TicketStatus:
    """The status of a desk's word; a desk's custom status counts as open until someone closes it."""
    return MEANING.get(raw.strip().lower(), TicketStatus.OPEN)
