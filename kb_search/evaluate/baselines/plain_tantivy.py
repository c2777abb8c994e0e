"""Tantivy as its tutorial has it: a tokenizer that stems, title and body with the title twice as heavy, its own parser.

Misspelt words are met with its fuzzy queries (one edit, an exchange counting as one) beside the words as typed, the
unfinished last word with a fuzzy query of no edits that takes it as a prefix. Where the guides leave a choice it is set
up in the way that measures better for it: with stop words, and with the words as typed beside the fuzzy ones.
"""

from collections.abc import Sequence

import tantivy
from tantivy import Filter, Occur, Query, TextAnalyzerBuilder, Tokenizer

from kb_search.analysis import language_of
from kb_search.evaluate.judged import JudgedSet, Slip, half_typed, misspelt
from kb_search.evaluate.metrics import DEPTH

_BOOSTS = {"title": 2.0, "body": 1.0}
_LANGUAGES = {  # those of its stemmers for which it has stop words too
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ru": "russian",
    "sv": "swedish",
}
_LONGEST = 40  # letters of a word, as in its `en_stem`


class PlainTantivy:
    """An index in memory."""

    name = "tantivy"

    def load(self, judged: JudgedSet) -> None:
        """Index the documents of the set."""
        fields = tantivy.SchemaBuilder().add_text_field("id", stored=True, tokenizer_name="raw")
        for field in _BOOSTS:
            fields.add_text_field(field, tokenizer_name="language")
        self._schema = fields.build()
        self._index = tantivy.Index(self._schema)
        self._index.register_tokenizer("language", _analyzer(judged.locale))
        writer = self._index.writer(num_threads=1)
        for document in judged.documents:
            writer.add_document(tantivy.Document(id=document.id, title=document.title, body=document.body))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def ranked(self, text: str, slip: Slip) -> Sequence[str]:
        """The ids of the best documents."""
        if slip is misspelt:
            query = _any([self._parsed(text), self._parsed(text, fuzzy=dict.fromkeys(_BOOSTS, (False, 1, True)))])
        elif slip is half_typed:
            head, _, last = text.rpartition(" ")
            query = _any([self._parsed(head), *self._prefix(last)])
        else:
            query = self._parsed(text)
        hits = self._searcher.search(query, DEPTH).hits
        return [self._searcher.doc(address)["id"][0] for _, address in hits]

    def _parsed(self, text: str, fuzzy: dict[str, tuple[bool, int, bool]] | None = None) -> Query:
        query, _ = self._index.parse_query_lenient(text, list(_BOOSTS), field_boosts=_BOOSTS, fuzzy_fields=fuzzy or {})
        return query

    def _prefix(self, word: str) -> list[Query]:
        word = word.lower()
        return [
            Query.boost_query(Query.fuzzy_term_query(self._schema, field, word, distance=0, prefix=True), boost)
            for field, boost in _BOOSTS.items()
        ]


def _any(queries: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _analyzer(locale: str) -> tantivy.TextAnalyzer:
    plain = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(_LONGEST)).filter(Filter.lowercase())
    language = _LANGUAGES.get(language_of(locale))
    if language is None:
        return plain.build()
    return plain.filter(Filter.stopword(language)).filter(Filter.stemmer(language)).build()
