"""The vocabulary of the story: what can happen to a user, as frozen dataclasses. All times are aware and in UTC."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

CHECKLIST = "get-started"
TASKS = ("company-details", "first-customer", "first-invoice", "connect-bank", "payment-reminders", "invite-accountant")
"""Task keys in listed order; the last one is optional and not shown on the free plan."""

TASK_EVENTS = {
    "company-details": "company_saved",
    "first-customer": "customer_created",
    "first-invoice": "invoice_created",
    "connect-bank": "bank_connected",
}
"""The product's own event that completes a task, for tasks done `by="event"`."""

Channel = Literal["widget", "email", "chat"]
"""How a ticket came in; `widget` is Handrail's own contact form."""


@dataclass(frozen=True)
class SignUp:
    """A user appears. `user_id` is the external id and always begins with `demo-`."""

    at: datetime
    user_id: str
    name: str
    email: str
    plan: str
    """free, starter or pro; a proven trait of user and company."""
    locale: str
    """en, de or fi."""
    company_id: str
    company: str


@dataclass(frozen=True)
class ChecklistStarted:
    """The checklist was painted for the first time."""

    at: datetime


@dataclass(frozen=True)
class ChecklistDismissed:
    """The user has put the checklist away."""

    at: datetime


@dataclass(frozen=True)
class TaskCompleted:
    """A task was done: by the event of `TASK_EVENTS`, by visiting a page, or ticked off by hand."""

    at: datetime
    task: str
    by: Literal["event", "url", "hand"]


@dataclass(frozen=True)
class TourStarted:
    """A tour's first step was shown."""

    at: datetime
    tour: str


@dataclass(frozen=True)
class TourCompleted:
    """A tour was followed to its last step."""

    at: datetime
    tour: str


@dataclass(frozen=True)
class TourEnded:
    """A tour was left at a step."""

    at: datetime
    tour: str
    step: str


@dataclass(frozen=True)
class ConnectionFailed:
    """The product's own event `bank_connection_failed`."""

    at: datetime
    bank: str
    code: str


@dataclass(frozen=True)
class Searched:
    """A settled query in the help panel. What it finds is for the search engine to say."""

    at: datetime
    query: str
    locale: str
    page: str
    """Path of the product's page it was asked on."""
    help_session: str
    opened: str | None = None
    """Slug of the article that was opened, if the results showed it."""
    helpful: bool | None = None
    """The vote under the article, if one was given."""


@dataclass(frozen=True)
class TicketOpened:
    """A message to support, with what became of it until now."""

    at: datetime
    ticket_id: str
    subject: str
    message: str
    tags: tuple[str, ...]
    channel: Channel
    page: str
    help_session: str | None = None
    """The visit to the help panel it was written from; only for the widget."""
    searched: str | None = None
    """The last query of that visit."""
    mailbox: str | None = None
    """The address an e-mail came from, where it is none that anybody signed up with."""
    first_reply_at: datetime | None = None
    solved_at: datetime | None = None
    reopens: int = 0
    satisfaction: Literal["good", "bad"] | None = None


Happening = (
    ChecklistStarted
    | ChecklistDismissed
    | TaskCompleted
    | TourStarted
    | TourCompleted
    | TourEnded
    | ConnectionFailed
    | Searched
    | TicketOpened
)


@dataclass(frozen=True)
class UserStory:
    """One user from sign-up to now; `happenings` are in order of time, none before the sign-up or after now."""

    sign_up: SignUp
    happenings: tuple[Happening, ...] = ()
