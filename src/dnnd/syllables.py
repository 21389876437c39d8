"""Splits a text into syllables, numbers and signs: the units that tables and rules look at."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from dnnd.normalize import lookup_key

# A run of letters (with marks that could not be composed), a run of digits, or one sign.
_UNIT = r"[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W\d_]*)*|\d+|[^\w\s]|_"
_PIECE = re.compile(rf"{_UNIT}|\s+")
# Where the key of a unit depends on what stands beside it: a tone before a digit, capitals with odd small letters.
_TIED = re.compile(r"[àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ][\d_]|[Σİ]")
# Keys are forgotten all at once when there are this many; longer units are not kept.
_MOST_KEYS, _LONGEST_KEPT = 1 << 16, 40


class Syllable(NamedTuple):
    """One unit of a text, its offsets in the view, how it is written, and its key: see `normalize.lookup_key`."""

    start: int
    end: int
    text: str
    key: str

    @property
    def is_word(self) -> bool:
        """Made of letters."""
        return self.text[0].isalpha()

    @property
    def is_capitalised(self) -> bool:
        """Begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def is_all_caps(self) -> bool:
        """Two or more letters, capitals throughout, as in an abbreviation."""
        return len(self.text) > 1 and self.text.isupper()


def syllables(text: str) -> list[Syllable]:
    """The units of a text in order; everything but white space belongs to one of them.

    >>> [s.text for s in syllables("TP.HCM, 22-NQ/TW")]
    ['TP', '.', 'HCM', ',', '22', '-', 'NQ', '/', 'TW']
    """
    pieces = _PIECE.findall(text)
    starts, ends = accumulate(map(len, pieces), initial=0), accumulate(map(len, pieces))
    if _TIED.search(text):
        keys = lookup_key(text)  # of the same length
        places = zip(starts, ends, pieces, strict=False)
        return [Syllable(a, b, piece, keys[a:b]) for a, b, piece in places if not piece.isspace()]
    new = tuple.__new__  # what Syllable(…) does, without the call in between: this is the innermost loop of all
    parts = zip(starts, ends, pieces, map(_keys.__getitem__, pieces), strict=False)
    return [new(Syllable, part) for part in parts if part[3]]


class _Keys(dict[str, str]):
    """The key of each unit that was seen, "" for white space: most units of a text are those of others."""

    def __missing__(self, piece: str) -> str:
        key = "" if piece.isspace() else lookup_key(piece)
        if len(piece) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEYS:
                self.clear()
            self[piece] = key
        return key


_keys = _Keys()


@lru_cache(maxsize=1 << 16)  # the same names come again and again
def phrase_key(text: str) -> str:
    """The key of a phrase, independent of spacing: its units' keys with one space between.

    >>> phrase_key("Thi đua-Khen thưởng") == phrase_key("thi đua - khen thưởng")
    True
    """
    if _PLAIN_WORDS.fullmatch(text):
        return lookup_key(text)
    return " ".join(s.key for s in syllables(text))


_PLAIN_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")  # most phrases; their units are their words


# The spelling of a Vietnamese syllable once the marks are off; anything else is a foreign word.
_SPELLING = re.compile(
    r"(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?", re.IGNORECASE
)
_PLAIN = str.maketrans("đĐ", "dD")


@cache
def is_vietnamese(syllable: str) -> bool:
    """Whether a word could be a Vietnamese syllable.

    >>> [w for w in ("Nguyễn", "Putin", "Kim", "Park", "Hà") if is_vietnamese(w)]
    ['Nguyễn', 'Kim', 'Hà']
    """
    plain = unicodedata.normalize("NFD", syllable.translate(_PLAIN))
    return bool(_SPELLING.fullmatch("".join(c for c in plain if not unicodedata.combining(c))))
