"""The words of the story, read from the two YAML files beside this module."""

from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import yaml

from .happenings import SignUp

_HERE = Path(__file__).parent
TICKETS: dict[str, Any] = yaml.safe_load((_HERE / "tickets.yaml").read_text(encoding="utf-8"))
SEARCHES: dict[str, Any] = yaml.safe_load((_HERE / "searches.yaml").read_text(encoding="utf-8"))

BANKS = ("Brookfield", "Havelbank", "Kestrel", "Lumivaara", "Nordhaven", "Sundvik")
CUSTOMERS = ("Atelier Brandt", "Harbour & Pine", "Kahvila Onni", "Norrsken Yoga", "Museum of Small Things")
SHARE_MISSPELT = 0.14
SHARE_IN_OWN_LANGUAGE = 0.65


@dataclass(frozen=True)
class Message:
    """A ticket's words."""

    topic: str
    subject: str
    text: str
    tags: tuple[str, ...]
    page: str


def message(random: Random, topic: str, sign_up: SignUp) -> Message:
    """Choose a text about the topic, in the user's language and true of their plan."""
    known = TICKETS[topic]
    subject, text = random.choice(texts_for(topic, sign_up.locale, sign_up.plan))
    details = {
        "bank": random.choice(BANKS),
        "customer": random.choice(CUSTOMERS),
        "n": random.randint(2, 6) if topic.startswith("bank") or topic == "access" else random.randint(38, 640),
        "code": "4012",
    }
    return Message(topic, subject.format(**details), text.format(**details), tuple(known["tags"]), known["page"])


def texts_for(topic: str, locale: str, plan: str) -> list[tuple[str, str]]:
    """Subjects and messages about the topic that somebody on the plan could write."""
    texts = TICKETS[topic]["texts"][locale]
    others = "paid" if plan == "free" else "free"
    return [(subject, text) for subject, text, *only in texts if only != [others]]


def topic_for(random: Random, open_task: str | None) -> str:
    """Choose what somebody writes about: half the time the task before them, else anything but the refused bank."""
    fitting = [topic for topic, known in TICKETS.items() if open_task in known.get("tasks", ())]
    if fitting and random.random() < 0.5:
        return random.choice(fitting)
    return random.choice(
        [topic for topic, known in TICKETS.items() if "tasks" not in known and topic != "bank-refused"]
    )


def answered_query(random: Random, locale: str) -> tuple[str, str]:
    """Choose a query and the article that answers it; some are typed wrongly, some in English by everybody."""
    language = locale if random.random() < SHARE_IN_OWN_LANGUAGE else "en"
    query, slug = random.choice(SEARCHES["answered"][language])
    return misspelt(random, query), slug


def query_before(random: Random, topic: str, locale: str) -> str:
    """Choose what somebody searched before writing about the topic."""
    if topic == "bank-refused":
        return query_without_article(random, topic, locale)
    return misspelt(random, random.choice(TICKETS[topic]["queries"][locale]))


def query_without_article(random: Random, kind: str, locale: str) -> str:
    """Choose a query of a kind (`bank-refused` or `unanswered`) that no article answers; the first ones most often."""
    queries = SEARCHES[kind][locale]
    weights = [1 / (rank + 1.5) for rank in range(len(queries))]
    return misspelt(random, random.choices(queries, weights)[0])


def misspelt(random: Random, query: str) -> str:
    """Return the query, now and then as people mistype it."""
    wrong = SEARCHES["misspelt"].get(query)
    return random.choice(wrong) if wrong and random.random() < SHARE_MISSPELT else query
