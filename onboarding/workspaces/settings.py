"""Settings of an environment and of its workspace: identity, segments, theme, texts, how help is offered."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sqlalchemy.exc import IntegrityError

from onboarding.store.per_app import SETTINGS
from onboarding.typed.urls import split_url
from onboarding.workspaces.audit import audit
from onboarding.workspaces.changes import ChangeError, changing_environment, changing_workspace
from onboarding.workspaces.origins import is_origin
from onboarding.workspaces.queries import EnvironmentView
from onboarding.workspaces.texts import checked_locale, checked_text
from onboarding.workspaces.theme import checked_theme
from onboarding.workspaces.workspace_queries import CONTACT_FORM

HELP_MODES = ("self_service", "neutral", "ask_first")
LONGEST_TRAIT = 64
CONTACT = re.compile(r"(https?://|mailto:)[!-~]{1,500}")


def set_identity_enforcement(environment: EnvironmentView, *, enforced: bool, actor: str) -> None:
    """Decide whether a known user is taken only with an identity token."""
    with changing_environment(environment) as (session, row):
        if row.enforce_identity == enforced:
            return
        row.enforce_identity = enforced
        detail = {"environment": row.kind, "enforced": enforced}
        audit(session, row.workspace_id, actor=actor, action="enforce_identity", resource="identity", detail=detail)


def set_segment_trait(environment: EnvironmentView, trait: str, *, actor: str) -> None:
    """Choose the trait that is pinned as a user's segment at their first start; those who have started keep theirs.

    Raises:
        ChangeError: it is not a trait's name.
    """
    if not 0 < len(trait) <= LONGEST_TRAIT or not trait.isprintable() or trait != trait.strip():
        raise ChangeError(f"A trait's name has 1 to {LONGEST_TRAIT} characters, no control characters or outer spaces.")
    with changing_environment(environment) as (session, row):
        if row.segment_trait == trait:
            return
        row.segment_trait = trait
        detail = {"environment": row.kind, "trait": trait}
        audit(session, row.workspace_id, actor=actor, action="set_segment_trait", resource="segment", detail=detail)


def set_help_mode(workspace_id: int, mode: str, *, actor: str) -> None:
    """Choose how help is offered; raises ChangeError for an unknown mode."""
    if mode not in HELP_MODES:
        raise ChangeError(f"The help mode is one of {', '.join(HELP_MODES)}.")
    with changing_workspace(workspace_id) as (session, row):
        if row.help_mode == mode:
            return
        row.help_mode = mode
        audit(session, workspace_id, actor=actor, action="set_help_mode", resource="help", detail={"mode": mode})


def set_contact(workspace_id: int, url: str, *, actor: str) -> None:
    """Choose where the help centre sends readers who want a person; an empty text sends them nowhere.

    Raises:
        ChangeError: it is neither `form` nor an address that starts with https://, http:// or mailto:.
    """
    if url and url != CONTACT_FORM and not CONTACT.fullmatch(url):
        raise ChangeError("A contact address starts with https://, http:// or mailto: and has no spaces, or is `form`.")
    with changing_workspace(workspace_id) as (session, row):
        if row.contact_url == (url or None):
            return
        row.contact_url = url or None
        audit(session, workspace_id, actor=actor, action="set_contact", resource="help", detail={"url": url})


def set_help_host(workspace_id: int, host: str, *, actor: str) -> None:
    """Choose the host at which the workspace's help centre is asked for; an empty text takes it away.

    Raises:
        ChangeError: it is not a host as browsers name it, it is this server's own, or another workspace has it.
    """
    server = split_url(SETTINGS.get().base_url)
    if server is None:
        raise AssertionError("the settings hold an address")
    if host and not is_origin(f"{server.scheme}://{host}"):
        raise ChangeError(f"{host!r} is not a host such as help.example.com, in lower case and without https://.")
    if host == server.netloc:
        raise ChangeError(f"{host} is this server's own address, which is the first workspace's help centre.")
    try:
        with changing_workspace(workspace_id) as (session, row):
            if row.help_host == (host or None):
                return
            row.help_host = host or None
            session.flush()
            audit(session, workspace_id, actor=actor, action="set_help_host", resource="help", detail={"host": host})
    except IntegrityError as error:
        raise ChangeError(f"{host} is the host of another workspace's help centre.") from error


def set_theme(workspace_id: int, changes: Mapping[str, str], *, actor: str) -> None:
    """Change some of the theme's values, all or none; an empty text takes one back to what it is by itself.

    Raises:
        ChangeError: a name is unknown, or a value is not of its kind.
    """
    checked = checked_theme(changes)
    with changing_workspace(workspace_id) as (session, row):
        theme = {name: value for name, value in {**row.theme, **checked}.items() if value is not None}
        if theme == row.theme:
            return
        row.theme = theme
        audit(session, workspace_id, actor=actor, action="set_theme", resource="theme", detail=checked)


def set_text(workspace_id: int, locale: str, key: str, text: str, *, actor: str) -> None:
    """Replace a text of the widget in a language; an empty one takes it back to the built-in text.

    Raises:
        ChangeError: the language or the key is unknown, or the text cannot be shown.
    """
    locale, text = checked_locale(locale), checked_text(key, text)
    with changing_workspace(workspace_id) as (session, row):
        of_locale = {name: value for name, value in {**row.texts.get(locale, {}), key: text}.items() if value}
        texts = {each: of for each, of in {**row.texts, locale: of_locale}.items() if of}
        if texts == row.texts:
            return
        row.texts = texts
        detail = {"locale": locale, "key": key, "text": text}
        audit(session, workspace_id, actor=actor, action="set_text", resource="texts", detail=detail)
