"""What is known about each language: its stemmer, the words a query can do without."""

from whoosh.lang.stopwords import stoplists

# Snowball algorithms by ISO 639-1 code. Croatian and Bosnian share the Serbian one (it reads both scripts).
STEMMERS = {
    "ar": "arabic", "bs": "serbian", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german",
    "el": "greek", "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque",
    "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hr": "serbian",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

# Inflected languages without a stemmer: the first letters of a word stand for it (measured on Slovenian help
# pages: nDCG .640 with five letters, .515 with whole words).
PREFIX_LETTERS = dict.fromkeys(("be", "bg", "lv", "mk", "sk", "sl", "uk"), 5)

# Particles such as `in`, `on`, `off`, `out`, `up`, `not` stay: they tell `sign in` from `sign out`.
_ENGLISH = frozenset(
    (
        *("a", "am", "an", "and", "are", "as", "at", "be", "been", "by", "can", "could", "did", "do", "does", "for"),
        *("from", "had", "has", "have", "how", "i", "if", "is", "it", "its", "me", "my", "of", "or", "our", "s"),
        *("should", "t", "that", "the", "their", "them", "there", "these", "they", "this", "to", "was", "we", "were"),
        *("what", "when", "where", "which", "who", "why", "will", "with", "would", "you", "your"),
    )
)


def stop_words(language: str) -> frozenset[str]:
    """Words that say nothing about the subject of a query in this language; empty if we know of none."""
    if language == "en":
        return _ENGLISH
    return frozenset(stoplists.get({"nb": "no", "nn": "no"}.get(language, language), ()))
