"""Under which name an article stands in addresses: short, unique in its language, and the same after every import."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from onboarding.help.importers.article_text import ArticleText, TextKey

LONGEST = 80
UNUSABLE = re.compile(r"[^a-z0-9]+")


@dataclass
class SlugBook:
    """Slugs that are taken, by language and slug, each with the owner's source id."""

    owners: dict[tuple[str, str], str] = field(default_factory=dict)

    def assign(self, texts: Iterable[ArticleText]) -> dict[TextKey, str]:
        """The slug of each text, by source id and locale; what a text is called already it keeps, unless it says so."""
        texts = list(texts)
        stems = Counter((text.locale, text.stem) for text in texts)
        kept = {(source_id, locale): slug for (locale, slug), source_id in self.owners.items()}
        slugs = {}
        # Names that authors chose go first: a name made up from a path gives way to them.
        for text in sorted(texts, key=lambda text: (text.head.slug is None, text.file)):
            shared = stems[text.locale, text.stem] > 1
            candidates = [text.head.slug] if text.head.slug else [kept.get(text.key), *_candidates(text, shared=shared)]
            slugs[text.key] = self._first_free([slugify(each) for each in candidates if each], text)
        return slugs

    def _first_free(self, candidates: list[str], text: ArticleText) -> str:
        for slug in _numbered([each for each in candidates if each] or [_made_up(text.source_id)]):
            if self.owners.setdefault((text.locale, slug), text.source_id) == text.source_id:
                return slug
        raise AssertionError("numbers do not run out")


def slugify(name: str) -> str:
    """A name as it can stand in an address: `Überblick (neu)` becomes `uberblick-neu`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return UNUSABLE.sub("-", plain).strip("-")[:LONGEST].rstrip("-")


def _candidates(text: ArticleText, *, shared: bool) -> Iterator[str]:
    """The file's name, led by more and more of its folders; by one at least where several files share the name."""
    parts = text.source_id.split("/")
    for depth in range(2 if shared else 1, len(parts) + 1):
        yield "-".join(parts[-depth:])
    yield text.title


def _numbered(candidates: list[str]) -> Iterator[str]:
    yield from candidates
    number = 2
    while True:
        yield f"{candidates[-1][: LONGEST - 6]}-{number}"
        number += 1


def _made_up(source_id: str) -> str:
    return f"article-{hashlib.sha256(source_id.encode()).hexdigest()[:10]}"
