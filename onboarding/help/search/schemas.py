"""The public contract of search."""

from __future__ import annotations

from marshmallow import fields, validate
from webargs.fields import DelimitedList

from onboarding.help.reading.schemas import EntrySchema, ReaderArgs
from onboarding.web.fields import Strict, Text

MOST_RESULTS = 20
MOST_TASKS = 10
TASK_NAME = "^[a-z0-9][a-z0-9_-]{0,79}/[a-z0-9][a-z0-9_-]{0,79}$"
"""The keys of a checklist and of one of its tasks."""


class SearchArgs(ReaderArgs):
    """A query."""

    q = Text(required=True, longest=1_000, metadata={"description": "What was typed; 200 characters of it count."})
    limit = fields.Integer(load_default=8, validate=validate.Range(1, MOST_RESULTS))
    literal = fields.Boolean(load_default=False, metadata={"description": "Correct no spelling."})
    url = Text(
        longest=2_000,
        load_default=None,
        metadata={"description": "The page the reader is on: its articles gain a little."},
    )
    tasks = DelimitedList(
        fields.String(validate=validate.Regexp(TASK_NAME, error="a task is checklist/task")),
        validate=validate.Length(max=MOST_TASKS),
        metadata={
            "description": "Tasks the reader has open, as `checklist/task`: articles to which they lead gain a little. "
            "Names nobody knows are passed over. Without it, the open tasks of a reader who is proven by a token count."
        },
    )
    explain = fields.Boolean(
        load_default=False,
        metadata={"description": "Say where each score comes from; needs a secret key instead of an identity token."},
    )


class FragmentSchema(Strict):
    """A run of plain text, and whether it is one of the words looked for."""

    text = fields.String(required=True)
    match = fields.Boolean(required=True)


class WordScoreSchema(Strict):
    """What one word of the query adds to a score."""

    word = fields.String(required=True, metadata={"description": "As it was typed."})
    found = fields.String(required=True, metadata={"description": "As the article has it."})
    how = fields.String(required=True, metadata={"description": "Why the one was taken for the other."})
    whole_text = fields.Float(required=True)
    title = fields.Float(required=True)


class SignalsSchema(Strict):
    """Factors of which `prior` is made, each 1 where it says nothing."""

    freshness = fields.Float(required=True)
    votes = fields.Float(required=True)
    clicks = fields.Float(required=True)
    page = fields.Float(required=True)
    task = fields.Float(required=True)


class ExplanationSchema(Strict):
    """Where a score comes from: (words + title bonus) × prior × meaning."""

    score = fields.Float(required=True)
    words = fields.List(fields.Nested(WordScoreSchema), required=True)
    title_bonus = fields.Float(required=True, metadata={"description": "For a title that is the query."})
    prior = fields.Float(required=True, metadata={"description": "The signals together, within bounds."})
    meaning = fields.Float(
        required=True, metadata={"description": "What a sentence's meaning makes of the place among the best; or 1."}
    )
    signals = fields.Nested(SignalsSchema, required=True)


class FoundSchema(Strict):
    """An article that was found."""

    id = fields.String(required=True)
    slug = fields.String(required=True)
    title = fields.List(fields.Nested(FragmentSchema), required=True)
    snippet = fields.List(fields.Nested(FragmentSchema), required=True)
    locale = fields.String(required=True, metadata={"description": "May be another than was wanted: show it then."})
    collection = fields.String(required=True, allow_none=True)
    explanation = fields.Nested(
        ExplanationSchema, allow_none=True, metadata={"description": "Only with `explain`; null for a guess."}
    )


class SearchAnswer(Strict):
    """The articles that fit best."""

    search_id = fields.String(required=True)
    query = fields.String(required=True)
    corrected = fields.String(
        required=True, allow_none=True, metadata={"description": "What was sought instead; `literal` forbids it."}
    )
    did_you_mean = fields.String(
        required=True, allow_none=True, metadata={"description": "What would find more, where little was found."}
    )
    locale = fields.String(required=True)
    items = fields.List(fields.Nested(FoundSchema), required=True)
    nearest = fields.List(
        fields.Nested(FoundSchema),
        required=True,
        metadata={"description": "When nothing was found: articles with words like those typed; show them as a guess."},
    )
    holds_all = fields.Boolean(
        required=True, metadata={"description": "Whether an article holds every word that was looked for."}
    )
    offered = fields.List(
        fields.Nested(EntrySchema),
        required=True,
        metadata={"description": "When nothing was found: articles of this page, then those that are read most."},
    )
