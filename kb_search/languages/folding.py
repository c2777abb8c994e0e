"""Text without its accents, so that those who type none find those who write them."""

import re
import unicodedata

_LATIN_WITHOUT_DECOMPOSITION = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "þ": "th"}
)
# Accents, Hebrew points and Arabic vowel signs may be left out in writing; Indic vowel signs may not.
_OPTIONAL_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u0652\u0670\u0640]")


def fold(text: str) -> str:
    """The text without accents and other marks that writers leave out."""
    if text.isascii():
        return text
    bare = _OPTIONAL_MARKS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", bare).translate(_LATIN_WITHOUT_DECOMPOSITION)
