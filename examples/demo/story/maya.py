"""Maya Lindqvist, whom visitors of the demo can sign in as: she is stuck where the story is stuck."""

from datetime import datetime, timedelta

from .bank import CODE, HARD_PLACE
from .happenings import (
    ChecklistStarted,
    ConnectionFailed,
    Happening,
    Searched,
    SignUp,
    TaskCompleted,
    TourCompleted,
    TourStarted,
    UserStory,
)

USER_ID = "demo-maya-lindqvist"


def maya(now: datetime) -> UserStory:
    """Tell her nine days until `now`: three tasks done, two attempts at the bank, two searches that found nothing."""
    came = (now - timedelta(days=9)).replace(hour=9, minute=12, second=0, microsecond=0)
    sign_up = SignUp(
        at=came,
        user_id=USER_ID,
        name="Maya Lindqvist",
        email="maya.lindqvist@example.com",
        plan="starter",
        locale="en",
        company_id="demo-studio-lindqvist",
        company="Studio Lindqvist",
    )
    stuck = came + timedelta(days=1, hours=1)
    searches = [
        Searched(stuck + timedelta(minutes=minutes), query, "en", HARD_PLACE, f"{USER_ID}-bank")
        for minutes, query in ((9, "bank connection failed"), (10, "error 4012"))
    ]
    happenings: list[Happening] = [
        ChecklistStarted(came + timedelta(minutes=1)),
        TaskCompleted(came + timedelta(minutes=6), "company-details", "event"),
        TourStarted(came + timedelta(minutes=8), "first-invoice"),
        TaskCompleted(came + timedelta(minutes=11), "first-customer", "event"),
        TaskCompleted(came + timedelta(minutes=16), "first-invoice", "event"),
        TourCompleted(came + timedelta(minutes=17), "first-invoice"),
        ConnectionFailed(stuck, "nordhaven", CODE),
        ConnectionFailed(stuck + timedelta(minutes=7), "nordhaven", CODE),
        *searches,
    ]
    return UserStory(sign_up, tuple(happenings))
