"""Under which name an article stands in addresses: short, unique in its language, and the same after every import."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from onboarding.help.addresses import LONGEST_SLUG, slugify
from onboarding.help.importers.source_text import ArticleKey, SourceText, TextKey


@dataclass
class SlugBook:
    """Slugs that are taken, by language and slug, each with the article that has it."""

    owners: dict[tuple[str, str], ArticleKey] = field(default_factory=dict)

    def assign(self, texts: Iterable[SourceText], staying: AbstractSet[TextKey] = frozenset()) -> dict[TextKey, str]:
        """The slug of each text; what it is called already it keeps, unless it names another and is not staying."""
        texts = list(texts)
        stems = Counter((text.locale, text.stem) for text in texts)
        kept = {(article, locale): slug for (locale, slug), article in self.owners.items()}
        slugs = {}
        # Names that authors chose go first: a name made up from a path gives way to them.
        for text in sorted(texts, key=lambda text: (text.slug is None, text.file)):
            shared = stems[text.locale, text.stem] > 1
            named = None if text.key in staying else text.slug
            candidates = [named] if named else [kept.get(text.key), *_candidates(text, shared=shared)]
            slugs[text.key] = self._first_free([slugify(each) for each in candidates if each], text)
        return slugs

    def _first_free(self, candidates: list[str], text: SourceText) -> str:
        for slug in _numbered([each for each in candidates if each] or [_made_up(text.article)]):
            if self.owners.setdefault((text.locale, slug), text.article) == text.article:
                return slug
        raise AssertionError("numbers do not run out")


def _candidates(text: SourceText, *, shared: bool) -> Iterator[str]:
    """The text's name, led by more and more of its folders; by one at least where several share the name."""
    parts = text.name.split("/")
    for depth in range(2 if shared else 1, len(parts) + 1):
        yield "-".join(parts[-depth:])
    yield text.title


def _numbered(candidates: list[str]) -> Iterator[str]:
    yield from candidates
    number = 2
    while True:
        yield f"{candidates[-1][: LONGEST_SLUG - 6]}-{number}"
        number += 1


def _made_up(article: ArticleKey) -> str:
    return f"article-{hashlib.sha256(article[1].encode()).hexdigest()[:10]}"
