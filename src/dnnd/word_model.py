"""Words by underthesea's own model, decoded here: the words that underthesea finds, many times as fast.

underthesea cuts a sentence into pieces, asks 43 questions about each piece and its neighbours ("T[-1,0].lower": the
piece before it and itself, in lower case), and sums the weights of the answers for the two labels of a piece: it begins
a word (B-W) or goes on with one (I-W). Nearly all of its time goes into writing the answers down as strings. Here
pieces are numbers, the answers about a piece, a pair or a triple are remembered as numbers, and the weights are summed
for many sentences at once; in underthesea's order, so that even ties fall as they do there.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock

import numpy as np
import numpy.typing as npt

from dnnd import underthesea_files as files
from dnnd.errors import LexiconError
from dnnd.packed import PackedNumbers
from dnnd.spans import Span
from dnnd.word_pieces import BEFORE, BEHIND, Cutter, Numbers, values

Weights = npt.NDArray[np.complex128]
Flags = npt.NDArray[np.bool_]

# What is remembered is forgotten all at once beyond so many characters of chunks of text, about 25 MB, so that an
# archive does not fill the memory. A news archive of six million syllables has 126,000 different chunks of 815,000
# characters.
_MOST_CHARACTERS = 500_000
# So many characters are weighed at once: enough for numpy to pay, few enough for the processor's cache.
_BLOCK = 20_000

# --- the questions and their answers -------------------------------------------------------------------------------

_QUESTION = re.compile(r"T\[(-?\d)(?:,(-?\d))?\](?:\.(\w+))?")
# How far from its piece a question may reach, and how many pieces it may be about.
_REACH, _WIDEST = 2, 3
# What a question asks of its pieces, and where among all answers about them that answer stands.
_ASKED = {"": 0, "lower": 1, "is_in_dict": 2, "istitle": 3, "isdigit": 4}
_SPELLING, _LOWER, _IN_DICTIONARY, _TITLE, _DIGIT = _ASKED.values()
# Answers are numbers: 0 for one without a weight, then these, then the spellings that have a weight.
_ANSWERS = {"BOS": 1, "EOS": 2, "True": 3, "False": 4}
_BEGIN, _END, _TRUE, _FALSE = _ANSWERS.values()
# All answers about a piece, a pair or a triple are remembered as one number (`_packed`): how far each is shifted in it,
# and its bits. The last two bits say whether a known triple begins or ends with a pair.
_SHIFTS = np.array([[37], [11], [8], [5], [2]])
_BITS = np.array([[2**26 - 1], [2**26 - 1], [7], [7], [7]])
_BEGINS_TRIPLE, _ENDS_TRIPLE = 1, 2
_INTEGER = re.compile(r"[+-]?0*([0-9]{1,10})")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked (a value of `_ASKED`) of the `width` pieces from `start` on, counted from the piece in question.

    >>> Question.read("T[-1,0].lower")
    Question(name='T[-1,0].lower', start=-1, width=2, asked=1)
    """

    name: str
    start: int
    width: int
    asked: int

    @classmethod
    def read(cls, name: str) -> Question:
        """The question of this name; LexiconError for one that cannot be answered here."""
        if parts := _QUESTION.fullmatch(name):
            start, end = int(parts[1]), int(parts[2] or parts[1])
            if -_REACH <= start <= end <= _REACH and end - start < _WIDEST and (parts[3] or "") in _ASKED:
                return cls(name, start, end - start + 1, _ASKED[parts[3] or ""])
        raise LexiconError(f"underthesea's model asks {name!r}, which dnnd cannot answer; {files.REMEDY}")


class Weigher:
    """Sums the weights of all answers about each piece, for both labels.

    `weights` has the weight of each answer ("T[0].lower=ngày"): B-W's as the real part and I-W's as the imaginary part
    of one number, so that one addition adds both. `questions` stand in the order in which underthesea adds.

    >>> weigher = Weigher({"T[0]=Ngày": 1 - 1j, "T[1]=EOS": 2j}, ["T[0]", "T[1]"], set())
    >>> weigher.weigh(np.array([0, 0, 2, 3, 1, 1]), ["", "", "Ngày", "hội"]).tolist()
    [(1-1j), 2j]
    """

    def __init__(self, weights: dict[str, complex], questions: Sequence[str], dictionary: set[str]) -> None:
        numbers: list[dict[str, int]] = [dict(_ANSWERS) for _ in _ASKED]
        self._columns = _columns(weights, [Question.read(name) for name in questions], numbers)
        spellings = {text: _packed(number, 0, 0) for text, number in numbers[_SPELLING].items()}
        lower = dict.fromkeys(dictionary, _packed(0, 0, _TRUE))
        for text, number in numbers[_LOWER].items():
            lower[text] = _packed(0, number, _TRUE if text in dictionary else _FALSE)
        for text, mark in _ends_of_triples([*lower, *map(str.lower, spellings)]):
            lower[text] = lower.get(text, _UNKNOWN) | mark
        self._spellings, self._lower = PackedNumbers(spellings), PackedNumbers(lower)
        self.forget()

    def forget(self) -> None:
        """Begins anew with the pieces, which may have other numbers then."""
        self._texts: Sequence[str] = ()
        self._pieces = array("q", [_AT_BEGIN, _AT_END])
        self._pairs = PairTable(self._about_pairs)

    def weigh(self, pieces: Numbers, texts: Sequence[str]) -> Weights:
        """The sums for each piece but the first two and the last two; `texts` are the pieces' spellings by number."""
        self._texts = texts
        self._pieces.extend(self._about_pieces(texts[len(self._pieces) :]))
        rows = self._rows(pieces)
        total = np.zeros(len(pieces) - 2 * _REACH, dtype=complex)
        for question, column in self._columns:
            first = _REACH + question.start
            total += column[rows[question.width - 1][question.asked, first : first + len(total)]]
        return total

    def _rows(self, pieces: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """The answers about each piece, each pair and each triple: one row an answer, one column its first piece.

        Few triples are known: only those are looked up whose two pairs begin and end a known one.
        """
        about_pairs = self._pairs.look_up(pieces[:-1] << 32 | pieces[1:])
        about_triples = np.full(len(pieces) - 2, _UNKNOWN, np.int64)
        begins, ends = about_pairs[:-1] & _BEGINS_TRIPLE > 0, about_pairs[1:] & _ENDS_TRIPLE > 0
        places = np.flatnonzero(begins & ends)
        about_triples[places] = self._about(*(pieces[places + n].tolist() for n in range(3)))
        singles = _unpacked(values(self._pieces)[pieces])
        pairs = _with_titles(_unpacked(about_pairs), singles)
        return singles, pairs, _with_titles(_unpacked(about_triples), pairs)

    def _about_pairs(self, pairs: Numbers) -> Numbers:
        return self._about((pairs >> 32).tolist(), (pairs & 0xFFFFFFFF).tolist())

    def _about(self, *pieces: Iterable[int]) -> Numbers:
        """The first three answers about neighbours: for each stretch its first piece, its second one …"""
        neighbours = zip(*(map(self._texts.__getitem__, numbers) for numbers in pieces), strict=True)
        return self._about_texts(list(map(" ".join, neighbours)))

    def _about_texts(self, texts: Sequence[str]) -> Numbers:
        return self._spellings.of(texts, 0) | self._lower.of(list(map(str.lower, texts)), _UNKNOWN)

    def _about_pieces(self, pieces: Sequence[str]) -> list[int]:
        """All answers about each piece. "Th S" is one with two beginnings."""
        titles = [all(part[:1] == part[:1].upper() for part in piece.split(" ")) for piece in pieces]
        more = [
            _packed(0, 0, 0, _TRUE if is_title else _FALSE, _TRUE if _is_integer(piece) else _FALSE)
            for piece, is_title in zip(pieces, titles, strict=True)
        ]
        return [answers | own for answers, own in zip(self._about_texts(pieces).tolist(), more, strict=True)]


class PairTable:
    """What `find` finds for numbers that are not negative, in a table of fixed size: a later one drives out another.

    >>> table = PairTable(lambda numbers: numbers + 1)
    >>> table.look_up(np.array([3, 2**40, 3])).tolist()
    [4, 1099511627777, 4]
    """

    _PLACES = 18  # as a power of two: 4 MB, room for the pairs of some megabytes of text

    def __init__(self, find: Callable[[Numbers], Numbers]) -> None:
        self._find = find
        self._numbers = np.full(1 << self._PLACES, -1, np.int64)
        self._found = np.zeros(1 << self._PLACES, np.int64)

    def look_up(self, numbers: Numbers) -> Numbers:
        """What is found for each number."""
        # Fibonacci hashing: 2**64 divided by the golden ratio spreads neighbouring numbers.
        places = (numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - self._PLACES)
        found: Numbers = self._found[places]
        new = np.flatnonzero(self._numbers[places] != numbers)
        if new.size:
            found[new] = self._find(numbers[new])
            self._numbers[places[new]], self._found[places[new]] = numbers[new], found[new]
        return found


def _columns(
    weights: dict[str, complex], questions: Sequence[Question], numbers: Sequence[dict[str, int]]
) -> list[tuple[Question, Weights]]:
    """Each question with the weights of its answers, by the answers' numbers, which are given here."""
    asked = {question.name: question.asked for question in questions}
    known: dict[str, dict[int, complex]] = {name: {} for name in asked}
    for attribute, weight in weights.items():
        name, _, answer = attribute.partition("=")
        if name in known:
            numbered = numbers[asked[name]]
            known[name][numbered.setdefault(answer, len(numbered) + 1)] = weight
    columns = []
    for question in questions:
        column = np.zeros(len(numbers[question.asked]) + 1, dtype=complex)
        column[list(known[question.name])] = list(known[question.name].values())
        columns.append((question, column))
    return columns


def _ends_of_triples(texts: Iterable[str]) -> Iterator[tuple[str, int]]:
    """The pairs with which each text of three or more pieces may begin and end. A piece may hold a space.

    >>> list(_ends_of_triples(["ủy ban nhân dân", "nhân dân"]))
    [('ủy ban', 1), ('nhân dân', 2), ('ủy ban nhân', 1), ('ban nhân dân', 2)]
    """
    for text in texts:
        if text.count(" ") > 1:
            parts = text.split(" ")
            for size in range(2, len(parts)):
                yield " ".join(parts[:size]), _BEGINS_TRIPLE
                yield " ".join(parts[-size:]), _ENDS_TRIPLE


def _packed(spelling: int, lower: int, in_dictionary: int, title: int = 0, digit: int = 0) -> int:
    """All answers in one number."""
    return spelling << 37 | lower << 11 | in_dictionary << 8 | title << 5 | digit << 2


_UNKNOWN = _packed(0, 0, _FALSE)
_AT_BEGIN, _AT_END = _packed(*[_BEGIN] * 5), _packed(*[_END] * 5)


def _unpacked(numbers: Numbers) -> Numbers:
    """One row an answer, in the order of `_ASKED`; one column a number."""
    rows: Numbers = numbers >> _SHIFTS & _BITS
    return rows


def _with_titles(answers: Numbers, parts: Numbers) -> Numbers:
    """All answers about pairs, from those about their pieces, or about triples, from those about their pairs.

    A pair begins where its first piece does and ends where its second does; it is a title if both are, and no integer.
    """
    left, right = parts[_TITLE, :-1], parts[_TITLE, 1:]
    title = np.where(left == _BEGIN, _BEGIN, np.where(right == _END, _END, np.maximum(left, right)))
    answers[_TITLE], answers[_DIGIT] = title, _FALSE
    at_edge = title < _TRUE
    answers[:, at_edge] = title[at_edge]
    return answers


def _is_integer(text: str) -> bool:
    """Whether a text is an integer of 32 bits.

    >>> [_is_integer(text) for text in ("2020", "-007", "2147483648", "1.500", "²")]
    [True, True, False, False, False]
    """
    found = _INTEGER.fullmatch(text)
    return found is not None and int(found[1]) < 2**31 + text.startswith("-")


# --- the words -----------------------------------------------------------------------------------------------------


class WordModel:
    """underthesea's model; `words` is all that the rest of the program asks of it."""

    def __init__(self, cutter: Cutter, weigher: Weigher, transitions: Sequence[Sequence[float]]) -> None:
        self.cutter = cutter
        self.weigher = weigher
        self._transitions = transitions
        self._lock = Lock()

    def words(self, sentences: Iterable[Span]) -> Iterator[tuple[int, int]]:
        """(start, end) of the words of a text, from its sentences in order; all offsets are into the text.

        >>> list(load().words([Span(2, 24, "Ngày hội của nhân dân.")]))
        [(2, 6), (7, 10), (11, 14), (15, 23), (23, 24)]
        """
        block: list[Span] = []
        size = 0
        for sentence in sentences:
            block.append(sentence)
            size += len(sentence.text)
            if size >= _BLOCK:
                yield from self._words(block)
                block, size = [], 0
        yield from self._words(block)

    def _words(self, sentences: Sequence[Span]) -> Iterator[tuple[int, int]]:
        with self._lock:
            if self.cutter.size > _MOST_CHARACTERS:
                self.cutter.forget()
                self.weigher.forget()
            pieces, starts, ends = self.cutter.cut(sentences)
            total = self.weigher.weigh(pieces, self.cutter.texts)
        are_pieces = pieces > BEHIND
        sizes = np.flatnonzero(pieces == BEHIND)[2::2] - np.flatnonzero(pieces == BEFORE)[1:-2:2] - 1
        path = labels(total[are_pieces[_REACH:-_REACH]], sizes[sizes > 0], self._transitions)
        firsts = np.flatnonzero(~path)
        lasts = np.append(firsts[1:], len(path))[: len(firsts)] - 1
        return zip(starts[are_pieces][firsts].tolist(), ends[are_pieces][lasts].tolist(), strict=True)


def labels(weights: Weights, sizes: Numbers, transitions: Sequence[Sequence[float]]) -> Flags:
    """Whether each piece goes on with a word, on the best path through its sentence; ties go to "it begins one".

    `weights` are the sums of all pieces, `sizes` (not 0) tells how many belong to each sentence, `transitions` has a
    row a label: the weights from it. The first piece of a sentence begins a word whatever its label.

    >>> labels(np.array([1j, 1.5j, 2, 1j]), np.array([3, 1]), [[0, 0], [0, 0]]).tolist()
    [False, True, False, False]
    """
    choices = _choices(weights, sizes.tolist(), transitions)
    if_zero, if_one = choices & 1 == 1, choices & 2 == 2
    # Where it is the same it is certain. From there it goes back, and changes where it is not that of the next piece.
    places = np.arange(len(weights))
    certain = np.where(if_zero == if_one, places, len(weights))
    certain = np.minimum.accumulate(certain[::-1])[::-1]
    changes = if_zero & ~if_one
    changed: Numbers = np.cumsum(changes) - changes
    path: Flags = if_zero[certain] ^ ((changed[certain] - changed) % 2 == 1)
    path[np.cumsum(sizes) - sizes] = False
    return path


def _choices(weights: Weights, sizes: Iterable[int], transitions: Sequence[Sequence[float]]) -> npt.NDArray[np.uint8]:
    """For each piece its label if the next piece has label 0, plus twice its label if the next one has label 1."""
    (zero_zero, zero_one), (one_zero, one_one) = transitions
    # So far ahead or behind, label 1 or 0 is better before either label; in between both sums are compared.
    ahead, behind = max(zero_zero - one_zero, zero_one - one_one) + 1, min(zero_zero - one_zero, zero_one - one_one) - 1
    begins, goes_on = weights.real.tolist(), weights.imag.tolist()
    choices = bytearray()
    at = 0
    for size in sizes:
        zero, one = begins[at], goes_on[at]
        for begin, go_on in zip(begins[at + 1 : at + size], goes_on[at + 1 : at + size], strict=True):
            if one - zero > ahead:
                choices.append(3)
                zero, one = one + one_zero + begin, one + one_one + go_on
            elif one - zero < behind:
                choices.append(0)
                zero, one = zero + zero_zero + begin, zero + zero_one + go_on
            else:
                zero_to_zero, one_to_zero = zero + zero_zero, one + one_zero
                zero_to_one, one_to_one = zero + zero_one, one + one_one
                choices.append((one_to_zero > zero_to_zero) + 2 * (one_to_one > zero_to_one))
                zero, one = max(zero_to_zero, one_to_zero) + begin, max(zero_to_one, one_to_one) + go_on
        choices.append(3 if one > zero else 0)
        at += size
    return np.array(choices, np.uint8)


@cache
def load() -> WordModel:
    """The model of the installed underthesea. Raises LexiconError where it has none that can be read here."""
    folder = files.folder()
    model = files.crf(folder / files.WORDS / "models.bin")
    if model.labels != ["B-W", "I-W"]:
        raise LexiconError(f"underthesea's model has the labels {model.labels}, not B-W and I-W; {files.REMEDY}")
    sums = (model.states[:, 0] + 1j * model.states[:, 1]).tolist()
    weigher = Weigher(
        dict(zip(model.attributes, sums, strict=True)),
        files.data(folder / files.WORDS / "features.bin", list),
        files.data(folder / files.WORDS / "dictionary.bin", set),
    )
    cutter = Cutter(files.pattern(folder / files.PATTERN), *files.spellings(folder / files.SPELLINGS))
    return WordModel(cutter, weigher, model.transitions.tolist())
