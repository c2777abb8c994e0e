"""Writing articles' texts that are new or changed, and withdrawing those that are gone at the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from sqlalchemy import update

from onboarding.help.importers.destination import Destination, digest_of_values, is_conflict
from onboarding.help.importers.finished_text import FinishedText, Outcome
from onboarding.help.importers.report import RemarkKind
from onboarding.help.importers.source_text import ArticleKey, TextKey
from onboarding.help.importers.stored_text import StoredText
from onboarding.help.models import ArticleTranslation
from onboarding.help.writing.revisions import record


def keep_texts(
    destination: Destination,
    texts: Iterable[FinishedText],
    ids: Mapping[ArticleKey, str],
    stored: Mapping[TextKey, StoredText],
) -> Counter[Outcome]:
    """Store the texts that are new or changed, of the articles whose ids are given."""
    outcomes: Counter[Outcome] = Counter()
    writings = []
    for text in texts:
        before = stored.get(text.key)
        outcome = text.outcome(before, destination)
        outcomes[outcome] += 1
        if outcome in (Outcome.ADDED, Outcome.CHANGED):
            writings.append(text.writing(ids[text.key[0]]))
        if before is not None:
            _tell_conflict(destination, text, before, outcome)
            _tell_unpublished(destination, text, before, outcome)
    record(destination.session, destination.saving, writings)
    return outcomes


def withdraw_gone(destination: Destination, gone: Iterable[StoredText]) -> int:
    """Name published texts that the source no longer holds; make drafts of them if asked to, and count those.

    What was changed here stays published, unless that gives way.
    """
    withdrawn, prune = 0, destination.importing.prune
    for text in gone:
        stays = text.is_changed_here and not destination.importing.overwrite
        source, source_id = text.key[0]
        destination.remark(f"{source} {source_id} ({text.locale})", RemarkKind.GONE, _fate(stays=stays, prune=prune))
        if prune and not stays:
            _withdraw(destination, text)
            withdrawn += 1
    return withdrawn


def _fate(*, stays: bool, prune: bool) -> str:
    if stays:
        return "changed here and still published; --prune --overwrite would withdraw it"
    return "withdrawn" if prune else "still published; --prune would withdraw it"


def _tell_conflict(destination: Destination, text: FinishedText, before: StoredText, outcome: Outcome) -> None:
    if outcome is Outcome.KEPT and is_conflict(before.ours, text.theirs, before.imported_digest):
        detail = f"the text in {text.source.locale} changed"
        destination.remarks.append(text.source.remark_on(RemarkKind.CONFLICT, "title", detail))


def _tell_unpublished(destination: Destination, text: FinishedText, before: StoredText, outcome: Outcome) -> None:
    if before.is_published and text.source.is_draft:
        kept = "changed here and still published; --overwrite would withdraw it"
        detail = f"unpublished there; {kept if outcome is Outcome.KEPT else 'a draft here now'}"
        destination.remarks.append(text.source.remark_on(RemarkKind.GONE, "draft", detail))


def _withdraw(destination: Destination, text: StoredText) -> None:
    of_text = (
        ArticleTranslation.workspace_id == destination.workspace_id,
        ArticleTranslation.article_id == text.article_id,
        ArticleTranslation.locale == text.locale,
    )
    withdrawn = {"state": "draft", "imported_digest": digest_of_values([text.digest, "draft"])}
    destination.session.execute(update(ArticleTranslation).where(*of_text).values(withdrawn))
