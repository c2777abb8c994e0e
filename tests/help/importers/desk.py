"""What a member does to collections and articles between two imports, by the names tests know them by."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, select

from onboarding.help.authoring.articles.deleting import delete_article, delete_translation
from onboarding.help.authoring.collections.form import TypedCollection
from onboarding.help.authoring.collections.service import change_collection, create_collection, delete_collection
from onboarding.help.authoring.collections.tree import stamp_of
from onboarding.help.authoring.texts.form import TypedText
from onboarding.help.authoring.texts.service import publish
from onboarding.help.editing import Editor
from onboarding.help.models import OF_ARTICLE, Article, ArticleTranslation, Collection
from onboarding.help.writing.words import Place
from onboarding.store import db
from tests.conftest import Tenant


class MembersDesk:
    """A member of a workspace at work."""

    def __init__(self, tenant: Tenant, source: str | None = None) -> None:
        self.workspace_id = tenant.workspace_id
        self.source = source
        """Of the articles meant, where several sources give the same ids."""
        self.editor = Editor(tenant.workspace_id, tenant.environment.default_locale, "mem_1")

    def collection(self, path: str) -> Collection:
        db.session.expire_all()
        of_path = (Collection.workspace_id == self.workspace_id, Collection.path == path)
        return db.session.scalars(select(Collection).where(*of_path)).one()

    @property
    def collections(self) -> dict[str, str]:
        """Titles in English by path."""
        db.session.expire_all()
        of_workspace = Collection.workspace_id == self.workspace_id
        rows = db.session.scalars(select(Collection).where(of_workspace).order_by(Collection.path))
        return {row.path: row.texts["en"]["title"] for row in rows}

    @property
    def articles(self) -> dict[str, str | None]:
        """Paths of their collections by source id."""
        db.session.expire_all()
        of_workspace = Collection.workspace_id == self.workspace_id
        paths = {row.id: row.path for row in db.session.scalars(select(Collection).where(of_workspace))}
        rows = db.session.scalars(select(Article).where(Article.workspace_id == self.workspace_id))
        return {row.source_id: paths.get(row.collection_id or "") for row in rows}

    def article(self, source_id: str) -> Article:
        db.session.expire_all()
        return db.session.scalars(select(Article).where(*self._of(source_id))).one()

    def text(self, source_id: str, locale: str = "en") -> ArticleTranslation:
        db.session.expire_all()
        of_text = (*self._of(source_id), ArticleTranslation.locale == locale)
        return db.session.scalars(select(ArticleTranslation).join(Article, OF_ARTICLE).where(*of_text)).one()

    def _of(self, source_id: str) -> list[ColumnElement[bool]]:
        of_id = [Article.workspace_id == self.workspace_id, Article.source_id == source_id]
        return of_id if self.source is None else [*of_id, Article.source == self.source]

    def make(self, title: str) -> str:
        return create_collection(self.editor, TypedCollection(locale="en", title=title))

    def change(self, path: str, **typed: str) -> None:
        """Give a collection other fields."""
        row = self.collection(path)
        fields: dict[str, Any] = {"title": row.texts["en"]["title"], "slug": row.path.rpartition("/")[2]}
        fields |= {"parent": row.parent_id or "", **typed}
        collection_id, stamp = row.id, stamp_of(row)
        db.session.rollback()
        change_collection(self.editor, collection_id, TypedCollection(locale="en", **fields), made_from=stamp)

    def move(self, source_id: str, path: str | None) -> None:
        """Put an article into another collection."""
        self.article(source_id).collection_id = self.collection(path).id if path else None
        db.session.commit()

    def edit(self, source_id: str, markdown: str) -> None:
        row = self.text(source_id)
        place, typed, revision = (
            Place(row.article_id, row.locale),
            TypedText(title=row.title, markdown=markdown),
            row.revision,
        )
        db.session.rollback()
        publish(self.editor, place, typed, made_from=revision)

    def delete(self, source_id: str, *, successor: str | None = None) -> str:
        """Delete an article; its id."""
        article_id = self.article(source_id).id
        db.session.rollback()
        delete_article(self.editor, article_id, successor=successor)
        return article_id

    def delete_text(self, source_id: str, locale: str) -> None:
        article_id = self.article(source_id).id
        db.session.rollback()
        delete_translation(self.editor, Place(article_id, locale))

    def delete_collection(self, path: str) -> str:
        """Delete a collection; its id."""
        collection_id = self.collection(path).id
        db.session.rollback()
        delete_collection(self.editor, collection_id)
        return collection_id
