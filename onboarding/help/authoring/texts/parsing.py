"""From the Markdown an editor wrote to the tree readers are shown, with what is wrong with its links."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from onboarding.content.blocks import Blocks, Node
from onboarding.content.markdown import blocks_of
from onboarding.help.addresses import ROOT, article_path
from onboarding.help.authoring.texts.link_targets import ARTICLE, PICTURE, LinkTargets, Target, own_path, targets_of
from onboarding.help.blocks.links import anchors_of
from onboarding.help.blocks.rewriting import ABSOLUTE, Attributes, rewritten
from onboarding.help.public_addresses import homes_of


@dataclass(frozen=True)
class Setting:
    """Where the words stand that are parsed."""

    workspace_id: int
    locale: str
    slug: str
    is_restricted: bool
    """Whether the article is for some readers only."""


@dataclass(frozen=True)
class Parsed:
    """A tree, and what an author should know of its links."""

    blocks: Blocks
    warnings: tuple[str, ...]


def parsed(session: Session, setting: Setting, markdown: str) -> Parsed:
    """The tree of a Markdown text with its links led to where they should; takes the same few statements always.

    A link to an article that is not there yet is kept and warned of; one that can lead nowhere loses its address.
    """
    raw = blocks_of(markdown)
    homes = homes_of(setting.workspace_id)
    paths = {place[0] for address in _addresses(raw) if (place := own_path(address, homes)) is not None}
    targets = targets_of(session, setting.workspace_id, paths)
    leader = _Leader(setting, homes, targets, frozenset(anchors_of(raw)))
    blocks = rewritten(raw, leader.link, leader.image)
    return Parsed(blocks, tuple(dict.fromkeys(leader.warnings)))


def _addresses(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        if not isinstance(node, str):
            yield node.get("href") or node.get("src") or ""
            yield from _addresses(node.get("children", []))


@dataclass
class _Leader:
    """Leads one address after the other, and keeps what is to be said of them."""

    setting: Setting
    homes: Collection[str]
    targets: LinkTargets
    anchors: frozenset[str]
    warnings: list[str] = field(default_factory=list)

    def link(self, href: str) -> Attributes | None:
        place = own_path(href, self.homes)
        if place is None:
            return self._elsewhere(href)
        path, fragment = place
        if not path:
            return self._here(fragment)
        texts = self.targets.article_at(path)
        if texts:
            return self._article(href, texts, path, fragment)
        match = ARTICLE.fullmatch(path)
        if match:
            self.warnings.append(f"{href}: there is no such article.")
            return {"article": match["slug"], "href": href}
        if not path.startswith(f"{ROOT}/"):
            return self._nowhere(href)
        file = PICTURE.fullmatch(path)
        if file is None:
            return {"href": href}
        if file["digest"] not in self.targets.pictures:
            self.warnings.append(f"{href}: there is no such file.")
        return {"href": f"{path}#{fragment}" if fragment else path}

    def image(self, source: str) -> str | None:
        place = own_path(source, self.homes)
        match = PICTURE.fullmatch(place[0]) if place else None
        if match is None and source.startswith("https://"):
            return source
        if match and place and match["digest"] in self.targets.pictures:
            return place[0]
        self.warnings.append(f"{source or 'A picture without an address'}: there is no such picture, so none is shown.")
        return None

    def _elsewhere(self, href: str) -> Attributes | None:
        return {"href": href} if href.lower().startswith(ABSOLUTE) else self._nowhere(href)

    def _nowhere(self, href: str) -> Attributes | None:
        self.warnings.append(f"{href or 'A link without an address'}: leads nowhere, so the words stay without a link.")
        return None

    def _here(self, fragment: str) -> Attributes:
        if fragment not in self.anchors:
            self.warnings.append(f"#{fragment}: this article has no such heading.")
        href = article_path(self.setting.locale, self.setting.slug)
        return {"article": self.setting.slug, "href": f"{href}#{fragment}"}

    def _article(self, href: str, texts: Mapping[str, Target], path: str, fragment: str) -> Attributes:
        match = ARTICLE.fullmatch(path)
        wanted = (self.setting.locale, match["locale"] if match else "", min(texts))
        target = texts[next(locale for locale in wanted if locale in texts)]
        if target.state != "published":
            self.warnings.append(f"{href}: “{target.title}” is not published, so readers find nothing there.")
        if target.is_restricted and not self.setting.is_restricted:
            self.warnings.append(f"{href}: “{target.title}” is for some readers only.")
        if fragment and fragment not in target.anchors:
            self.warnings.append(f"{href}: “{target.title}” has no heading #{fragment}.")
        led = article_path(target.locale, target.slug)
        return {"article": target.slug, "href": f"{led}#{fragment}" if fragment else led}
