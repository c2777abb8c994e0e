"""Ninety days of demo history, made up but consistent: 5,000 users, one broken bank, and what it does to support.

`tell(now)` yields a `UserStory` per user: a `SignUp` and the `Happening`s that followed, in order of time. It is pure
and deterministic. Everybody's external id begins with `demo-` and their e-mail address ends in `@example.com`.

The plot: connecting a bank works for about three users in four until 35 days ago. Then Nordhaven, the bank of four in
ten, changes its consent page. Conversion of that task falls to less than half, tickets written while it is the open
task rise from about 4 to about 19 per 100 users, and searches such as "bank connection failed" find no article.
"""

from .happenings import (
    CHECKLIST,
    TASK_EVENTS,
    TASKS,
    Channel,
    ChecklistDismissed,
    ChecklistStarted,
    ConnectionFailed,
    Happening,
    Searched,
    SignUp,
    TaskCompleted,
    TicketOpened,
    TourCompleted,
    TourEnded,
    TourStarted,
    UserStory,
)
from .telling import BREAK_DAYS, SEED, tell

__all__ = [
    "BREAK_DAYS",
    "CHECKLIST",
    "SEED",
    "TASKS",
    "TASK_EVENTS",
    "Channel",
    "ChecklistDismissed",
    "ChecklistStarted",
    "ConnectionFailed",
    "Happening",
    "Searched",
    "SignUp",
    "TaskCompleted",
    "TicketOpened",
    "TourCompleted",
    "TourEnded",
    "TourStarted",
    "UserStory",
    "tell",
]
