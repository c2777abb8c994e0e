"""Reads of what the addresses in a text may lead to: the articles, old addresses and pictures they name, at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from sqlalchemy import Row, select, tuple_
from sqlalchemy.orm import Session

from onboarding.help.addresses import ROOT, plain_path
from onboarding.help.files.models import Image
from onboarding.help.models import OF_ARTICLE, Article, ArticleTranslation, Redirect
from onboarding.typed.urls import split_url

ARTICLE = re.compile(rf"{ROOT}/(?P<locale>[^/]+)/articles/(?P<slug>[^/]+)")
PICTURE = re.compile(rf"{ROOT}/images/(?P<digest>[0-9a-f]{{64}})(?:\.[a-z]+)?")


@dataclass(frozen=True, slots=True)
class Target:
    """A text that an address may lead to."""

    article_id: str
    locale: str
    slug: str
    state: str
    title: str
    is_restricted: bool
    anchors: Collection[str]


@dataclass(frozen=True)
class LinkTargets:
    """Everything the addresses of a text lead to."""

    texts: Mapping[str, Mapping[str, Target]]
    """By article id and locale."""
    slugs: Mapping[tuple[str, str], str]
    """Article ids by locale and slug."""
    redirects: Mapping[str, str]
    """Article ids by old path."""
    pictures: Collection[str]
    """Digests of those that are there."""

    def article_at(self, path: str) -> Mapping[str, Target] | None:
        """The texts of the article at a path, also an old one."""
        match = ARTICLE.fullmatch(path)
        article_id = self.slugs.get((match["locale"], match["slug"])) if match else None
        return self.texts.get(article_id or self.redirects.get(plain_path(path), ""))


def own_path(address: str, homes: Collection[str]) -> tuple[str, str] | None:
    """Path and fragment of an address of ours, also with one of `homes` in front; None for one elsewhere, or none."""
    home = next((each for each in homes if address.startswith((f"{each}/", f"{each}#"))), "")
    address = address.removeprefix(home)
    parts = split_url(address)
    if parts is None or parts.scheme or parts.netloc or not address:
        return None
    return unquote(parts.path), unquote(parts.fragment)


def targets_of(session: Session, workspace_id: int, paths: Collection[str]) -> LinkTargets:
    """What the paths lead to, in four statements however many they are."""
    named = {(match["locale"], match["slug"]) for match in map(ARTICLE.fullmatch, paths) if match}
    digests = {match["digest"] for match in map(PICTURE.fullmatch, paths) if match}
    text = ArticleTranslation
    ids = select(text.article_id, text.locale, text.slug).where(
        text.workspace_id == workspace_id, tuple_(text.locale, text.slug).in_(sorted(named))
    )
    slugs = {(row.locale, row.slug): row.article_id for row in session.execute(ids)}
    old = select(Redirect.path, Redirect.article_id).where(
        Redirect.workspace_id == workspace_id, Redirect.path.in_(sorted(map(plain_path, paths)))
    )
    redirects = {row.path: row.article_id for row in session.execute(old)}
    known = select(Image.digest).where(Image.workspace_id == workspace_id, Image.digest.in_(sorted(digests)))
    pictures = frozenset(session.scalars(known))
    return LinkTargets(
        _texts(session, workspace_id, {*slugs.values(), *redirects.values()}), slugs, redirects, pictures
    )


def _texts(session: Session, workspace_id: int, article_ids: Collection[str]) -> dict[str, dict[str, Target]]:
    text = ArticleTranslation
    rows = session.execute(
        select(text.article_id, text.locale, text.slug, text.state, text.title, text.anchors, Article.audience)
        .join(Article, OF_ARTICLE)
        .where(text.workspace_id == workspace_id, text.article_id.in_(sorted(article_ids)))
    )
    texts: dict[str, dict[str, Target]] = {}
    for row in rows:
        texts.setdefault(row.article_id, {})[row.locale] = _target(row)
    return texts


def _target(row: Row[Any]) -> Target:
    return Target(
        article_id=row.article_id,
        locale=row.locale,
        slug=row.slug,
        state=row.state,
        title=row.title,
        is_restricted=row.audience is not None,
        anchors=frozenset(row.anchors),
    )
