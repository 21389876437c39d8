"""Sentences and words with offsets; the only importer of underthesea."""

from __future__ import annotations

import bisect
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any

from dnnd.lexicon import keys
from dnnd.normalize import View, lookup_key, view
from dnnd.spans import Span
from dnnd.syllables import Syllable, is_vietnamese, syllables

# A sentence may end at . ! ? … with the quotation marks and brackets that close behind it.
_STOP = re.compile(r"[.!?…]+[\"”’'»)\]]*(?= |$)|[.!?…]+[\"”’'»)\]]+(?=[^\W\d_a-z])", re.MULTILINE)
_OPENS = re.compile(r"[ \"“‘'«(\[*•+–-]*")
# What stands before a full stop: letters with inner dots ("GS.TS", "v.v") or a number; and the word before that.
_BEFORE = re.compile(r"(?:([^\W_]+) )?((?:[^\W_]+\.)*[^\W_]+)$")
_WORD = re.compile(r"[^\W\d_]+")
_LIST_MARK = re.compile(r"[ \t]*(?:[-+*•–] *)?(?:\d{1,3}|[IVXivx]{1,5}|[^\W\d_])$")
_LONGEST_ABBREVIATION = 24


@dataclass(frozen=True)
class Document:
    """A text with its view, and what every finder asks of it; each part is computed when first asked for.

    All offsets are into the view's text; `view.to_raw` turns a record into one for the user.
    """

    view: View

    @property
    def text(self) -> str:
        """The view's text: NFC, single-line-end, plain spaces."""
        return self.view.text

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

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence in which an offset lies, from 0; the one before it where it lies between two."""
        return max(0, bisect.bisect_right(self._sentence_starts, offset) - 1)

    @cached_property
    def _line_ends(self) -> list[int]:
        return [m.end() for m in re.finditer("\n", self.text)]

    def line_at(self, offset: int) -> int:
        """The number of the line of the view, from 0, in which an offset lies."""
        return bisect.bisect_right(self._line_ends, offset)

    @cached_property
    def words(self) -> list[Span]:
        """The words in order, by underthesea's segmentation, one sentence at a time."""
        return [word for sentence in self.sentences for word in _words(sentence)]

    def forget(self) -> None:
        """Drops whatever can be computed again: syllables and words take many times the memory of their text."""
        for part in [part for part in self.__dict__ if part != "view"]:
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
    return [read.view.to_raw(word) for word in read.words]


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
    if stop[0] != ".":
        return True
    before = _BEFORE.search(line, max(start, stop.start() - _LONGEST_ABBREVIATION), stop.start())
    if before is None or not opening:
        return True
    rest = line[stop.end() :].lstrip()
    is_mark = _LIST_MARK.fullmatch(line, start, stop.start())
    return not (is_mark or _is_abbreviation(before[2], before[1] or "", rest[:_LONGEST_ABBREVIATION]))


def _is_abbreviation(word: str, word_before: str, rest: str) -> bool:
    """Whether a full stop behind this word is part of it: "TP", "GS.TS", the initial in "Tổng thống V. Putin".

    A single capital behind a counter ("khóa V.") or at the end of a name ("Lê Văn A.") ends its sentence, unless a
    foreign word goes on ("Tổng thống Indonesia J. Widodo"). `rest` is what stands behind the full stop.
    """
    key, last = lookup_key(word), word.rsplit(".", 1)[-1]
    if key in keys("abbreviations", "ends_sentence"):
        return False
    if key in keys("abbreviations", "title") or lookup_key(last) in keys("abbreviations", "title"):
        return True
    is_initial = len(last) == 1 and last.isupper() and last.isascii()
    next_word = _WORD.match(rest)
    is_foreign = next_word is not None and not is_vietnamese(next_word[0])
    ends_name = len(word_before) > 1 and word_before[0].isupper() and not is_foreign
    return is_initial and not ends_name and lookup_key(word_before) not in keys("abbreviations", "counter")


# --- words ---------------------------------------------------------------------------------------------------------


@cache
def _underthesea() -> tuple[re.Pattern[str], Any, Any]:
    """underthesea's pattern of pieces, its table of spellings and its tagger.

    Importing it makes a log handler that writes to standard output, which is for data alone: it is taken away.
    """
    from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger
    from underthesea.pipeline.text_normalize import token_normalize
    from underthesea.pipeline.word_tokenize.regex_tokenize import patterns

    logging.getLogger("underthesea").handlers.clear()
    tagger = FastCRFSequenceTagger()
    model = resources.files("underthesea").joinpath("pipeline", "word_tokenize", "models", "ws_crf_vlsp2013_20230727")
    with resources.as_file(model) as folder:
        tagger.load(str(folder))
    return patterns, token_normalize, tagger


def _words(sentence: Span) -> Iterator[Span]:
    """The words of one sentence. A word is one or more of underthesea's pieces, each found in the text itself.

    Its own `word_tokenize` returns respelt strings ("uỷ" comes back as "ủy"), so the pieces are cut here, with their
    places, and only their tags come from the model.
    """
    pattern, respell, tagger = _underthesea()
    pieces = [(m.start(), m.end(), m[0]) for m in pattern.finditer(sentence.text)]
    tags = tagger.predict([[respell(text)] for _, _, text in pieces]) if pieces else []
    for start, end in _joined(pieces, tags):
        yield Span(sentence.start + start, sentence.start + end, sentence.text[start:end])


def _joined(pieces: Sequence[tuple[int, int, str]], tags: Sequence[str]) -> list[tuple[int, int]]:
    """(start, end) of the words that B-W and I-W tags make of the pieces.

    >>> _joined([(0, 4, "Ngày"), (5, 8, "hội"), (8, 9, ".")], ["B-W", "I-W", "B-W"])
    [(0, 8), (8, 9)]
    """
    words: list[tuple[int, int]] = []
    for (start, end, _), tag in zip(pieces, tags, strict=True):
        if tag == "I-W" and words:
            words[-1] = (words[-1][0], end)
        else:
            words.append((start, end))
    return words
