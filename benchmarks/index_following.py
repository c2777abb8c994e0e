"""What one changed article costs among many: `python -m benchmarks.index_following [articles ...]`.

For each number of articles, the median CPU milliseconds of bringing catalogue and search index up to date after an
article has changed: by the sequence of changes, as it is done, and by reading and comparing everything, as it is done
when the sequence does not reach back far enough.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from statistics import median

import flask_migrate
from sqlalchemy import insert, update

from onboarding.app import create_app
from onboarding.config import Settings
from onboarding.help.editions.edition import renew_edition
from onboarding.help.models import Article, ArticleTranslation
from onboarding.help.reading.loading import read_catalogue, renewed_catalogue
from onboarding.help.search.indexing import article_index
from onboarding.store import db, now, transaction
from onboarding.workspaces.service import create_workspace

WORDS_OF_A_TEXT = 300
VOCABULARY = 20_000
ROUNDS = 7
FIRST = {"digest": "", "anchors": [], "revision": 1, "shown_revision": 1, "meaning_revision": 1}


def fill(workspace_id: int, count: int) -> list[str]:
    """Store articles of words drawn as often as words of a language are; their ids."""
    chance = random.Random(1)
    words = [f"w{number:x}" for number in range(VOCABULARY)]
    weights = [1 / (rank + 1) for rank in range(VOCABULARY)]
    ids = [f"art_{number:026}" for number in range(count)]
    moment = now()
    with transaction() as session:
        session.execute(
            insert(Article),
            [
                {"workspace_id": workspace_id, "id": id_, "position": place, "source": "bench", "source_id": id_}
                | {"suggest_on": [], "related": [], "created_at": moment}
                for place, id_ in enumerate(ids)
            ],
        )
        for id_ in ids:
            text = " ".join(chance.choices(words, weights, k=WORDS_OF_A_TEXT))
            row = {"workspace_id": workspace_id, "article_id": id_, "locale": "en", "slug": id_, "state": "published"}
            row |= {"title": text[:40], "description": "", "keywords": [], "markdown": "", "blocks": [], "plain": text}
            session.execute(
                insert(ArticleTranslation), row | {"digest": "", "anchors": [], **FIRST, "updated_at": moment}
            )
        renew_edition(session, workspace_id)
    return ids


def change(workspace_id: int, article_id: str, *, listed: bool) -> None:
    """Change an article as an editor does."""
    with transaction() as session:
        one = (ArticleTranslation.workspace_id == workspace_id, ArticleTranslation.article_id == article_id)
        session.execute(update(ArticleTranslation).where(*one).values(title=str(time.time()), updated_at=now()))
        renew_edition(session, workspace_id, {article_id: ["en"]} if listed else None)


def cpu_ms(work: Callable[[], object]) -> float:
    """CPU milliseconds that this thread spends on it."""
    start = time.thread_time()
    work()
    return (time.thread_time() - start) * 1000


def measure(count: int) -> str:
    """A line of figures for a number of articles."""
    workspace_id = create_workspace(f"Of {count}").id
    ids = fill(workspace_id, count)
    article_index().catch_up(workspace_id, "en", wait=True)
    figures = []
    for listed in (True, False):
        catalogue, index = [], []
        for round_ in range(ROUNDS):
            old = read_catalogue(workspace_id)
            change(workspace_id, ids[round_], listed=listed)
            catalogue.append(cpu_ms(partial(renewed_catalogue, old)))
            index.append(cpu_ms(lambda: article_index().catch_up(workspace_id, "en", wait=True)))
        figures += [median(catalogue), median(index)]
    return "{:8} | {:9.1f} | {:9.1f} | {:9.1f} | {:9.1f}".format(count, *figures)


def main() -> None:
    """Measure at each number of articles given."""
    print("articles | catalogue |     index | catalogue |     index")
    print("         |      by the sequence  |  by comparing all")
    with tempfile.TemporaryDirectory() as folder:
        names = {"HANDRAIL_DATA_DIR": folder, "HANDRAIL_SECRET_KEY": "only for measuring, never used to serve"}
        app = create_app(Settings.from_environment(names))
        with app.app_context():
            flask_migrate.upgrade()
            for count in [int(argument) for argument in sys.argv[1:]] or [1_000, 5_000, 20_000]:
                print(measure(count))
            db.engine.dispose()


if __name__ == "__main__":
    main()
