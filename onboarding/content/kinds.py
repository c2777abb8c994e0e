"""Kinds of content: each folder above registers its own, so that publishing knows none of them by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask
from marshmallow import Schema

from onboarding.store.per_app import PerApp
from onboarding.web.problems import Fault


@dataclass(frozen=True)
class Reference:
    """A place in a body that names another content, or an article, by kind and key."""

    pointer: str
    kind: str
    key: str


@dataclass(frozen=True)
class Kind:
    """How one kind of content is written and checked."""

    name: str
    folder: str
    """Where its files lie in a pushed folder."""
    id_prefix: str
    schema: type[Schema]
    """Loads what an author wrote into the canonical body."""
    item_keys: Callable[[Mapping[str, Any]], Sequence[str]]
    """Keys of the tasks or steps of a canonical body, in order."""
    references: Callable[[Mapping[str, Any]], Sequence[Reference]]
    """What a canonical body refers to."""
    warnings: Callable[[Mapping[str, Any]], Sequence[Fault]]
    """What is allowed in a canonical body, and can hardly be meant."""


KINDS: PerApp[tuple[Kind, ...]] = PerApp("kinds")


def register(app: Flask, *kinds: Kind) -> None:
    """Make the kinds known to `app`, in the order in which they are pushed."""
    KINDS.put(app, kinds)


def all_kinds() -> tuple[Kind, ...]:
    """The kinds of content the current app knows."""
    return KINDS.get()
