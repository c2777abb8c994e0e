"""What whoever imports should know of the name of a source: whether it is the one they mean."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from onboarding.help.importers.present import Present
from onboarding.help.importers.report import Remark, RemarkKind
from onboarding.help.importers.source import Links, SourceHelpCentre
from onboarding.help.importers.source_text import ArticleKey
from onboarding.help.origins.names import kind_of


def remarks_on_names(source: SourceHelpCentre, present: Present) -> Iterator[Remark]:
    """On sources that have no name, that are new beside others of their kind, or that share no article with before.

    Args:
        source: everything it holds, also what was deleted here.
        present: what is here.
    """
    known = {text.key[0] for text in present.texts if text.was_brought_in} | set(present.deletions.articles)
    held = {article.key for article in source.articles}
    for name in sorted(source.sources if source.links is Links.THEIRS else ()):  # a zip says where all of it is from
        detail = _nameless(name) or _stranger(name, known) or _namesake(name, known, held)
        if detail:
            yield Remark(name, 0, RemarkKind.NAME, detail)


def _nameless(name: str) -> str | None:
    return None if name != kind_of(name) else "nothing says whose it is; --source NAME tells it from others"


def _stranger(name: str, known: AbstractSet[ArticleKey]) -> str | None:
    alike = sorted({source for source, _ in known if kind_of(source) == kind_of(name)})
    if not alike or name in alike:
        return None
    return f"comes in for the first time, beside {', '.join(alike)}; --source NAME takes it for one of them"


def _namesake(name: str, known: AbstractSet[ArticleKey], held: AbstractSet[ArticleKey]) -> str | None:
    earlier = {key for key in known if key[0] == name}
    if not earlier or earlier & held:
        return None
    return f"brought in {len(earlier)} articles before, none of which it holds; if it is another one, --source NAME"
