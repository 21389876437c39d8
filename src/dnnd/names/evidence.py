"""The evidence that the model weighs about each unit of a sentence: words, shapes, tables, rules, open text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import compress
from typing import Any

from dnnd.names.clauses import Clause, Hit
from dnnd.names.open_text import names_from, word_of
from dnnd.syllables import is_vietnamese

# Labels of a unit: outside, or the beginning or inside of a name.
OUTSIDE = "O"
Group = tuple[Any, ...]
# So many places more than a stretch has stand on each side of it.
PAD = 2
_LONGEST_RUN = 4
# A stretch goes on this far beside its capitals, and over gaps of small letters up to this long.
_MARGIN, _GAP = 1, 4
_APART = _GAP + 2 * _MARGIN + 1


def tags(clause: Clause, hits: Sequence[Hit]) -> list[str]:
    """The BIO label of each unit by the names found in a clause."""
    found = [OUTSIDE] * clause.size
    for hit in hits:
        found[hit.start : hit.end] = [f"I-{hit.type}"] * (hit.end - hit.start)
        found[hit.start] = f"B-{hit.type}"
    return found


def stretches(clause: Clause, hits: Sequence[Hit]) -> list[tuple[int, int]]:
    """(start, end) of the stretches of units where a name can be: those near a capital or a name of the rules."""
    can_be = list(clause.capitals)
    for hit in hits:
        can_be[hit.start : hit.end] = [True] * (hit.end - hit.start)
    near = list(compress(range(clause.size), can_be))
    if not near:
        return []
    found: list[tuple[int, int]] = []
    first = last = near[0]
    for i in near:
        if i - last > _APART:
            found.append((first, last))
            first = i
        last = i
    found.append((first, last))
    return [(max(0, first - _MARGIN), min(clause.size, last + 1 + _MARGIN)) for first, last in found]


def evidence(clause: Clause, hits: Sequence[Hit], first: int, last: int) -> list[list[Group]]:
    """The groups of features of each unit of the stretch [first, last); `hits` are what the rules found there.

    The model learns from these; `weights` adds up the same.
    """
    local = Local(clause, hits, first, last)
    cells, known = local.cells, local.known
    rules = [local.ruled.get(p, OUTSIDE) for p in range(len(cells))]
    found: list[list[Group]] = []
    for p in range(PAD, len(cells) - PAD):
        before, cell, after = cells[p - 1 : p + 2]
        groups: list[Group] = [
            ("0", cell.word, cell.shape, cell.kind, cell.group),
            ("-1", before.word, before.group),
            ("+1", after.word, after.group),
            ("-1,0", before.word, cell.word, before.group, cell.group),
            ("0,1", cell.word, after.word),
            ("s", before.shape, cell.shape, after.shape),
            ("r", rules[p - 1], rules[p], rules[p + 1], cell.shape),
            ("k", known[p]),
            ("k-1", known[p - 1]),
            ("k+1", known[p + 1]),
        ]
        found.append(groups)
    for p, left, right in local.runs():
        cell, before, after = cells[p], cells[left], cells[right]
        found[p - PAD] += [
            ("b", before.word),
            ("b2", cells[left - 1].word, before.word),
            ("a", after.word),
            ("n", *run_shape(p, left, right)),
            ("b,p", before.word, cell.kind),
            ("bg", before.group),
            ("ag", after.group),
            ("c", cell.case),
        ]
    return found


def run_shape(at: int, left: int, right: int) -> tuple[int, int]:
    """How long the run of capitals between two places is, and how far inside it a third lies; both cut off."""
    return min(right - left - 1, _LONGEST_RUN), min(at - left - 1, 2)


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """What the features name of a unit: its word, how it is written, how often it has a capital, class and kind.

    The class is that of the word in small letters, or of the name of unlabelled text that it is part of; the kind is
    what that name is. Cells are remembered, so that the same one is the same object.
    """

    word: str
    shape: str
    case: str
    group: str
    kind: str


_BEYOND = Cell("|", "|", "?", "|", OUTSIDE)


class Local:
    """What the features of a stretch are made of: lists with two places more on each side, for what stands there."""

    def __init__(self, clause: Clause, hits: Sequence[Hit], first: int, last: int) -> None:
        start, end = max(first - PAD, 0), last + PAD  # a clause's lists go on behind its end
        beyond = [_BEYOND] * (start - first + PAD)
        self.cells = [*beyond, *map(_cell, clause.texts[start:end], clause.keys[start:end])]
        self.capitals = [*[False] * len(beyond), *clause.capitals[start:end]]
        self.ruled: dict[int, str] = {}
        for hit in hits:
            begins, goes_on = _ruled(hit.type, hit.rule)
            for i in range(max(hit.start, first - 1), min(hit.end, last + 1)):
                self.ruled[i - first + PAD] = begins if i == hit.start else goes_on
        self._see_names(clause.texts[first:last])
        self.known = _known(clause, first, last)

    def runs(self) -> Iterator[tuple[int, int, int]]:
        """Each place of the stretch with a capital, and the places before and behind its run of capitals."""
        capitals, last = self.capitals, len(self.capitals) - 1
        p = PAD
        while p < last - 1:
            if not capitals[p]:
                p += 1
                continue
            left = right = p
            while left > 1 and capitals[left]:
                left -= 1
            while right < last and capitals[right]:
                right += 1
            for inside in range(p, min(right, last - 1)):
                yield inside, left, right
            p = right + 1

    def _see_names(self, texts: Sequence[str]) -> None:
        """Writes down the type and class of each name of unlabelled text in the stretch, the longest first."""
        behind = 0
        beginning = list(map(names_from, texts))
        for i in compress(range(len(texts)), beginning):
            if i < behind:
                continue
            for size, names in beginning[i]:
                known = names.get(" ".join(texts[i : i + size]))
                if known:
                    behind = i + size
                    for place in range(i + PAD, behind + PAD):
                        self.cells[place] = _seen(self.cells[place], known, place == i + PAD, size)
                    break


@cache
def _ruled(kind: str, rule: str) -> tuple[str, str]:
    """The marks of the first unit and the others of a name that a rule found."""
    return f"B-{kind}:{rule}", f"I-{kind}:{rule}"


@lru_cache(maxsize=1 << 14)
def _seen(cell: Cell, known: str, first: bool, size: int) -> Cell:
    """A cell in a name of unlabelled text, known by its type, a tab and its class."""
    kind, _, group = known.partition("\t")
    return replace(cell, kind=f"{'B' if first else 'I'}-{kind or '?'}", group=f"{group}-{min(size, 3)}")


@lru_cache(maxsize=1 << 16)
def _cell(text: str, key: str) -> Cell:
    """What the features name of a unit that is in no name."""
    if not text:
        return _BEYOND
    case, group = word_of(text.lower())
    return Cell("0" if text.isdecimal() else key, _shape(text), case, "" if text[0].isupper() else group, OUTSIDE)


def expand(group: Group) -> list[str]:
    """The features of a group, as the model knows them by name."""
    name, *parts = group
    return _EXPANDED[name](*parts)


def _classes(name: str, group: str) -> list[str]:
    """A narrow class and the wide one that holds it: "317.24" is class 317 of 400 and class 24 of 64."""
    return [f"{name}={group}", f"{name}~{_wide(group)}"]


def _wide(group: str) -> str:
    return group.partition(".")[2]


def _ending(word: str, shape: str) -> str:
    """The last letters of a foreign word, which tell names of people from names of places: -ov, -son, -stan."""
    return word[-3:] if shape.endswith("~") and len(word) > 3 else ""


def _of_tables(name: str) -> Callable[[tuple[str, ...]], list[str]]:
    return lambda flags: [f"{name}={flag}" for flag in flags]


_EXPANDED: dict[str, Callable[..., list[str]]] = {
    "0": lambda w, s, p, g: [
        "bias",
        f"w={w}",
        f"s0={s}",
        f"p={p}",
        f"p,s={p},{s}",
        *_classes("g", g),
        f"e={_ending(w, s)}",
    ],
    "-1": lambda w, g: [f"w-1={w}", *_classes("g-1", g)],
    "+1": lambda w, g: [f"w+1={w}", *_classes("g+1", g)],
    "-1,0": lambda v, w, f, g: [f"w-1,0={v} {w}", f"g-1,0={_wide(f)} {_wide(g)}"],
    "0,1": lambda v, w: [f"w0,1={v} {w}"],
    "s": lambda r, s, t: [f"s={r},{s},{t}"],
    "r": lambda q, r, t, s: [f"r={r}", f"r-1={q}", f"r+1={t}", f"r,s={r},{s}"],
    "k": _of_tables("k"),
    "k-1": _of_tables("k-1"),
    "k+1": _of_tables("k+1"),
    "b": lambda b: [f"b={b}"],
    "b2": lambda u, b: [f"b2={u} {b}"],
    "a": lambda a: [f"a={a}"],
    "n": lambda n, i: [f"n={n}", f"n,i={n},{i}"],
    "b,p": lambda b, p: [f"b,p={b},{p}"],
    "bg": lambda g: _classes("bg", g),
    "ag": lambda g: _classes("ag", g),
    "c": lambda c: [f"c={c}"],
}


def _shape(text: str) -> str:
    """How a word is written: "X" one capital, "XX" capitals, "Xx", "xX", "x", each with "~" for a foreign spelling."""
    if not text[0].isalpha():
        return "0" if text.isdecimal() else text
    if text.islower():
        shape = "x"
    elif text.isupper():
        shape = "XX" if len(text) > 1 else "X"
    else:
        shape = "Xx" if text[1:].islower() else "xX"
    return shape if is_vietnamese(text) else shape + "~"


def _known(clause: Clause, first: int, last: int) -> list[tuple[str, ...]]:
    """For each unit of the stretch and beside it, padded, the tables whose entries begin at it or reach over it."""
    found: list[tuple[str, ...]] = [()] * (last - first + 2 * PAD)
    covered: dict[str, int] = {}
    beside = range(max(0, first - 1), min(last + 1, clause.size))
    for i in compress(beside, clause.known[beside.start : beside.stop]):
        for name, size, begins, goes_on in clause.known[i].labels:
            if i >= covered.get(name, 0):
                covered[name] = i + size
                place = i - first + PAD
                found[place] += begins
                for inside in range(place + 1, min(place + size, len(found))):
                    found[inside] += goes_on
    return found
