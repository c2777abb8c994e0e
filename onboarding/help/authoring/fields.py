"""Fields that texts, articles and collections have in common, checked as an editor typed them."""

from __future__ import annotations

from onboarding.help.addresses import LONGEST_SLUG, slugify
from onboarding.help.editing import EditRefused
from onboarding.workspaces import locales


def one_line(text: str) -> str:
    """The text without line ends and spaces around it."""
    return " ".join(text.split())


def checked_slug(typed: str, *, instead: str) -> str:
    """A slug as it is stored, made of another text when none was typed; raises EditRefused."""
    slug = slugify(typed or instead)
    if not slug:
        raise EditRefused({"slug": "An address needs letters or digits of a–z and 0–9."})
    if typed and slug != typed.strip():
        raise EditRefused({"slug": f"An address is a–z, 0–9 and -, at most {LONGEST_SLUG}: for example {slug}."})
    return slug


def checked_locale(typed: str) -> str:
    """A language tag in its one spelling; raises EditRefused."""
    try:
        return locales.canonical(typed.strip())
    except ValueError as error:
        raise EditRefused(
            {"locale": f"{typed.strip() or 'Nothing'} is no language tag such as de or pt-BR."}
        ) from error
