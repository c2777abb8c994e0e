"""Texts for end users that a workspace may replace, per language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from onboarding.workspaces.changes import ChangeError
from onboarding.workspaces.queries import EnvironmentView

KEYS = frozenset(
    [
        "action_article",
        "action_callback",
        "action_contact",
        "action_tour",
        "action_url",
        "all_done",
        "all_done_text",
        "articles_one",
        "articles_other",
        "back",
        "browse",
        "clear",
        "close",
        "contact",
        "contact_text",
        "corrected",
        "did_you_mean",
        "dismiss",
        "dismissed",
        "done",
        "email",
        "end_tour",
        "failed",
        "greeting",
        "helpful",
        "hotspot",
        "in_language",
        "launcher",
        "loading",
        "literally",
        "message",
        "nearest",
        "next",
        "next_task",
        "no",
        "no_results",
        "no_results_text",
        "offered",
        "open_page",
        "panel",
        "partial",
        "previous",
        "progress",
        "reference",
        "related",
        "reopen",
        "required",
        "results_one",
        "results_other",
        "retry",
        "search",
        "searching",
        "send",
        "send_failed",
        "sending",
        "sent",
        "snooze",
        "snoozed",
        "step_of",
        "still_stuck",
        "suggestions",
        "task_done",
        "task_done_said",
        "task_locked",
        "task_mark",
        "task_optional",
        "task_undo",
        "thanks",
        "tour_resume",
        "tour_waiting",
        "why_helpful",
        "why_not",
        "yes",
    ]
)
"""Keys of static/widget/src/text/en.ts."""
ANSWERS = frozenset({"request_acknowledged", "request_acknowledged_here"})
"""Keys of what a request is answered with at once; see docs/tickets.md."""
PLURAL = re.compile(r"(.+_)(?:zero|one|two|few|many|other)")
LOCALE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")
LONGEST = 500


def texts_for(environment: EnvironmentView, locales: Sequence[str]) -> Mapping[str, str]:
    """The workspace's own texts by key, each in the first of the languages it is written in."""
    return {
        key: text for locale in reversed(locales) for key, text in environment.texts.get(locale, {}).items() if text
    }


def checked_locale(locale: str) -> str:
    """The language; raises ChangeError unless it is spelt as a BCP 47 tag is: `de`, `pt-BR`, `zh-Hant`."""
    if LOCALE.fullmatch(locale) is None:
        raise ChangeError(f"{locale!r} is not a language such as de or pt-BR.")
    return locale


def checked_text(key: str, text: str) -> str:
    """The text, without outer white space; raises ChangeError for an unknown key or what cannot be shown."""
    plural = PLURAL.fullmatch(key)
    if key not in KEYS | ANSWERS and (plural is None or f"{plural[1]}other" not in KEYS):
        raise ChangeError(f"The widget has no text {key!r}; docs/widget.md says where its keys are.")
    text = text.strip()
    if len(text) > LONGEST or not text.isprintable():
        raise ChangeError(f"A text has at most {LONGEST} characters, on one line, none of them control characters.")
    return text
