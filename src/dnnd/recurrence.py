"""Finds the phrases that stand twice or more in a collection, by a suffix array over all of its syllables.

divsufsort (Yuta Mori) sorts the syllables by what follows them, Kasai's algorithm (Kasai et al. 2001) says how much
neighbours share: N log N in all. A phrase is closed when its occurrences differ in what follows and in what precedes;
only closed ones are returned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dnnd.normalize import lookup_key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

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

    ids: Ints
    texts: Ints
    starts: Ints
    ends: Ints
    names: list[str]

    def words(self, at: int, size: int) -> tuple[str, ...]:
        """The keys of `size` syllables from number `at` on."""
        return tuple(self.names[number] for number in self.ids[at : at + size].tolist())


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

    numbers: dict[str, int] = {}
    ids, owners, starts, ends = [], [], [], []
    breaks = -1
    for index, text in enumerate(texts):
        for token in _TOKEN.finditer(lookup_key(text) + "\n"):
            word = token[0]
            if word[0].isalpha() or word in _INNER:
                ids.append(numbers.setdefault(word, len(numbers)))
            else:
                ids.append(breaks)
                breaks -= 1
            owners.append(index)
            starts.append(token.start())
            ends.append(token.end())
    columns = (np.array(column, dtype=np.int64) for column in (ids, owners, starts, ends))
    return Pool(*columns, list(numbers))


def repeats(pooled: Pool, shortest: int) -> Iterator[Repeat]:
    """The closed phrases of `shortest` to LONGEST syllables that stand twice or more, the shorter ones first."""
    import numpy as np

    ids = pooled.ids
    if len(ids) < 2:
        return
    order, shared = _suffix_array(ids)
    before = np.where(order > 0, ids[order - 1], np.iinfo(np.int64).min)
    for size in range(shortest, LONGEST + 1):
        order, shared, before = _still(order, shared, before, size)
        if not len(order):
            return
        heads = np.flatnonzero(shared < size)
        yield from _closed(order, shared, before, heads, size)


def _suffix_array(ids: Ints) -> tuple[Ints, Ints]:
    """The places in the order of what follows them, and how many syllables each shares with the one before it."""
    import numpy as np
    from pydivsufsort import divsufsort, kasai

    numbers = np.unique(ids, return_inverse=True)[1].astype(np.int64)
    order = divsufsort(numbers)
    shared = np.minimum(kasai(numbers, order), LONGEST)
    return order.astype(np.int64), np.append(0, shared[:-1]).astype(np.int64)


def _still(order: Ints, shared: Ints, before: Ints, size: int) -> tuple[Ints, Ints, Ints]:
    """What is left at this length: the places that share `size` syllables with a neighbour."""
    import numpy as np

    kept = shared >= size
    kept[:-1] |= kept[1:]
    # A dropped place parts its neighbours, and so does the value that it leaves behind.
    return order[kept], np.where(shared >= size, shared, 0)[kept], before[kept]


def _closed(order: Ints, shared: Ints, before: Ints, heads: Ints, size: int) -> Iterator[Repeat]:
    """The groups of one phrase whose next and previous syllables differ."""
    import numpy as np

    within = np.where(shared < size, LONGEST + 2, shared)
    ends_here = np.minimum.reduceat(within, heads) == size
    if size == LONGEST:
        ends_here[:] = True  # what they share may go on, but is not looked at
    starts_here = np.minimum.reduceat(before, heads) != np.maximum.reduceat(before, heads)
    bounds = np.append(heads, len(order))
    for group in np.flatnonzero(ends_here & starts_here).tolist():
        places = np.sort(order[bounds[group] : bounds[group + 1]])
        yield Repeat(size, tuple(places.tolist()))


def trimmed(repeat: Repeat, front: int, back: int) -> Repeat:
    """The phrase without its first `front` and last `back` syllables."""
    return Repeat(repeat.size - front - back, tuple(place + front for place in repeat.places))


def outermost(found: Sequence[Repeat], total: int, is_kept: Callable[[Repeat], bool]) -> list[Repeat]:
    """The phrases, the longest first, without those that stand only inside longer kept ones.

    `total` is the number of syllables of the pool. `is_kept` is asked about each phrase that is left.
    """
    # The end of the longest kept phrase that covers a place: filled longest first, so the first entry wins.
    covered = [0] * total
    kept = []
    for repeat in sorted(found, key=lambda r: (-r.size, r.places)):
        if all(covered[place] >= place + repeat.size for place in repeat.places) or not is_kept(repeat):
            continue
        kept.append(repeat)
        for place in repeat.places:
            for at in range(place, place + repeat.size):
                covered[at] = max(covered[at], place + repeat.size)
    return kept
