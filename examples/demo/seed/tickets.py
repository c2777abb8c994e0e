"""The story's tickets: asked with the widget, or told by the support desk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from onboarding.people.queries import UserView
from onboarding.tickets.incoming import WIDGET, IncomingTicket, Requester
from onboarding.tickets.requests import Question, ask
from onboarding.tickets.service import keep
from onboarding.workspaces.queries import EnvironmentView

from ..story import happenings as told
from .events import opened_article
from .help_centre import HelpCentre
from .ids import search_id

DESK = "zendesk"
FIRST_OF_DESK = 21_844
"""Pennyleaf has been using the desk for longer than Handrail."""


@dataclass(frozen=True)
class WrittenTicket:
    """A ticket, who wrote it, and the last search and the last article opened of the same visit to the help panel."""

    user: UserView
    ticket: told.TicketOpened
    search: str | None
    article: str | None


def tickets_of(story: told.UserStory, user: UserView, help_centre: HelpCentre) -> Iterator[WrittenTicket]:
    """The tickets of one user, in order of time."""
    last_search: dict[str | None, str] = {}
    last_article: dict[str | None, str] = {}
    for number, each in enumerate(story.happenings):
        match each:
            case told.Searched(help_session=visit):
                last_search[visit] = search_id(each.at, story.sign_up.user_id, number)
                if article := opened_article(each, help_centre):
                    last_article[visit] = article
            case told.TicketOpened(help_session=visit):
                yield WrittenTicket(user, each, last_search.get(visit), last_article.get(visit))


def write(session: Session, environment: EnvironmentView, number: int, written: WrittenTicket, now: datetime) -> None:
    """Store the `number`-th ticket: one asked with the widget has its message, the desk keeps those of its own."""
    if written.ticket.channel == WIDGET:
        ask(environment, written.user, _question(written), written.ticket.at)
    keep(session, environment.id, _as_known_now(number, written), now)


def _question(written: WrittenTicket) -> Question:
    ticket = written.ticket
    return Question(
        client_id=ticket.ticket_id,
        message=ticket.message,
        subject=ticket.subject,
        url=ticket.page,
        help_session=ticket.help_session,
        search=written.search,
        article=written.article,
    )


def _requester(user: UserView, ticket: told.TicketOpened) -> Requester:
    """Whom the desk takes the writer for: by an address that nobody signed up with it recognises no user."""
    if ticket.mailbox is not None:
        return Requester(email=ticket.mailbox)
    return Requester(external_id=user.external_id, email=user.email)


def _as_known_now(number: int, written: WrittenTicket) -> IncomingTicket:
    user, ticket = written.user, written.ticket
    by_widget = ticket.channel == WIDGET
    return IncomingTicket(
        source=WIDGET if by_widget else DESK,
        source_ticket_id=ticket.ticket_id if by_widget else str(FIRST_OF_DESK + number),
        requester=_requester(user, ticket),
        status="solved" if ticket.solved_at else "open",
        subject=ticket.subject,
        channel=ticket.channel,
        tags=ticket.tags,
        page_url=ticket.page,
        created_at=ticket.at,
        first_reply_at=ticket.first_reply_at,
        solved_at=ticket.solved_at,
        reopens=ticket.reopens,
        satisfaction=ticket.satisfaction,
        help_session=ticket.help_session,
    )
