"""Sentences and words with offsets."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial

from dnnd.lexicon import keys
from dnnd.normalize import View, lookup_key, view
from dnnd.spans import Span
from dnnd.syllables import Syllable, is_vietnamese, syllables

# A sentence may end at . ! ? … with the quotation marks and brackets that close behind it.
# (One sign and then more of them, so that the search leaps from sign to sign.)
_STOP = re.compile(r"[.!?…][.!?…]*(?:[\"”’'»)\]]*(?= |$)|[\"”’'»)\]]+(?=[^\W\d_a-z]))", re.MULTILINE)
_OPENS = re.compile(r"[ \"“‘'«(\[*•+–-]*")
# What stands before a full stop, read backwards: letters with inner dots ("GS.TS", "v.v") or a number; and the word
# before that.
_BEFORE = re.compile(r"([^\W_]+(?:\.[^\W_]+)*)(?: ([^\W_]+))?")
_WORD = re.compile(r"[^\W\d_]+")
_LIST_MARK = re.compile(r"[ \t]*(?:[-+*•–] *)?(?:\d{1,3}|[IVXivx]{1,5}|[^\W\d_])$")
_LONGEST_ABBREVIATION = 24


@dataclass(frozen=True)
class Document:
    """A text with its view, and what every finder asks of it; each part is computed when first asked for.

    All offsets are into the view's text; `view.to_raw` turns a record into one for the user.
    """

    view: View

    @cached_property
    def text(self) -> str:
        """The view's text: NFC, single-line-end, plain spaces."""
        return self.view.text

    @cached_property
    def key(self) -> str:
        """The text's look-up key, of the same length: see `normalize.lookup_key`."""
        return lookup_key(self.text)

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences in order."""
        return [Span(start, end, self.text[start:end]) for start, end in _sentence_offsets(self.text)]

    @cached_property
    def syllables(self) -> list[Syllable]:
        """The syllables, numbers and signs of the whole text in order."""
        return syllables(self.text)

    @cached_property
    def _syllable_starts(self) -> list[int]:
        return [unit.start for unit in self.syllables]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def units(self, start: int, end: int) -> list[Syllable]:
        """The syllables that begin within [start, end)."""
        starts = self._syllable_starts
        return self.syllables[bisect.bisect_left(starts, start) : bisect.bisect_left(starts, end)]

    @cached_property
    def sentence_units(self) -> list[list[Syllable]]:
        """The syllables of each sentence, in order."""
        return [self.units(sentence.start, sentence.end) for sentence in self.sentences]

    @cached_property
    def sentence_keys(self) -> list[list[str]]:
        """The keys of the syllables of each sentence."""
        return [[unit.key for unit in units] for units in self.sentence_units]

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence in which an offset lies, from 0; the one before it where it lies between two."""
        return max(0, bisect.bisect_right(self._sentence_starts, offset) - 1)

    @cached_property
    def _line_ends(self) -> list[int]:
        return [m.end() for m in re.finditer("\n", self.text)]

    def line_at(self, offset: int) -> int:
        """The number of the line of the view, from 0, in which an offset lies."""
        return bisect.bisect_right(self._line_ends, offset)

    def lines_at(self, offsets: Iterable[int]) -> list[int]:
        """The same for many offsets."""
        return list(map(partial(bisect.bisect_right, self._line_ends), offsets))

    @cached_property
    def word_offsets(self) -> list[tuple[int, int]]:
        """(start, end) of the words in order, by underthesea's segmentation, one sentence at a time."""
        from dnnd.word_model import load

        return list(load().words(self.sentences))

    @cached_property
    def words(self) -> list[Span]:
        """The same words with their texts."""
        return [Span(start, end, self.text[start:end]) for start, end in self.word_offsets]

    def forget(self) -> None:
        """Drops whatever can be computed again: syllables and words take many times the memory of their text."""
        for part in self.__dict__.keys() - self.__dataclass_fields__:
            del self.__dict__[part]


def document(text: str) -> Document:
    """A raw text made ready for the finders."""
    return Document(view(text))


def sentences(text: str) -> list[Span]:
    """The sentences of a text, with offsets into it.

    A line end ends a sentence; the full stop of an abbreviation, a number or a list mark does not.

    >>> [s.text for s in sentences("TP. Huế đón GS.TS. Lê A. Hội nghị bàn 1.500 việc. 1. Tổng kết")]
    ['TP. Huế đón GS.TS. Lê A.', 'Hội nghị bàn 1.500 việc.', '1. Tổng kết']
    """
    read = document(text)
    return [read.view.to_raw(sentence) for sentence in read.sentences]


def tokenize(text: str) -> list[Span]:
    """The words of a text, with offsets into it. The words are underthesea's, the spelling is the text's own.

    >>> [w.text for w in tokenize("Đảng uỷ  hoà bình hôm nay")]
    ['Đảng', 'uỷ', 'hoà bình', 'hôm nay']
    """
    read = document(text)
    if read.view.text is text:
        return read.words
    places = (read.view.offsets(word.start, word.end) for word in read.words)
    return [Span(start, end, text[start:end]) for start, end in places]


def _sentence_offsets(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence, line by line, without the white space around it."""
    base = 0
    for line in text.split("\n"):
        start = 0
        for stop in _STOP.finditer(line):
            if _ends_sentence(line, start, stop):
                yield from _stripped(line, start, stop.end(), base)
                start = stop.end()
        yield from _stripped(line, start, len(line), base)
        base += len(line) + 1


def _stripped(line: str, start: int, end: int, base: int) -> Iterator[tuple[int, int]]:
    piece = line[start:end]
    if piece.strip():
        lead = len(piece) - len(piece.lstrip())
        yield base + start + lead, base + start + len(piece.rstrip())


def _ends_sentence(line: str, start: int, stop: re.Match[str]) -> bool:
    """Whether the sign at `stop` ends the sentence that began at `start`."""
    after = _OPENS.match(line, stop.end())
    opening = line[after.end() : after.end() + 1] if after else ""
    if opening and opening.islower():
        return False
    if stop[0] != "." or not opening:
        return True
    before = _BEFORE.match(line[max(start, stop.start() - _LONGEST_ABBREVIATION) : stop.start()][::-1])
    if before is None:
        return True
    word, word_before = before[1][::-1], (before[2] or "")[::-1]
    rest = line[stop.end() :].lstrip()
    is_mark = _LIST_MARK.fullmatch(line, start, stop.start())
    return not (is_mark or _is_abbreviation(word, word_before, rest[:_LONGEST_ABBREVIATION]))


def _is_abbreviation(word: str, word_before: str, rest: str) -> bool:
    """Whether a full stop behind this word is part of it: "TP", "GS.TS", the initial in "Tổng thống V. Putin".

    A single capital behind a counter ("khóa V.") or at the end of a name ("Lê Văn A.") ends its sentence, unless a
    foreign word goes on ("Tổng thống Indonesia J. Widodo"). `rest` is what stands behind the full stop.
    """
    known = _known_abbreviation(word)
    if known is not None:
        return known
    last = word.rsplit(".", 1)[-1]
    if not (len(last) == 1 and last.isupper() and last.isascii()):
        return False
    next_word = _WORD.match(rest)
    is_foreign = next_word is not None and not is_vietnamese(next_word[0])
    ends_name = len(word_before) > 1 and word_before[0].isupper() and not is_foreign
    return not ends_name and lookup_key(word_before) not in keys("abbreviations", "counter")


@lru_cache(maxsize=1 << 12)
def _known_abbreviation(word: str) -> bool | None:
    """Whether the full stop behind a word of the tables is part of it; None for any other word."""
    key = lookup_key(word)
    if key in keys("abbreviations", "ends_sentence"):
        return False
    title = keys("abbreviations", "title")
    return True if key in title or lookup_key(word.rsplit(".", 1)[-1]) in title else None
