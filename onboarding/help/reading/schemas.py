"""The public contract of reading: who reads, articles and collections."""

from __future__ import annotations

from marshmallow import fields

from onboarding.web.fields import Instant, Strict, Text


class ReaderArgs(Strict):
    """Who reads: the environment, and the language wanted."""

    key = fields.String(required=True, metadata={"description": "The environment's public key."})
    locale = Text(longest=35, load_default=None, metadata={"description": "BCP 47 tag; the workspace's when absent."})


class EntrySchema(Strict):
    """An article as lists show it."""

    id = fields.String(required=True)
    slug = fields.String(required=True)
    title = fields.String(required=True)
    locale = fields.String(required=True, metadata={"description": "May be another than was wanted: show it then."})


class CollectionStep(Strict):
    """A collection around an article."""

    slug = fields.String(required=True)
    title = fields.String(required=True)


class ArticleAnswer(EntrySchema):
    """An article."""

    collection = fields.List(fields.Nested(CollectionStep), required=True, metadata={"description": "Outermost first."})
    blocks = fields.List(fields.Raw(), required=True, metadata={"description": "Block tree; see docs/widget.md."})
    url = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Its page in the public help centre; null where that has none of it."},
    )
    updated_at = Instant(required=True)
    related = fields.List(fields.Nested(EntrySchema), required=True)


class CollectionSchema(Strict):
    """A collection in which there is something to read."""

    slug = fields.String(required=True)
    title = fields.String(required=True)
    description = fields.String(required=True)
    articles = fields.List(fields.Nested(EntrySchema), required=True)
    collections = fields.List(fields.Nested("CollectionSchema"), required=True)


class CollectionsAnswer(Strict):
    """Everything there is to read."""

    items = fields.List(fields.Nested(CollectionSchema), required=True)
    articles = fields.List(
        fields.Nested(EntrySchema), required=True, metadata={"description": "Articles in no collection."}
    )
