"""Letters: what visitors of the public help centre ask, of whom nothing is known but where to answer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from onboarding.store import transaction
from onboarding.store.ids import new_id
from onboarding.store.upsert import insert_new
from onboarding.tickets.acknowledgement import acknowledgement
from onboarding.tickets.asking import first_words, next_reference, request_row, thread_of
from onboarding.tickets.incoming import HELP_CENTRE
from onboarding.tickets.matching import UNMATCHED
from onboarding.tickets.models import Ticket
from onboarding.workspaces.queries import EnvironmentView


def take_letter(
    environment: EnvironmentView,
    *,
    client_id: str,
    message: str,
    email: str,
    locale: str,
    help_session: str,
    moment: datetime,
) -> str:
    """Store a letter with its thread; the reference by which the writer is answered. A repeat is given the first one's.

    Args:
        environment: where it counts.
        client_id: made with the form, so that a second attempt is the same letter.
        message: what is asked.
        email: where to answer; unproven, so that it is matched to nobody.
        locale: in which the writer reads.
        help_session: the visit, which ties it to what was sought before.
        moment: now.
    """
    with transaction() as session:
        earlier = _reference_of(session, environment.id, client_id)
        if earlier is not None:
            return earlier
        ticket_id, reference = new_id("tkt", moment), next_reference(session, environment.id)
        subject = first_words(message)
        row = {
            **request_row(environment.id, HELP_CENTRE, client_id, subject=subject, email=email, moment=moment),
            "id": ticket_id,
            "matched_by": UNMATCHED,
            "reference": reference,
            "help_session": help_session,
        }
        if insert_new(session.connection(), Ticket, [row], returning="id"):
            answer = acknowledgement(environment, locale, reference=reference, email=email)
            session.add_all(thread_of(environment.id, ticket_id, message, answer, moment))
            return reference
        return _reference_of(session, environment.id, client_id) or reference


def _reference_of(session: Session, environment_id: int, client_id: str) -> str | None:
    of_letter = (Ticket.source == HELP_CENTRE, Ticket.source_ticket_id == client_id)
    return session.scalar(select(Ticket.reference).where(Ticket.environment_id == environment_id, *of_letter))
