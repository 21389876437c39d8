"""The evidence that the model weighs about each unit of a sentence: words, shapes, tables, rules, open text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from dnnd.names.clauses import Clause, Hit
from dnnd.syllables import is_vietnamese

# Labels of a unit: outside, or the beginning or inside of a name.
OUTSIDE = "O"
Group = tuple[Any, ...]
_TABLES = (
    "appellations", "bodies", "body_fields", "body_heads", "credits", "divisions", "family_names", "honorifics",
    "name_parts", "non_names", "papers", "place_units", "places", "territories",
)  # fmt: skip
_LONGEST_SEEN = 5
_PAD = 2
_LONGEST_RUN = 4
# A stretch goes on this far beside its capitals, and over gaps of small letters up to this long.
_MARGIN, _GAP = 1, 4


def tags(clause: Clause, hits: Sequence[Hit]) -> list[str]:
    """The BIO label of each unit by the names found in a clause."""
    found = [OUTSIDE] * len(clause)
    for hit in hits:
        found[hit.start : hit.end] = [f"I-{hit.type}"] * (hit.end - hit.start)
        found[hit.start] = f"B-{hit.type}"
    return found


def stretches(clause: Clause, hits: Sequence[Hit]) -> list[tuple[int, int]]:
    """(start, end) of the stretches of units where a name can be: those near a capital or a name of the rules."""
    near = [i for i, capital in enumerate(clause.capitals) if capital]
    near += [i for hit in hits for i in range(hit.start, hit.end) if not clause.capitals[i]]
    found: list[tuple[int, int]] = []
    for i in sorted(near) if hits else near:
        start, end = max(0, i - _MARGIN), min(len(clause), i + 1 + _MARGIN)
        if found and start <= found[-1][1] + _GAP:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def evidence(clause: Clause, hits: Sequence[Hit], first: int, last: int) -> list[list[Group]]:
    """The groups of features of each unit of the stretch [first, last); `hits` are what the rules found there."""
    local = _Local(clause, hits, first, last)
    facts, rules, kinds, classes, known = local.facts, local.rules, local.kinds, local.classes, local.known
    found: list[list[Group]] = []
    for i in range(first, last):
        p = i - first + _PAD  # where the unit stands in the lists
        (word, shape, case, _), kind, group = facts[p], kinds[p], classes[p]
        before, after = facts[p - 1], facts[p + 1]
        groups: list[Group] = [
            ("0", word, shape, kind, group),
            ("-1", before[0], classes[p - 1]),
            ("+1", after[0], classes[p + 1]),
            ("-1,0", before[0], word, classes[p - 1], group),
            ("0,1", word, after[0]),
            ("s", before[1], shape, after[1]),
            ("r", rules[p - 1], rules[p], rules[p + 1], shape),
        ]
        if known[p]:
            groups.append(("k", known[p]))
        if known[p - 1]:
            groups.append(("k-1", known[p - 1]))
        if known[p + 1]:
            groups.append(("k+1", known[p + 1]))
        if clause.capitals[i]:
            left, right = local.run(p)
            size, place = min(right - left - 1, _LONGEST_RUN), min(p - left - 1, 2)
            groups.append(("run", facts[left - 1][0], facts[left][0], facts[right][0], size, place, kind))
            groups.append(("around", classes[left], classes[right], case))
        found.append(groups)
    return found


class _Local:
    """What the features of a stretch are made of: lists with two places more on each side, for what stands there."""

    def __init__(self, clause: Clause, hits: Sequence[Hit], first: int, last: int) -> None:
        units = clause.units
        around = range(first - _PAD, last + _PAD)
        self.facts = [_facts(units[i].text, units[i].key) if 0 <= i < len(units) else _OUTSIDE_FACTS for i in around]
        self._capitals = [clause.is_capital(i) for i in around]
        self.rules = [OUTSIDE] * len(around)
        for hit in hits:
            for i in range(max(hit.start, first - 1), min(hit.end, last + 1)):
                label = "B" if i == hit.start else "I"
                self.rules[i - first + _PAD] = f"{label}-{hit.type}:{hit.rule}"
        self.kinds = [OUTSIDE] * len(around)
        self.classes = ["" if capital else facts[3] for capital, facts in zip(self._capitals, self.facts, strict=True)]
        self._see_names([unit.text for unit in units[max(0, first) : last]])
        self.known = _known(clause, first, last)

    def run(self, p: int) -> tuple[int, int]:
        """The places before and behind the run of capitals around a place of the lists."""
        left = right = p
        while left > 1 and self._capitals[left]:
            left -= 1
        while right < len(self._capitals) - 1 and self._capitals[right]:
            right += 1
        return left, right

    def _see_names(self, texts: Sequence[str]) -> None:
        """Writes down the type and class of each name of unlabelled text in the stretch, the longest first."""
        names, firsts = seen_names()
        i = 0
        while i < len(texts):
            end = i + 1
            if texts[i] in firsts:
                for end in range(min(i + _LONGEST_SEEN, len(texts)), i, -1):
                    known = names.get(" ".join(texts[i:end]))
                    if known:
                        kind, _, group = known.partition("\t")
                        kind = kind or "?"
                        self.kinds[i + _PAD : end + _PAD] = [f"B-{kind}"] + [f"I-{kind}"] * (end - i - 1)
                        self.classes[i + _PAD : end + _PAD] = [f"{group}-{min(end - i, 3)}"] * (end - i)
                        break
            i = max(end, i + 1)


_OUTSIDE_FACTS = ("|", "|", "?", "|")


@lru_cache(maxsize=1 << 16)
def _facts(text: str, key: str) -> tuple[str, str, str, str]:
    """A word as the features name it, how it is written, how often it has a capital, and its class in small letters."""
    case, group = seen_words().get(text.lower(), ("?", ""))
    return "0" if text.isdecimal() else key, _shape(text), case, group


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
    "run": lambda u, b, a, n, i, p: [f"b={b}", f"b2={u} {b}", f"a={a}", f"n={n}", f"n,i={n},{i}", f"b,p={b},{p}"],
    "around": lambda b, a, c: [*_classes("bg", b), *_classes("ag", a), f"c={c}"],
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
    found: dict[int, list[str]] = {}
    covered: dict[str, int] = {}
    for i in range(max(0, first - 1), min(last + 1, len(clause.units))):
        matches = clause.known[i]
        for name in _TABLES if matches else ():
            if name in matches and i >= covered.get(name, 0):
                size, entry = matches[name]
                end = covered[name] = i + size
                found.setdefault(i, []).append(f"B-{name}:{entry.kind}")
                for inside in range(i + 1, end):
                    found.setdefault(inside, []).append(f"I-{name}:{entry.kind}")
    return [tuple(found.get(i, ())) for i in range(first - _PAD, last + _PAD)]


@cache
def seen_names() -> tuple[dict[str, str], frozenset[str]]:
    """Names of unlabelled text with the type that the words before them tell, a tab and their class; their first words.

    The rows are parted only where one is asked for: that makes the start faster.
    """
    names = dict([line.split("\t", 1) for line in _lines("seen_names.tsv")])
    return names, frozenset([name.partition(" ")[0] for name in names])


@cache
def seen_words() -> dict[str, tuple[str, str]]:
    """For each frequent word of unlabelled text, how often it has a capital ("0" never … "9" always), and its class."""
    words = {}
    for line in _lines("seen_words.tsv"):
        word, capital, small, group = line.split("\t")
        share = int(capital) / (int(capital) + int(small))
        words[word] = (str(min(int(share * 10), 9)), group)
    return words


def _lines(name: str) -> list[str]:
    text = resources.files("dnnd").joinpath("models", name).read_text(encoding="utf-8")
    return text.splitlines()[1:]
