"""Chooses, among all phrases that stand twice or more, those that a reader would call a set formula."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dnnd.lexicon import keys
from dnnd.slogans import enumerations
from dnnd.slogans.recurrence import Pool, Repeat, outermost, repeats, trimmed
from dnnd.spans import Span
from dnnd.syllables import syllables

# "A phrase of four or more syllables"; of these so many carry meaning: no function words, no names.
SHORTEST = 4
_FEWEST_CONTENT = 4
# A task and its object make a formula from five syllables on ("nâng cao chất lượng" alone is none). What is
# repeated and longer than 24 is a copied passage.
_TASK, _LONGEST_SIZE = 5, 24
# Joined units longer than this are clauses.
_LONGEST_UNIT = 7
# The longest phrase of the tables has so many syllables.
_LONGEST_EDGE = 4
_SIGNS = frozenset(",-")
_JOINTS = _SIGNS | {"và"}
# For each stretch of the pool, from a syllable to another, those with which words begin and those with which they end.
WordsAt = Callable[[Sequence[tuple[int, int]]], Iterable[tuple[set[int], set[int]]]]


@dataclass(frozen=True)
class Surroundings:
    """What is known about each syllable of a pool.

    `name` numbers the record of another finder that it lies in, 0 for none; `capital` tells a capital letter.
    """

    name: Sequence[int]
    capital: Sequence[int]

    def in_one_name(self, place: int, size: int) -> bool:
        """Whether a stretch lies wholly within one record, as a phrase does in the name of an award."""
        return self.name[place] != 0 and self.name[place] == self.name[place + size - 1]


def surroundings(pooled: Pool, texts: Sequence[str], taken: Sequence[Sequence[Span]]) -> Surroundings:
    """Marks the syllables of a pool that lie in names, titles, dates and roles."""
    import numpy as np

    name, capital = np.zeros(len(pooled.ids), np.int32), bytearray()
    bounds = np.searchsorted(pooled.texts, range(len(texts) + 1)).tolist()
    number = 1
    for index, (text, (first, last)) in enumerate(zip(texts, pairwise(bounds), strict=True)):
        starts, ends = pooled.starts[first:last], pooled.ends[first:last]
        characters = np.frombuffer(f"{text}\n".encode("utf-32-le", "surrogatepass"), np.uint32)
        different, which = np.unique(characters[starts], return_inverse=True)
        are_capital = np.fromiter(map(str.isupper, map(chr, different.tolist())), bool, len(different))
        capital += are_capital[which].tobytes()
        spans = sorted((s.start, s.end) for s in (taken[index] if index < len(taken) else ()))
        if spans:
            begin, end = np.array(spans).T
            here = np.searchsorted(np.maximum.accumulate(end), starts, "right")  # the first that ends behind
            inside = np.append(begin, np.iinfo(np.int64).max)[here] < ends
            name[first:last] = np.where(inside, number + here, 0)
            number += len(spans)
    return Surroundings(array("i", name.tobytes()), capital)


def set_phrases(pooled: Pool, around: Surroundings, words_at: WordsAt) -> list[Repeat]:
    """The set formulas of a pool, the longest first.

    Function words, commas and cut names are taken off both ends; what is left must be long enough, carry meaning of its
    own, hold no word of narration and not stand only inside a longer one.
    """
    bare = (_without_edges(pooled, around, repeat) for repeat in repeats(pooled, SHORTEST, holding=_slogan_words()))
    worthy = [repeat for repeat in _fullest(pooled, bare) if _is_worthy(pooled, repeat, around)]
    words = words_at([(repeat.places[0], repeat.places[0] + repeat.size) for repeat in worthy])
    whole = (_without_edges(pooled, around, _whole_words(*found)) for found in zip(worthy, words, strict=True))
    return outermost(
        [repeat for repeat in _fullest(pooled, whole) if _is_worthy(pooled, repeat, around)], len(pooled.ids)
    )


def _fullest(pooled: Pool, found: Iterable[Repeat | None]) -> list[Repeat]:
    """Each phrase once, with the most places that it was found with."""
    best: dict[tuple[str, ...], Repeat] = {}
    for repeat in found:
        if repeat is not None:
            words = pooled.words(repeat.places[0], repeat.size)
            if words not in best or len(best[words].places) < len(repeat.places):
                best[words] = repeat
    return list(best.values())


def _whole_words(repeat: Repeat, words: tuple[set[int], set[int]]) -> Repeat:
    """The phrase without the syllables of a word that its first place cuts."""
    start = repeat.places[0]
    firsts, lasts = words
    front = next((i for i in range(repeat.size) if start + i in firsts), repeat.size - 1)
    back = next((i for i in range(repeat.size - front) if start + repeat.size - i - 1 in lasts), 0)
    return trimmed(repeat, front, back)


def _without_edges(pooled: Pool, around: Surroundings, repeat: Repeat) -> Repeat | None:
    """The phrase without what it cannot begin or end with; None where too little is left."""
    words = pooled.words(repeat.places[0], repeat.size)
    front, back = 0, len(words)
    while back - front >= SHORTEST:
        if cut := _edge(words[front:back], "begin") or _cut_name(around, repeat.places[0] + front):
            front += cut
        elif cut := _edge(words[front:back], "end") or _cut_name(around, repeat.places[0] + back):
            back -= cut
        else:
            return trimmed(repeat, front, len(words) - back)
    return None


def _edge(words: tuple[str, ...], side: str) -> int:
    """How many syllables at this side are function words; a comma or dash is one."""
    if words[0 if side == "begin" else -1] in _SIGNS:
        return 1
    if side == "end" and words[-2] in _JOINTS and words[-1] not in keys("slogan_units"):
        return 1  # the stump of a unit: "phát hiện, bồi dưỡng và nhân | rộng"
    if words[0 if side == "begin" else -1] not in _outer_words(side):  # most phrases
        return 0
    known = _edges(side)
    for size in range(_LONGEST_EDGE, 0, -1):
        if " ".join(words[:size] if side == "begin" else words[-size:]) in known:
            return size
    return 0


@cache
def _edges(side: str) -> frozenset[str]:
    return keys("slogan_edges", "both") | keys("slogan_edges", side)


@cache
def _outer_words(side: str) -> frozenset[str]:
    """The outermost words of the edges at a side."""
    return frozenset(edge.split(" ")[0 if side == "begin" else -1] for edge in _edges(side))


def _cut_name(around: Surroundings, at: int) -> int:
    """1 where the boundary before syllable `at` lies within a name, so that the phrase must lose a syllable there."""
    name = around.name
    if not 0 < at < len(name) or name[at] == 0 or name[at] != name[at - 1]:
        return 0
    return 1


def _is_worthy(pooled: Pool, repeat: Repeat, around: Surroundings) -> bool:
    """Whether enough syllables carry meaning in most places, and no word of narration stands in it."""
    words = pooled.words(repeat.places[0], repeat.size)
    if not _is_slogan_like(words) or _narrates(words):
        return False
    function = [word in _SIGNS or word in _edges("both") for word in words]
    content = [_content(function, place, around) for place in repeat.places[:9]]
    return sorted(content)[len(content) // 2] >= _FEWEST_CONTENT


@cache
def _slogan_words() -> frozenset[str]:
    """One of these stands in each phrase of which `_is_slogan_like` may be true: a joint, or what begins a task."""
    tasks = keys("slogan_tasks", "task") | keys("slogan_tasks", "weak_task")
    return _JOINTS | {task.split(" ")[0] for task in tasks}


def _is_slogan_like(words: tuple[str, ...]) -> bool:
    """Whether a phrase begins with a task ("nâng cao …") or joins values: "phát triển kinh tế" alone is a mere term."""
    size = sum(word not in _SIGNS for word in words)
    if not SHORTEST <= size <= _LONGEST_SIZE:
        return False
    if _begins(words, "task") or (_begins(words, "weak_task") and _holds_value(words[1:])):
        return size >= _TASK
    return not _JOINTS.isdisjoint(words) and _joins_values(words)


def _joins_values(words: tuple[str, ...]) -> bool:
    pieces = enumerations.parts(syllables(" ".join(words)))
    if len(pieces) < 2 or any(len(piece) > _LONGEST_UNIT for piece in pieces) or enumerations.is_listing(pieces):
        return False
    several = len(pieces) >= enumerations.FEWEST_UNITS
    return 2 * enumerations.values(pieces) > len(pieces) and (several or _holds_value(words))


def _holds_value(words: tuple[str, ...]) -> bool:
    """Whether a value is named, and not only a field such as "văn hóa", "hợp tác"."""
    known = keys("slogan_units", "value")
    return any(len(part) > 1 and " ".join(part) in known for part in _stretches(words))


def _begins(words: tuple[str, ...], kind: str) -> bool:
    return any(" ".join(words[:size]) in keys("slogan_tasks", kind) for size in (1, 2, 3))


def _content(function: Sequence[bool], place: int, around: Surroundings) -> int:
    """The syllables that are neither function words nor part of a name, as far as finders and capitals tell."""
    named = (around.name[place + i] or (i and around.capital[place + i]) for i in range(len(function)))
    return sum(not (is_function or is_name) for is_function, is_name in zip(function, named, strict=True))


def _narrates(words: tuple[str, ...]) -> bool:
    known = keys("slogan_edges", "never")
    return any(" ".join(part) in known for part in _stretches(words))


def _stretches(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for start in range(len(words)):
        for size in range(1, min(_LONGEST_EDGE, len(words) - start) + 1):
            yield words[start : start + size]
