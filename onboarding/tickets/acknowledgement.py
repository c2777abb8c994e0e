"""What Handrail answers to a request at once, in the workspace's words where it has some."""

from __future__ import annotations

from onboarding.workspaces import locales
from onboarding.workspaces.queries import EnvironmentView
from onboarding.workspaces.texts import texts_for

WITH_ADDRESS, WITHOUT_ADDRESS = "request_acknowledged", "request_acknowledged_here"
"""Keys of the texts a workspace can replace; `{reference}` and `{email}` are filled in."""
ENGLISH = {
    WITH_ADDRESS: "Thanks, we have your message ({reference}). A person will read it and answer to {email}.",
    WITHOUT_ADDRESS: "Thanks, we have your message ({reference}). A person will read it and answer you.",
}


def acknowledgement(environment: EnvironmentView, locale: str | None, *, reference: str, email: str | None) -> str:
    """The text in the reader's language, else in the workspace's, else in English."""
    key = WITHOUT_ADDRESS if email is None else WITH_ADDRESS
    languages = locales.chain(locale, environment.default_locale)
    text = texts_for(environment, languages).get(key, ENGLISH[key])
    return text.replace("{reference}", reference).replace("{email}", email or "")
