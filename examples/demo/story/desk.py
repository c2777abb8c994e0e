"""How Pennyleaf's support answers: quickly in chat, later once the bank story fills the queue."""

from datetime import datetime, timedelta
from random import Random
from typing import Literal

from .draws import chance, later
from .happenings import Channel, Searched, TicketOpened
from .letters import letter
from .people import Person
from .wording import Message

SHARE_OF_OTHER_MAILBOXES = 0.4
"""Of e-mails, those that a studio's shared mailbox sends."""
CHANNELS: dict[Channel, float] = {"widget": 0.78, "email": 0.12, "chat": 0.1}


class Desk:
    """Decides what becomes of tickets, as far as `now` can know."""

    def __init__(self, *, busy_since: datetime, now: datetime) -> None:
        self._busy_since = busy_since
        self._now = now

    def ticket(
        self, random: Random, person: Person, at: datetime, message: Message, *, after: Searched | None = None
    ) -> TicketOpened:
        """Open a ticket; one that follows a search comes from the same help session."""
        hard = message.topic == "bank-refused"
        channel: Channel = "widget" if after else random.choices(list(CHANNELS), list(CHANNELS.values()))[0]
        ticket_id = f"{person.sign_up.user_id}-{at:%y%m%d-%H%M%S}"
        replied, solved = self._handle(random, at, channel, hard=hard)
        return TicketOpened(
            at=at,
            ticket_id=ticket_id,
            subject=message.subject,
            message=letter(message.text, person.sign_up, at),
            tags=message.tags,
            channel=channel,
            page=message.page,
            help_session=after.help_session if after else None,
            searched=after.query if after else None,
            mailbox=_other_mailbox(person, ticket_id) if channel == "email" else None,
            first_reply_at=self._known(replied),
            solved_at=self._known(solved),
            reopens=int(self._known(solved) is not None and random.random() < (0.18 if hard else 0.05)),
            satisfaction=_verdict(random, hard=hard) if self._known(solved) else None,
        )

    def _handle(
        self, random: Random, at: datetime, channel: Channel, *, hard: bool
    ) -> tuple[datetime, datetime | None]:
        busy = at >= self._busy_since
        if channel == "chat":
            minutes = 1.6 if busy else 0.9
            replied = at + timedelta(minutes=random.lognormvariate(0, 0.6) * minutes)
        else:
            replied = later(random, at, hours=5.5 if busy else 2.0, spread=0.8)
        if hard and chance(random, 0.4):
            return replied, None
        return replied, later(random, replied, hours=60 if hard else 9, spread=1.0)

    def _known(self, moment: datetime | None) -> datetime | None:
        return moment if moment and moment <= self._now else None


def _other_mailbox(person: Person, ticket_id: str) -> str | None:
    """The mailbox of the person's studio, if it is that one which sends the ticket."""
    chance_of_its_own = Random(f"{ticket_id}:mailbox")  # so that it shifts nothing else of the person's life
    is_shared = chance_of_its_own.random() < SHARE_OF_OTHER_MAILBOXES
    return f"office@{person.sign_up.company_id}.example" if is_shared else None


def _verdict(random: Random, *, hard: bool) -> Literal["good", "bad"] | None:
    if random.random() > 0.35:
        return None
    return "good" if random.random() < (0.45 if hard else 0.88) else "bad"
