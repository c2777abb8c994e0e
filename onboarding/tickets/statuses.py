"""The words desks use for a ticket's status, brought down to four; the desk's own word is kept beside."""

from __future__ import annotations

OPEN, WAITING, SOLVED, IGNORED = "open", "waiting", "solved", "ignored"

WORDS = {
    OPEN: ("new", "open", "active", "n", "t", "p", "c", "2"),
    WAITING: ("pending", "hold", "on-hold", "snoozed", "pending reminder", "pending close", "a", "w", "3"),
    SOLVED: ("solved", "resolved", "closed", "r", "l", "4", "5"),
    IGNORED: ("spam", "deleted", "merged", "removed", "i", "b", "x"),
}
"""By vendors' documentation; letters are LiveAgent's, digits Freshdesk's."""

MEANING = {word: status for status, words in WORDS.items() for word in (status, *words)}


def normalise(raw: str) -> str:
    """`open`, `waiting`, `solved` or `ignored`; a desk's custom status counts as open until someone closes it."""
    return MEANING.get(raw.strip().lower(), OPEN)
