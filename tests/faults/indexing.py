"""A process that changes articles and indexes for ever, to be killed at any moment."""

from __future__ import annotations

import random
from pathlib import Path

from onboarding.app import create_app
from onboarding.config import Settings
from onboarding.help.importers.markdown.service import import_markdown
from onboarding.help.search.indexing import article_index
from onboarding.workspaces.queries import environment_by_public_key

ARTICLES = 6
LETTERS = "bcdfghklmnprstvz"


def word_of(number: int) -> str:
    """A word of its own for every number: no other is spelt nearly so, whatever is corrected or stemmed."""
    return "".join(2 * LETTERS[int(digit, 16)] for digit in f"{number:05x}") + "o"


def number_of(word: str) -> int:
    """The number whose word it is."""
    return int("".join(f"{LETTERS.index(letter):x}" for letter in word[:-1:2]), 16)


def write_articles_for_ever(settings: Settings, public_key: str, folder: Path, seed: int) -> None:
    """Change an article, say so in the diary once that is acknowledged, and now and then rebuild the index."""
    chance = random.Random(seed)
    with create_app(settings).app_context():
        environment = environment_by_public_key(public_key)
        assert environment is not None
        for turn in range(1_000_000):
            if chance.random() < 0.2:
                article_index().rebuild(environment.workspace_id, "en", wait=True)
            name, number = f"article-{(seed + turn) % ARTICLES}", 1_000 * seed + turn
            text = f"---\ntitle: {name}\n---\n{word_of(number)}\n"
            (folder / "articles" / f"{name}.en.md").write_text(text, "utf-8")
            import_markdown(folder / "articles", environment, actor="test")
            with (folder / "diary").open("a", encoding="utf-8") as diary:
                diary.write(f"{name} {number}\n")
