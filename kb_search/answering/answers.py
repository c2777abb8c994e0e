"""From a query to an answer, on any engine."""

from collections.abc import Iterable, Sequence
from itertools import chain

from kb_search.answer import Answer, Explanation, Hit, How, Match, Suggestion, SuggestionKind, WordScore
from kb_search.answering.ranking import best_alternatives
from kb_search.answering.reranking import CANDIDATES, Ranked, rerank, telling
from kb_search.answering.searchable import Searchable
from kb_search.answering.snippets import Article
from kb_search.engine import Query
from kb_search.languages.folding import fold
from kb_search.understanding.interpretation import Interpretation, Interpreter
from kb_search.understanding.slots import Alternative, Slot

MOST_HITS = 100
_Found = tuple[Ranked, list[tuple[Slot, Alternative]]]


def answer(view: Searchable, query: Query) -> Answer:
    """The best documents for what was typed, or else those that come nearest."""
    interpreter = Interpreter(view)
    understood = interpreter.interpret(query)
    ranked, total = _ranked(view, understood, query)
    found = _found(view, understood.slots, ranked)
    hits = _hits(view, understood.slots, found)
    partial = bool(hits) and all(len(hit.matches) < len(understood.slots) for hit in hits)
    corrected = understood.corrected({slot.word: best for _, chosen in found[:1] for slot, best in chosen})
    nearest: tuple[Hit, ...] = ()
    if not hits and query.limit > 0 and not query.literal:
        looser = interpreter.loosely(query)
        nearest = _hits(view, looser.slots, _found(view, looser.slots, _ranked(view, looser, query)[0]))
    return Answer(hits, total, corrected, partial, nearest)


def completions(view: Searchable, query: Query) -> tuple[str, ...]:
    """Whole queries that the unfinished one may become, likeliest first."""
    return Interpreter(view).completions(query, max(0, query.limit))


def suggestions(view: Searchable, query: Query) -> tuple[Suggestion, ...]:
    """Other queries that are likely to find more, best first."""
    interpreter = Interpreter(view)
    spellings = ((text, SuggestionKind.SPELLING) for text in interpreter.respellings(query))
    longer = ((text, SuggestionKind.COMPLETION) for text in completions(view, query))
    counted = [Suggestion(text, kind, _holding_all(view, text, query)) for text, kind in chain(spellings, longer)]
    return tuple(suggestion for suggestion in counted if suggestion.documents)[: max(0, query.limit)]


def explanation(view: Searchable, query: Query, id_: str) -> Explanation | None:
    """Where the score of one document comes from; None if the query does not find it."""
    number = view.number(id_)
    if number is None:
        return None
    understood = Interpreter(view).interpret(query)
    answers = best_alternatives(understood.slots, number, view.holds, view.score)
    words = tuple(_word_score(view, number, slot, alternative) for slot, alternative in answers)
    if not words:
        return None
    score = sum(word.whole_text + word.title for word in words)
    (ranked,) = _reranked(view, understood, query, [(number, score)])
    return Explanation(id_, words, ranked.title_bonus, ranked.prior)


def _ranked(view: Searchable, understood: Interpretation, query: Query) -> tuple[list[Ranked], int]:
    """The best documents as they are to be shown, and how many there are at all."""
    limit = max(0, min(query.limit, MOST_HITS))
    depth = max(limit, CANDIDATES) if query.priors and limit else limit
    ranking = view.rank(understood.slots, depth)
    return _reranked(view, understood, query, ranking.best)[:limit], ranking.total


def _reranked(
    view: Searchable, understood: Interpretation, query: Query, best: Sequence[tuple[int, float]]
) -> list[Ranked]:
    asked = telling(understood.corrected({}) or understood.text, view.analyser)
    return rerank(best, view.label, asked=asked, priors=query.priors)


def _found(view: Searchable, slots: Sequence[Slot], ranked: Iterable[Ranked]) -> list[_Found]:
    """The documents with what each takes the words for."""
    return [(each, [*best_alternatives(slots, each.document, view.holds, view.score)]) for each in ranked]


def _holding_all(view: Searchable, text: str, query: Query) -> int:
    slots = Interpreter(view).interpret(Query(text, query.locale, literal=True)).slots
    return view.holding_all(slots)


def _hits(view: Searchable, slots: Sequence[Slot], found: Iterable[_Found]) -> tuple[Hit, ...]:
    weights = {term: view.rarity(term) for slot in slots for term in slot.terms}
    hits = []
    for ranked, chosen in found:
        article = view.article(ranked.document)
        matches = tuple(_match(article, slot, alternative) for slot, alternative in chosen)
        title, snippet = article.title.highlighted(weights), article.body.snippet(weights)
        hits.append(Hit(article.id, ranked.score, title, snippet, matches))
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
