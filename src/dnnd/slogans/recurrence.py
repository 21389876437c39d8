"""Finds the phrases that stand twice or more in a collection, by a suffix array over all of its syllables.

divsufsort (Yuta Mori) sorts the syllables by what follows them, Kasai's algorithm (Kasai et al. 2001) says how much
neighbours share: N log N in all. A phrase is closed when its occurrences differ in what follows and in what precedes;
only closed ones are returned.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from dnnd.bit_sums import chosen
from dnnd.normalize import lookup_key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Offsets = NDArray[np.int32]

# Words, and the two signs that may stand within a phrase. All else, a line end too, ends a phrase.
_TOKEN = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*|,|-|[^\s]|\n")
_INNER = frozenset(",-")
# Longer stretches in common are copies of passages, no phrases.
LONGEST = 30


@dataclass(frozen=True)
class Pool:
    """All syllables of a collection in one row. `ids` number the different keys; each break has a number of its own.

    `texts`, `starts` and `ends` say where each stands; `names` are the keys by number.
    """

    ids: Offsets
    texts: Offsets
    starts: Offsets
    ends: Offsets
    names: list[str]

    def words(self, at: int, size: int) -> tuple[str, ...]:
        """The keys of `size` syllables from number `at` on."""
        return tuple(map(self.names.__getitem__, self.ids[at : at + size].tolist()))


@dataclass(frozen=True)
class Repeat:
    """A phrase of `size` syllables (commas and dashes count) and where it begins in the pool, in order."""

    size: int
    places: tuple[int, ...]


def pool(texts: Sequence[str]) -> Pool:
    """The syllables of all texts, each text closed by a break.

    >>> pool(["Đổi mới, sáng tạo."]).names
    ['đổi', 'mới', ',', 'sáng', 'tạo']
    """
    import numpy as np

    pieces = _Pieces()
    # What stands between two blanks, by number: a few thousand pieces are most of a text, and each is cut up once.
    read = [array("i", map(pieces.__getitem__, f"{lookup_key(text)}\n".split(" "))) for text in texts]
    lengths, first, *tokens = (np.array(column, np.int32) for column in pieces.columns())
    sizes = [int(np.diff(first)[of_text].sum()) for of_text in read]
    ids, starts, ends = (np.empty(sum(sizes), np.int32) for _ in range(3))
    last = 0
    for of_text in read:
        before = np.append(0, np.cumsum(lengths[of_text] + 1)[:-1])  # where each piece begins
        bounds, at = chosen(first, np.array(of_text))
        before = np.repeat(before, np.diff(bounds))
        last, here = last + len(at), slice(last, last + len(at))
        ids[here], starts[here], ends[here] = (column[at] for column in tokens)
        starts[here] += before
        ends[here] += before
    breaks = ids == _BREAK
    ids[breaks] = -1 - np.arange(np.count_nonzero(breaks), dtype=np.int32)
    return Pool(ids, np.repeat(np.arange(len(texts), dtype=np.int32), sizes), starts, ends, pieces.names)


_BREAK = -1


class _Pieces(dict[str, int]):
    """The number of each piece of text without blanks, in the order in which they come.

    Piece number n has the tokens from `first[n]` to `first[n + 1]`: `ids`, and where they begin and end in the piece.
    The ids number the different words and inner signs, which are the `names`; any other sign is a break.
    """

    def __init__(self) -> None:
        self.lengths, self.first = array("i"), array("i", [0])  # a list of numbers would hold four times as much
        self.ids, self.starts, self.ends = array("i"), array("i"), array("i")
        self.names: list[str] = []
        self._ids: dict[str, int] = {}

    def __missing__(self, piece: str) -> int:
        for token in _TOKEN.finditer(piece):
            self.ids.append(self._id(token[0]))
            self.starts.append(token.start())
            self.ends.append(token.end())
        self.first.append(len(self.ids))
        self.lengths.append(len(piece))
        self[piece] = number = len(self)
        return number

    def columns(self) -> tuple[array[int], ...]:
        """Lengths and bounds of the pieces, and the ids, beginnings and ends of their tokens."""
        return self.lengths, self.first, self.ids, self.starts, self.ends

    def _id(self, token: str) -> int:
        if token not in self._ids:
            is_name = token[0].isalpha() or token in _INNER
            self._ids[token] = len(self.names) if is_name else _BREAK
            self.names += [token] * is_name
        return self._ids[token]


def repeats(pooled: Pool, shortest: int, holding: Container[str] | None = None) -> Iterator[Repeat]:
    """The closed phrases of `shortest` to LONGEST syllables that stand twice or more, the shorter ones first.

    `holding`: only phrases that hold one of these syllables.
    """
    import numpy as np

    ids = pooled.ids
    if len(ids) < 2:
        return
    those = np.array([holding is None or name in holding for name in pooled.names] + [False])  # the last for breaks
    met = np.append(0, np.cumsum(those[np.maximum(ids, -1)], dtype=np.int32))
    order, shared = _suffix_array(ids)
    before = np.where(order > 0, ids[order - 1], np.iinfo(np.int32).min)
    for size in range(shortest, LONGEST + 1):
        order, shared, before = _still(order, shared, before, size)
        if not len(order):
            return
        heads = np.flatnonzero(shared < size)
        groups = _closed(shared, before, heads, size)
        groups = groups[met[order[heads[groups]] + size] > met[order[heads[groups]]]]
        for first, last in zip(heads[groups].tolist(), np.append(heads, len(order))[groups + 1].tolist(), strict=True):
            yield Repeat(size, tuple(np.sort(order[first:last]).tolist()))


def _suffix_array(ids: Offsets) -> tuple[Offsets, Offsets]:
    """The places in the order of what follows them, and how many syllables each shares with the one before it.

    A syllable that stands once ends a phrase as a break does, and all of these are sorted as one: two bytes are then
    enough for each, where millions stand. What is shared ends before them.
    """
    import numpy as np

    sorter = import_module("pydivsufsort")  # it has no types
    times = np.bincount(np.maximum(ids, -1) + 1)
    times[0] = 0
    number = np.where(times > 1, np.cumsum(times > 1), 0)
    numbers = number[np.maximum(ids, -1) + 1].astype(np.uint16 if number.max() < 2**16 else np.uint32)
    order = sorter.divsufsort(numbers).astype(np.int32)
    shared = np.append(0, sorter.kasai(numbers, order)[:-1])
    ends = np.append(np.flatnonzero(numbers == 0), len(ids))
    free = ends[np.searchsorted(ends, order)] - order  # how many syllables stand before the next end
    return order, np.minimum(np.minimum(shared, free), LONGEST).astype(np.int32)


def _still(order: Offsets, shared: Offsets, before: Offsets, size: int) -> tuple[Offsets, Offsets, Offsets]:
    """What is left at this length: the places that share `size` syllables with a neighbour."""
    import numpy as np

    kept = shared >= size
    kept[:-1] |= kept[1:]
    # A dropped place parts its neighbours, and so does the value that it leaves behind.
    return order[kept], np.where(shared >= size, shared, 0)[kept], before[kept]


def _closed(shared: Offsets, before: Offsets, heads: Ints, size: int) -> Ints:
    """The numbers of the groups of one phrase, from `heads` on, whose next and previous syllables differ."""
    import numpy as np

    within = np.where(shared < size, LONGEST + 2, shared)
    ends_here = np.minimum.reduceat(within, heads) == size
    if size == LONGEST:
        ends_here[:] = True  # what they share may go on, but is not looked at
    starts_here = np.minimum.reduceat(before, heads) != np.maximum.reduceat(before, heads)
    return np.flatnonzero(ends_here & starts_here)


def trimmed(repeat: Repeat, front: int, back: int) -> Repeat:
    """The phrase without its first `front` and last `back` syllables."""
    return Repeat(repeat.size - front - back, tuple(place + front for place in repeat.places))


def outermost(found: Sequence[Repeat], total: int) -> list[Repeat]:
    """The phrases, the longest first, without those that stand only inside longer ones.

    `total` is the number of syllables in the pool.
    """
    # For each syllable the end of the farthest phrase that covers it.
    covered = [0] * total
    kept = []
    for repeat in sorted(found, key=lambda r: (-r.size, r.places)):
        if all(covered[place] >= place + repeat.size for place in repeat.places):
            continue
        kept.append(repeat)
        for place in repeat.places:
            for at in range(place, place + repeat.size):
                covered[at] = max(covered[at], place + repeat.size)
    return kept


def occurrences(pooled: Pool, phrases: Sequence[tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], list[int]]]:
    """Each of the phrases, of two syllables or more, with all places where it stands in the pool.

    >>> list(occurrences(pool(["Đổi mới, sáng tạo. Đổi mới"]), [("đổi", "mới"), ("hiệu", "quả")]))
    [(('đổi', 'mới'), [0, 6])]
    """
    import numpy as np

    numbers = {name: number for number, name in enumerate(pooled.names)}
    wanted = [(words, [numbers[word] for word in words]) for words in phrases if all(w in numbers for w in words)]
    # The first two syllables of every place as one number; breaks, being negative, count as one more name.
    base = len(numbers) + 1
    ids = np.maximum(pooled.ids, -1).astype(np.int64) + 1
    pairs = ids[:-1] * base + ids[1:]
    heads = {(sought[0] + 1) * base + sought[1] + 1 for _, sought in wanted}
    hits = np.flatnonzero(np.isin(pairs, np.array(sorted(heads), dtype=np.int64)))
    by_head: dict[int, list[int]] = {}
    for place, pair in zip(hits.tolist(), pairs[hits].tolist(), strict=True):
        by_head.setdefault(pair, []).append(place)
    for words, sought in wanted:
        near = by_head.get((sought[0] + 1) * base + sought[1] + 1, [])
        places = [place for place in near if pooled.ids[place : place + len(sought)].tolist() == sought]
        if places:
            yield words, places
