"""Finds near-copies of whole articles in a collection: what the same report under two headlines would count twice.

An article is taken as the set of its shingles, all runs of five syllables (Broder 1997, "On the resemblance and
containment of documents"). Its sketch, the 64 shingles with the smallest hashes, tells which earlier articles it may be
a copy of; those are then compared in full.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from dnnd.normalize import lookup_key, view

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]

SHINGLE = 5  # syllables: two or three words, so that one changed word costs six shingles
# Both measured on 13,041 news articles: all 34 pairs above them are one report twice. Formulas with other names and
# numbers (previews of two matches, two draws of a lottery) reach 0.76.
SHARED = 0.8
# Of the pairs with so much shared, none lay between 0.46 and 0.55; below, most of the longer one is its own.
JACCARD = 0.5
SHORT = 40  # syllables; below, a formula with one other name, of three syllables, would still share 0.8

SKETCH = 64  # shingles
SLACK = 0.2  # more than three standard errors of what 64 shingles say about a Jaccard index of 0.5 to 1
COMMON = 50  # first articles; a shingle that stands in more of them is a formula and tells nothing

# A word or a number, as `syllables` reads them; signs are left out.
_SYLLABLE = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*|\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FACTOR = 0x9E3779B97F4A7C15  # odd, its bits as if drawn: 2^64 over the golden ratio
_MOST = 1 << 14  # words whose numbers are remembered; then all are forgotten at once
_CACHED = 128  # first articles whose shingles are kept at hand, for the copies that follow


@dataclass(frozen=True, slots=True)
class NearCopy:
    """Article number `index` is a near-copy of article number `of`, the first of its group; both count from 0.

    `shared` is the share, 0 to 1, of the shingles of the one with fewer that the other has too.
    """

    index: int
    of: int
    shared: float


def near_copies(texts: Sequence[str], sketches: Sequence[Sketch | None] | None = None) -> list[NearCopy]:
    """The articles that nearly repeat an earlier one, in their order: reprints, reports cut down or with a new head.

    At least `SHARED` of the shingles of the shorter one stand in the other, and `JACCARD` of all theirs in both; an
    article under `SHORT` syllables must be equal. Case, tone placement and signs make no difference, nor which year a
    number names where the article is not that short. `of` is the first article that it nearly repeats and that is not a
    near-copy itself; an article without a syllable is neither.

    >>> report = (
    ...     "Sáng 6/1, tại Huế, Hội đã họp tổng kết công tác năm 2019. Năm qua, các chi hội trồng được "
    ...     "ba nghìn cây ven sông, mở mười lớp học tiếng Lào và đón năm đoàn khách của các tỉnh bạn."
    ... )
    >>> near_copies([report, "Tin khác.", report.replace("2019", "2020") + " Ảnh: Hội", "TIN KHÁC"])
    [NearCopy(index=2, of=0, shared=1.0), NearCopy(index=3, of=1, shared=1.0)]

    Time grows with the syllables, whatever the copies. Not found is a copy of nothing but formulas, of which each
    stands in more than `COMMON` articles. `sketches` are those of the texts, where they are known: see `sketch`; few
    texts are looked at then.
    """
    numbers = _Numbers()
    if sketches is None:
        sketches = [_sketched(text, numbers) for text in texts]
    long = {index: known for index, known in enumerate(sketches) if known is not None}
    others = [index for index in range(len(texts)) if index not in long]
    short = {index: " ".join(map(lookup_key, _words(texts[index]))) for index in others}
    found = [*_equal(short), *_alike(texts, long, numbers)]
    return sorted(found, key=lambda copy: copy.index)


def sketch(text: str) -> Sketch | None:
    """What tells of a text by itself which others it may be a near-copy of; None for a short one."""
    return _sketched(text, _numbers())


def _sketched(text: str, numbers: _Numbers) -> Sketch | None:
    words = _words(text)
    if len(words) < SHORT:
        return None
    shingles = _shingles(words, numbers)
    return Sketch(shingles[:SKETCH].copy(), shingles.size)  # a mere slice would keep all of them


def _words(text: str) -> list[str]:
    return _SYLLABLE.findall(view(text).text)


class _Numbers(dict[str, int]):
    """A number of 64 bits for each word, drawn from its key: the same in every run, which `hash` is not."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST:
            self.clear()
        key = "year" if _YEAR.fullmatch(word) else lookup_key(word)
        self[word] = int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")
        return self[word]


@cache
def _numbers() -> _Numbers:
    """The numbers of words that texts have in common."""
    return _Numbers()


def _shingles(words: list[str], numbers: _Numbers) -> Hashes:
    """The different shingles of a text as hashes, the smallest first."""
    import numpy as np

    row = np.fromiter(map(numbers.__getitem__, words), dtype=np.uint64, count=len(words))
    last = len(row) - SHINGLE + 1
    hashes = np.zeros(last, dtype=np.uint64)
    for place in range(SHINGLE):
        hashes = hashes * np.uint64(_FACTOR) + row[place : last + place]  # modulo 2^64
    return np.unique(hashes)


@dataclass(frozen=True, slots=True)
class Sketch:
    """The smallest hashes of an article's shingles, and how many different shingles it has in all."""

    hashes: Hashes
    size: int


def _equal(short: Mapping[int, str]) -> Iterator[NearCopy]:
    """The short articles whose words stood before."""
    first: dict[str, int] = {}
    for index, words in short.items():
        if words and first.setdefault(words, index) != index:
            yield NearCopy(index, first[words], 1.0)


def _alike(texts: Sequence[str], sketches: Mapping[int, Sketch], numbers: _Numbers) -> Iterator[NearCopy]:
    """The other near-copies. Only first articles are candidates, so a group is not compared all with all."""

    @lru_cache(maxsize=_CACHED)
    def in_full(index: int) -> Hashes:
        return _shingles(_words(texts[index]), numbers)

    originals = _Originals(sketches)
    for index in sketches:
        for of in originals.candidates(index):
            shared = _shared_by_copies(in_full(of), in_full(index))
            if shared is not None:
                yield NearCopy(index, of, shared)
                break
        else:
            originals.add(index)


def _shared_by_copies(one: Hashes, other: Hashes) -> float | None:
    """The share of the smaller set that the larger one has too; None where the texts are no near-copies."""
    import numpy as np

    both = np.intersect1d(one, other, assume_unique=True).size
    return both / min(one.size, other.size) if both >= _needed(one.size, other.size) else None


def _needed(one: int, other: int) -> float:
    """How many shingles two texts with so many shingles must have in common to be near-copies."""
    return max(SHARED * min(one, other), JACCARD * (one + other) / (1 + JACCARD))


class _Originals:
    """The first articles, by the hashes in their sketches."""

    def __init__(self, sketches: Mapping[int, Sketch]) -> None:
        self._sketches = sketches
        self._repeated = _Repeated.of(sketches)
        # Of each hash as many holders as tell anything, and one more: millions of them fit in arrays alone.
        self._begins = array("q", accumulate((min(n, COMMON + 1) for n in self._repeated.times), initial=0))
        self._holders = array("i", bytes(4 * self._begins[-1]))
        self._held = array("i", bytes(4 * len(self._repeated.times)))

    def add(self, index: int) -> None:
        """Makes an article a candidate for those that follow."""
        for value in self._repeated.in_sketch(index):
            if self._held[value] <= COMMON:
                self._holders[self._begins[value] + self._held[value]] = index
                self._held[value] += 1

    def candidates(self, index: int) -> list[int]:
        """The first articles that this one may be a near-copy of, in their order."""
        holders = [(self._begins[value], n) for value in self._repeated.in_sketch(index) if (n := self._held[value])]
        telling = [self._holders[begin : begin + n] for begin, n in holders if n <= COMMON]
        sketch = self._sketches[index]
        # A formula may stand in any of them, but one other hash must be shared.
        least = (JACCARD - SLACK) * len(sketch.hashes) - (len(holders) - len(telling))
        if len(telling) < least:
            return []
        hits = Counter(chain.from_iterable(telling))
        return [of for of in sorted(hits) if hits[of] >= least and _may_be_copies(sketch, self._sketches[of])]


@dataclass(frozen=True, slots=True)
class _Repeated:
    """The hashes that stand in several sketches, by numbers: few, so the index stays small.

    Number n stands in `times[n]` sketches. Those of the sketch of an article lie between two `borders`, which `places`
    names the first of.
    """

    times: Sequence[int]
    numbers: array[int]
    borders: Sequence[int]
    places: Mapping[int, int]

    @classmethod
    def of(cls, sketches: Mapping[int, Sketch]) -> _Repeated:
        """Those of the articles' sketches."""
        import numpy as np

        every = np.concatenate([np.zeros(0, np.uint64), *(sketch.hashes for sketch in sketches.values())])
        in_order = np.sort(every)
        values, more = np.unique(in_order[1:][in_order[1:] == in_order[:-1]], return_counts=True)
        del in_order
        numbers = np.searchsorted(values, every).astype(np.int32)
        again = values.take(numbers, mode="clip") == every if len(values) else np.zeros(len(every), bool)
        sizes = np.cumsum([0, *(len(sketch.hashes) for sketch in sketches.values())])
        borders = np.concatenate([[0], np.cumsum(again)])[sizes].tolist()
        places = {index: place for place, index in enumerate(sketches)}
        return cls((more + 1).tolist(), array("i", numbers[again].tobytes()), borders, places)

    def in_sketch(self, index: int) -> array[int]:
        """The numbers of those in the sketch of an article."""
        place = self.places[index]
        return self.numbers[self.borders[place] : self.borders[place + 1]]


def _may_be_copies(one: Sketch, other: Sketch) -> bool:
    """What the sketches say; the texts themselves are compared only then."""
    needed = _needed(one.size, other.size)
    if needed > min(one.size, other.size):
        return False
    return _resemblance(one.hashes, other.hashes) >= needed / (one.size + other.size - needed) - SLACK


def _resemblance(one: Hashes, other: Hashes) -> float:
    """The Jaccard index of two sets as their sketches tell it: the share that both have of the smallest of all."""
    import numpy as np

    smallest = np.union1d(one, other)[:SKETCH]
    both = np.intersect1d(one, other, assume_unique=True)
    return int(np.count_nonzero(both <= smallest[-1])) / smallest.size
