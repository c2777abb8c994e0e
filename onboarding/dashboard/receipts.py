"""What the next page says once a form was carried out: one sentence for each thing a form can do."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import Request, Response, session, url_for

KEPT = "receipt"
"""Under this name the session holds the sentence until a page has said it."""
CHOICES = ("do", "verdict", "enforce")
"""Fields of forms that can do several things; what they do is their value."""
SENTENCES: Mapping[str, Mapping[str, str]] = {
    "change_person": {"": "The role was changed.", "remove": "The person was removed from the workspace."},
    "change_origins": {"": "The origin may embed the widget now.", "remove": "The origin was removed."},
    "change_identity": {"on": "Identity is enforced now.", "off": "Identity is no longer enforced."},
    "change_language": {"": "The workspace has another language now."},
    "revoke_signing_secret": {"": "The signing secret was revoked."},
    "revoke_secret_key": {"": "The secret key was revoked."},
    "add_synonym": {"": "The synonym was added; searches use it now."},
    "change_synonym": {"": "The synonym was changed; searches use it now.", "remove": "The synonym was removed."},
    "decide_suggestion": {
        "both": "Both mean the same now.",
        "one": "The first finds the second now.",
        "no": "This pair is suggested no more.",
    },
    "make_article": {"": "The draft was saved. Readers see it once you publish it."},
    "make_translation": {"": "The draft was saved. Readers see it once you publish it."},
    "write_article_text": {
        "": "The draft was saved. Readers see it once you publish it.",
        "publish": "Published: readers see this text now.",
    },
    "change_article_text": {
        "restore": "The old revision is a draft now. Readers see it once you publish it.",
        "discard": "The draft was discarded; it stays in the history.",
        "withdraw": "Withdrawn: readers find it no longer.",
        "reviewed": "The translation is up to date again.",
        "delete": "The language was deleted.",
    },
    "arrange_article": {"": "Place and readers were saved."},
    "rename_article": {"": "The address was changed; the old one leads there."},
    "remove_article": {"": "The article was deleted."},
    "make_collection": {"": "The collection was created."},
    "write_collection": {"": "The collection was saved."},
    "remove_collection": {"": "The collection was deleted."},
    "add_file": {"": "The file was added."},
    "remove_file": {"": "The file was deleted."},
}
"""By endpoint, and by what was chosen in the form; without a choice that is listed, that of the empty one."""
SILENT = frozenset(
    {
        "sign_in",
        "logout",
        "move_collection",
        "add_person",
        "reset_password",
        "set_password",
        "add_signing_secret",
        "add_secret_key",
    }
)
"""Forms whose answer shows by itself what they did."""


def receipt_of(request: Request) -> str | None:
    """The sentence for what a form did; None for one that needs none."""
    sentences = SENTENCES.get((request.endpoint or "").removeprefix("dashboard."), {})
    return sentences.get(_choice(request), sentences.get(""))


def keep_receipt(request: Request, response: Response) -> None:
    """Keep what the next page is to say, where a form was carried out: it leads on, and not to the login."""
    leads_on = response.status_code == 303 and urlsplit(response.location or "").path != url_for("dashboard.login")
    sentence = receipt_of(request) if request.method == "POST" and leads_on else None
    if sentence is not None:
        session[KEPT] = sentence


def take_receipt() -> str | None:
    """What was kept, once."""
    return str(session.pop(KEPT)) if KEPT in session else None


def _choice(request: Request) -> str:
    if "remove" in request.form:
        return "remove"
    step = str((request.view_args or {}).get("step", ""))
    return next((request.form[name] for name in CHOICES if name in request.form), step)
