"""Links between articles: however an author spelt the address, it leads to the article.

A link is an address of the help centre the articles come from (a permalink, or an old address of one), a path to
another file, or an address of ours. What leads nowhere loses its link and keeps its words.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from onboarding.help.addresses import article_path, old_path
from onboarding.help.blocks.rewriting import ABSOLUTE, Attributes

NUMBERED = re.compile(r"/articles?/(\d{1,20})(?:[-./]|\Z)")
"""In addresses of the vendors' help centres the article's number counts, and the words after it do not."""


@dataclass(frozen=True)
class LinkedArticle:
    """An article that addresses lead to."""

    slugs: Mapping[str, str]
    """By locale."""

    def attributes(self, *locales: str, fragment: str = "") -> Attributes:
        """What a link to it carries, in the first of the languages it is written in."""
        locale = next((each for each in locales if each in self.slugs), min(self.slugs))
        slug = self.slugs[locale]
        return {"article": slug, "href": article_path(locale, slug) + (f"#{fragment}" if fragment else "")}


LinkedText = tuple[LinkedArticle, str]


@dataclass
class LinkMap:
    """Where every known address leads."""

    site: str | None = None
    """Address of the help centre the articles come from, where links to its other pages may go on leading."""
    _paths: dict[str, LinkedText] = field(default_factory=dict)
    _numbers: dict[str, LinkedText] = field(default_factory=dict)
    _files: dict[str, LinkedText] = field(default_factory=dict)

    def add_path(self, path: str, article: LinkedArticle, locale: str) -> None:
        """Let a path on the site, current or old, lead to the article in a language; the first claim counts."""
        self._paths.setdefault(path, (article, locale))
        number = NUMBERED.search(path)
        if number:
            self._numbers.setdefault(number[1], (article, locale))

    def add_file(self, file: str, article: LinkedArticle, locale: str) -> None:
        """Let a path within the folder lead to the article in a language; the first claim counts."""
        self._files.setdefault(file, (article, locale))

    def resolve(self, href: str, *, file: str, locale: str) -> Attributes | None:
        """The attributes of a link written as `href` in a file; None when it leads nowhere."""
        try:
            parts = urlsplit(self._without_site(href))
        except ValueError:
            return None
        if not href:
            return None
        if parts.scheme or parts.netloc:
            return {"href": href} if href.lower().startswith(ABSOLUTE) else None
        found = self._article(parts.path, file)
        if found is not None:
            article, target_locale = found
            return article.attributes(locale, target_locale, fragment=parts.fragment)
        if self.site is not None and parts.path.startswith("/"):
            return {"href": self.site + self._without_site(href)}
        return None

    def resolve_ours(self, href: str) -> Attributes:
        """The attributes of a link that is an address of ours, or leads elsewhere; it changes only with the slug."""
        try:
            parts = urlsplit(href)
        except ValueError:
            return {"href": href}
        found = self._paths.get(old_path(href)) if href.startswith("/") else None
        if found is None:
            return {"href": href}
        article, locale = found
        attributes = article.attributes(locale, fragment=parts.fragment)
        same = old_path(href) == old_path(attributes["href"])
        return {"article": attributes["article"], "href": href if same else attributes["href"]}

    def leads_away(self, href: str) -> bool:
        """Whether an address is that of an article on the site, which did not come in."""
        return self.site is not None and href.startswith(f"{self.site}/") and NUMBERED.search(href) is not None

    def _article(self, path: str, file: str) -> LinkedText | None:
        if not path:  # a place on the same page
            return self._files.get(file)
        if path.startswith("/"):
            number = NUMBERED.search(path)
            return self._paths.get(old_path(path)) or (self._numbers.get(number[1]) if number else None)
        return self._files.get(posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(path))))

    def _without_site(self, href: str) -> str:
        if self.site is None:
            return href
        for site in (self.site, self.site.replace("https://", "http://", 1)):
            if href.startswith((f"{site}/", f"{site}#")):
                return href.removeprefix(site)
        return href
