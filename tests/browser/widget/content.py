"""What the stand-in server has for its one user: a checklist, a tour, articles."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def paragraph(*children: Any) -> Json:
    """A block of text."""
    return {"tag": "p", "children": list(children)}


def task(key: str, title: str, **given: Any) -> Json:
    """A task of the checklist; without `complete_when` it is ticked by hand."""
    about = {"body": [paragraph(f"About {title.lower()}.")], "action": None, "complete_when": [], "optional": False}
    return {"key": key, "title": title, "manual": True, **about, **given}


def checklist(*tasks: Json, **status: Any) -> Json:
    """A checklist nobody has begun."""
    states = {each["key"]: {"done_at": None, "locked": False} for each in tasks}
    begun: Json = {"started_at": None, "completed_at": None, "snoozed_until": None}
    required = sum(not each["optional"] for each in tasks)
    return {
        "key": "get-started",
        "version": 3,
        "title": "Get started",
        "intro": [paragraph("A few small jobs.")],
        "ordering": "any",
        "dismissible": True,
        "tasks": list(tasks),
        "status": {"state": "not_started", "done": 0, "total": required, "tasks": states, **begun, **status},
    }


def step(key: str, **given: Any) -> Json:
    """A step of a tour: a tooltip with a button."""
    about = {"kind": "tooltip", "title": f"Step {key}", "body": [paragraph("Look here.")], "placement": "auto"}
    where = {"url": None, "open": None, "target": None, "optional": False, "wait_seconds": 5, "next": None}
    return {"key": key, "advance": [{"on": "button"}], **about, **where, **given}


def tour(*steps: Json, **given: Any) -> Json:
    """A tour that starts when it is asked to."""
    status = {"state": "not_started", "step": None}
    about = {"key": "tour", "version": 1, "title": "The tour", "start_when": None}
    return {**about, "steps": list(steps), "status": status, **given}


def article(number: int, title: str) -> Json:
    """What a list says of an article."""
    return {"id": f"art_{number}", "slug": title.lower().replace(" ", "-"), "title": title, "locale": "en"}


ARTICLES = [article(1, "Connect your bank"), article(2, "Reset your password"), article(3, "Read the VAT report")]
ROW = {"tag": "tr", "children": [{"tag": "td", "children": ["A"]}]}
BLOCKS = [
    paragraph("It takes ", {"tag": "strong", "children": ["two"]}, " minutes."),
    {"tag": "h2", "children": ["Before you start"]},
    {"tag": "ul", "children": [{"tag": "li", "children": ["Have your login at hand."]}]},
    {"tag": "table", "children": [{"tag": "tbody", "children": [ROW]}]},
    {"tag": "script", "children": ["window.pwned = true"]},
    paragraph({"tag": "a", "href": "javascript:window.pwned=true", "children": ["bad"]}),
    paragraph({"tag": "a", "article": "reset-your-password", "children": ["resetting your password"]}),
]


def boot(**given: Any) -> Json:
    """The answer to a boot request."""
    return {
        "user": {"id": None, "anonymous_id": "a", "known": False},
        "locale": "en",
        "dir": "ltr",
        "checklists": [checklist(task("one", "First job"), task("two", "Second job"))],
        "tours": [],
        "help": {"mode": "self_service", "suggestions": ARTICLES[:2], "needs_email": True, "restricted": False},
        "theme": {"accent": "#2f5bea", "accent_text": "#ffffff", "mode": "light", "position": "end", "launcher": True},
        "texts": {},
        **given,
    }


def hit(found: Json, words: str) -> Json:
    """A search result whose title has `words` marked."""
    before, _, after = found["title"].lower().partition(words)
    parts = [{"text": before, "match": False}, {"text": words, "match": True}, {"text": after, "match": False}]
    title = [each for each in parts if each["text"]]
    snippet = [{"text": "Have your login at hand.", "match": False}]
    return {**found, "title": title, "snippet": snippet, "locale": "en", "collection": "Banking"}
