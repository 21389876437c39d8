"""The evidence that the model weighs about each unit of a sentence: words, shapes, tables, rules, open text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from dnnd.lexicon import phrases
from dnnd.names.clauses import Clause, Hit
from dnnd.syllables import Syllable, is_vietnamese

# Labels of a unit: outside, or the beginning or inside of a name.
OUTSIDE = "O"
Group = tuple[Any, ...]
_TABLES = (
    "appellations", "bodies", "body_fields", "body_heads", "credits", "divisions", "family_names", "honorifics",
    "name_parts", "non_names", "papers", "place_units", "places", "territories",
)  # fmt: skip
_LONGEST_SEEN = 5
_EDGE, _PAD = "|", 2
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


def evidence(clause: Clause, hits: Sequence[Hit], places: Sequence[tuple[int, int]]) -> list[list[list[Group]]]:
    """For each stretch, the groups of features of its units; `hits` are the names that the rules found."""
    words = _padded([_word(unit) for unit in clause.units])
    shapes = _padded([_shape(unit.text) for unit in clause.units])
    rules = _padded(_ruled(clause, hits))
    kinds, classes = map(_padded, _seen(clause))
    known, runs = _known(clause, places), _runs(clause)
    found: list[list[list[Group]]] = []
    for first, last in places:
        units: list[list[Group]] = []
        for i in range(first, last):
            p = i + _PAD  # where the unit stands in the padded lists
            before, word, kind, group = words[p - 1], words[p], kinds[p], classes[p]
            groups: list[Group] = [
                ("0", word, shapes[p], kind, group),
                ("-1", before, classes[p - 1]),
                ("+1", words[p + 1], classes[p + 1]),
                ("-1,0", before, word, classes[p - 1], group),
                ("0,1", word, words[p + 1]),
                ("s", shapes[p - 1], shapes[p], shapes[p + 1]),
                ("r", rules[p - 1], rules[p], rules[p + 1], shapes[p]),
                ("k", known[p]),
                ("k-1", known[p - 1]),
                ("k+1", known[p + 1]),
            ]
            if clause.capitals[i]:
                start, end = runs[i]
                left, right = start + _PAD - 1, end + _PAD
                size, place = min(end - start, _LONGEST_RUN), min(i - start, 2)
                groups.append(("run", words[left - 1], words[left], words[right], size, place, kind))
                groups.append(("around", classes[left], classes[right], _case(clause.units[i])))
            units.append(groups)
        found.append(units)
    return found


def expand(group: Group) -> list[str]:
    """The features of a group, as the model knows them by name."""
    name, *parts = group
    return _EXPANDED[name](*parts)


def _of_tables(name: str) -> Callable[[tuple[str, ...]], list[str]]:
    return lambda flags: [f"{name}={flag}" for flag in flags]


_EXPANDED: dict[str, Callable[..., list[str]]] = {
    "0": lambda w, s, p, g: ["bias", f"w={w}", f"s0={s}", f"p={p}", f"p,s={p},{s}", f"g={g}"],
    "-1": lambda w, g: [f"w-1={w}", f"g-1={g}"],
    "+1": lambda w, g: [f"w+1={w}", f"g+1={g}"],
    "-1,0": lambda v, w, f, g: [f"w-1,0={v} {w}", f"g-1,0={f} {g}"],
    "0,1": lambda v, w: [f"w0,1={v} {w}"],
    "s": lambda r, s, t: [f"s={r},{s},{t}"],
    "r": lambda q, r, t, s: [f"r={r}", f"r-1={q}", f"r+1={t}", f"r,s={r},{s}"],
    "k": _of_tables("k"),
    "k-1": _of_tables("k-1"),
    "k+1": _of_tables("k+1"),
    "run": lambda u, b, a, n, i, p: [f"b={b}", f"b2={u} {b}", f"a={a}", f"n={n}", f"n,i={n},{i}", f"b,p={b},{p}"],
    "around": lambda b, a, c: [f"bg={b}", f"ag={a}", f"c={c}"],
}


def _padded(values: Sequence[str]) -> list[str]:
    """The values of a clause with room on both sides for what stands outside."""
    return [_EDGE] * _PAD + list(values) + [_EDGE] * _PAD


def _word(unit: Syllable) -> str:
    return "0" if unit.text.isdecimal() else unit.key


@lru_cache(maxsize=1 << 16)
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


def _known(clause: Clause, places: Sequence[tuple[int, int]]) -> list[tuple[str, ...]]:
    """For each unit of the stretches and beside them, padded, the tables whose entries begin at it or reach over it."""
    found: list[list[str]] = [[] for _ in range(len(clause) + 2 * _PAD)]
    beginnings = _beginnings()
    for first, last in places:
        covered = dict.fromkeys(_TABLES, 0)
        for i in range(max(0, first - 1), min(last + 1, len(clause))):
            for name in beginnings.get(clause.units[i].key, ()):
                match = clause.match(name, i) if i >= covered[name] else None
                if match:
                    covered[name] = match[0]
                    found[i + _PAD].append(f"B-{name}:{match[1].kind}")
                    for inside in range(i + 1, match[0]):
                        found[inside + _PAD].append(f"I-{name}:{match[1].kind}")
    return [tuple(flags) for flags in found]


@cache
def _beginnings() -> dict[str, tuple[str, ...]]:
    """For each syllable with which an entry begins, the tables that hold one."""
    found: dict[str, tuple[str, ...]] = {}
    for name in _TABLES:
        for key in phrases(name).beginnings:
            found[key] = (*found.get(key, ()), name)
    return found


def _ruled(clause: Clause, hits: Sequence[Hit]) -> list[str]:
    """For each unit the label that the rules give it, and by which rule."""
    found = [OUTSIDE] * len(clause)
    for hit in hits:
        found[hit.start : hit.end] = [f"I-{hit.type}:{hit.rule}"] * (hit.end - hit.start)
        found[hit.start] = f"B-{hit.type}:{hit.rule}"
    return found


def _runs(clause: Clause) -> list[tuple[int, int]]:
    """For each unit with a capital, where the run of capitals around it begins and ends."""
    found: list[tuple[int, int]] = [(0, 0)] * len(clause)
    start = 0
    while start < len(clause):
        end = start
        while end < len(clause) and clause.capitals[end]:
            end += 1
        found[start:end] = [(start, end)] * (end - start)
        start = end + 1
    return found


def _case(unit: Syllable) -> str:
    """How often the word has a capital inside the sentences of unlabelled text; "?" where it is rare."""
    return seen_words().get(unit.text.lower(), ("?", ""))[0]


def _seen(clause: Clause) -> tuple[list[str], list[str]]:
    """For each unit, the type and the class of the name of unlabelled text that begins at it or reaches over it."""
    kinds, groups = [OUTSIDE] * len(clause), [""] * len(clause)
    i = 0
    while i < len(clause):
        end, kind, group = _seen_at(clause, i) if clause.capitals[i] else (i + 1, "", "")
        if kind:
            kinds[i:end] = [f"I-{kind}"] * (end - i)
            kinds[i] = f"B-{kind}"
            groups[i:end] = [f"{group}-{min(end - i, 3)}"] * (end - i)
        elif not clause.capitals[i]:
            groups[i] = seen_words().get(clause.units[i].text.lower(), ("", ""))[1]
        i = end
    return kinds, groups


def _seen_at(clause: Clause, at: int) -> tuple[int, str, str]:
    names, firsts = seen_names()
    if clause.units[at].text in firsts:
        for end in range(min(at + _LONGEST_SEEN, len(clause)), at, -1):
            known = names.get(" ".join(unit.text for unit in clause.units[at:end]))
            if known:
                return end, *known
    return at + 1, "", ""


@cache
def seen_names() -> tuple[dict[str, tuple[str, str]], frozenset[str]]:
    """Names of unlabelled text with the type that the words before them tell and their class; their first words."""
    names = {}
    for line in _lines("seen_names.tsv"):
        name, kind, group = line.split("\t")
        names[name] = (kind or "?", group)
    return names, frozenset(name.split(" ", 1)[0] for name in names)


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
