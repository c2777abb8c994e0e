"""From a query to an answer, on any engine: what a view of an index must tell is in `Searchable`."""

from collections.abc import Sequence
from typing import Protocol

from kb_search.analysis import fold
from kb_search.engine import Answer, Explanation, Hit, How, Match, Query, Suggestion, SuggestionKind, WordScore
from kb_search.interpretation import Interpreter, Lexicon
from kb_search.ranking import Alternative, Ranking, Slot, best_alternatives
from kb_search.snippets import Article

MOST_HITS = 100


class Searchable(Lexicon, Protocol):
    """One commit of an index as one reader may see it."""

    def rank(self, slots: Sequence[Slot], limit: int) -> Ranking:
        """The best documents for any of the slots; equal scores in document order."""
        ...

    def holding_all(self, slots: Sequence[Slot]) -> int:
        """How many documents hold, for every slot, a term that may stand for it."""
        ...

    def rarity(self, term: str) -> float:
        """How well the term tells documents apart: its inverse document frequency, above 0."""
        ...

    def score(self, term: str, document: int) -> float:
        """What the term adds to the score of the document, 0 if the document does not hold it."""
        ...

    def title_score(self, term: str, document: int) -> float:
        """The part of that which comes from the title; may be read from disk."""
        ...

    def article(self, document: int) -> Article:
        """What to show of a document."""
        ...

    def number(self, id_: str) -> int | None:
        """The number of the document, if there is one that the reader may know of."""
        ...


def answer(view: Searchable, query: Query) -> Answer:
    """The best documents for what was typed."""
    understood = Interpreter(view).interpret(query)
    limit = max(0, min(query.limit, MOST_HITS))
    ranking = view.rank(understood.slots, limit)
    hits = _hits(view, understood.slots, ranking.best)
    partial = bool(hits) and all(len(hit.matches) < len(understood.slots) for hit in hits)
    return Answer(hits, ranking.total, understood.corrected, partial)


def completions(view: Searchable, query: Query) -> tuple[str, ...]:
    """Whole queries that the unfinished one may become, likeliest first."""
    return Interpreter(view).completions(query, max(0, query.limit))


def suggestions(view: Searchable, query: Query) -> tuple[Suggestion, ...]:
    """Other queries that are likely to find more, best first."""
    understood = Interpreter(view).interpret(query)
    found = [] if understood.corrected is None else [(understood.corrected, SuggestionKind.SPELLING)]
    found += [(text, SuggestionKind.COMPLETION) for text in completions(view, query)]
    counted = (Suggestion(text, kind, _holding_all(view, text, query)) for text, kind in found)
    return tuple(suggestion for suggestion in counted if suggestion.documents)[: max(0, query.limit)]


def explanation(view: Searchable, query: Query, id_: str) -> Explanation | None:
    """Where the score of one document comes from; None if the query does not find it."""
    number = view.number(id_)
    if number is None:
        return None
    slots = Interpreter(view).interpret(query).slots
    answers = best_alternatives(slots, number, view.score)
    words = tuple(_word_score(view, number, slot, alternative) for slot, alternative in answers)
    return Explanation(id_, words, 0.0, 1.0) if words else None


def _holding_all(view: Searchable, text: str, query: Query) -> int:
    slots = Interpreter(view).interpret(Query(text, query.locale, literal=True)).slots
    return view.holding_all(slots)


def _hits(view: Searchable, slots: tuple[Slot, ...], best: tuple[tuple[int, float], ...]) -> tuple[Hit, ...]:
    weights = {term: view.rarity(term) for slot in slots for term in slot.terms}
    hits = []
    for number, score in best:
        article = view.article(number)
        answers = best_alternatives(slots, number, view.score)
        matches = tuple(_match(article, slot, alternative) for slot, alternative in answers)
        title, snippet = article.title.highlighted(weights), article.body.snippet(weights)
        hits.append(Hit(article.id, score, title, snippet, matches))
    return tuple(hits)


def _match(article: Article, slot: Slot, alternative: Alternative) -> Match:
    """How the document writes the word that was typed; a keyword is not shown, and is taken as it was meant."""
    if alternative.how is not How.EXACT:
        return Match(slot.word, alternative.found, alternative.how)
    spellings = article.spellings(alternative.terms[0])
    if not spellings or slot.word in spellings:
        return Match(slot.word, slot.word, How.EXACT)
    without_accents = [spelling for spelling in spellings if fold(spelling) == fold(slot.word)]
    how = How.ACCENT if without_accents else How.INFLECTED
    return Match(slot.word, (without_accents or spellings)[0], how)


def _word_score(view: Searchable, number: int, slot: Slot, alternative: Alternative) -> WordScore:
    total = alternative.weight * sum(view.score(term, number) for term in alternative.terms)
    title = alternative.weight * sum(view.title_score(term, number) for term in alternative.terms)
    return WordScore(_match(view.article(number), slot, alternative), total - title, title)
