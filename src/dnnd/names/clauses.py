"""A sentence as the rules for names look at it: its units, their capitals, and what the tables know of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, cached_property, lru_cache
from itertools import compress
from typing import NamedTuple

from dnnd.lexicon import Entry, Found, Index, forms_of, keys, table
from dnnd.segment import Document
from dnnd.spans import Span
from dnnd.syllables import Syllable, syllables

DASHES = frozenset("-–—‑")
OPENING_QUOTES = {"“": "”", '"': '"', "'": "'", "‘": "’", "«": "»"}
# A line is a headline in capitals where nine of ten of its words are, and it has at least four.
_SHOUTING_SHARE = 0.9
_SHOUTING_WORDS = 4


class Hit(NamedTuple):
    """A name that a rule found: units [start, end) of a clause, its type, and the rule.

    `sure` is the model's probability of a name that it found itself, None for a rule's.
    """

    start: int
    end: int
    type: str
    rule: str
    sure: float | None = None


# So far behind a sentence, and before it, the rules may look; nothing stands there.
_PAD = 8
_FALSE, _EMPTY = (False,) * _PAD, ("",) * _PAD


class Clause:
    """The units of one sentence, `size` in all. Positions are indexes into `units`.

    `texts`, `keys`, `capitals` and `known` hold for each unit how it is written, its look-up key, whether it is a word
    with a capital, and what the tables have there. They go on behind the last unit with what stands for nothing, and so
    does a position a little before the first.
    """

    def __init__(self, units: Sequence[Syllable], last_of_line: bool = False) -> None:
        self.units, self.last_of_line, self.size = units, last_of_line, len(units)
        _, _, texts, keys_here, self._words, capitals = zip(*units, strict=True)
        self.texts: Sequence[str] = texts + _EMPTY
        self.keys: Sequence[str] = keys_here + _EMPTY
        self.capitals: Sequence[bool] = capitals + _FALSE
        self.known: Sequence[Known] = tables().all(keys_here) + [tables().nothing] * _PAD
        self.places: dict[int, tuple[int, Entry] | None] = {}  # what `places.known_place` has found

    def key(self, at: int) -> str:
        """The look-up key of a unit, "" outside the sentence."""
        try:
            return self.keys[at]
        except IndexError:
            return ""

    def is_capital(self, at: int) -> bool:
        """Whether a unit is a word with a capital; False outside the sentence."""
        try:
            return self.capitals[at]
        except IndexError:
            return False

    def is_title_case(self, at: int) -> bool:
        """Whether a unit is a capital and small letters, or a number: no initial and no abbreviation."""
        text = self.texts[at] if at < self.size else ""
        return text.isdecimal() or (text[:1].isupper() and text[1:].islower())

    def is_joined(self, at: int) -> bool:
        """Whether no space stands before a unit."""
        return 0 < at < self.size and self.units[at][0] == self.units[at - 1][1]

    def is_dash(self, at: int) -> bool:
        """Whether a unit is a hyphen or dash."""
        return at < self.size and self.texts[at] in DASHES

    def text(self, start: int, end: int) -> str:
        """The units [start, end) with one space between, for comparing."""
        return " ".join([unit.text for unit in self.units[start:end]])

    @cached_property
    def written(self) -> frozenset[str]:
        """How the units are written, each once: for "is there any …?"."""
        return frozenset(self.texts)

    @cached_property
    def is_shouting(self) -> bool:
        """Whether the sentence is written in capitals throughout, so that they say nothing."""
        fewest: float = max(_SHOUTING_WORDS, _SHOUTING_SHARE * sum(self._words))
        if sum(self.capitals) < fewest:  # most sentences
            return False
        capitals: int = sum(map(str.isupper, compress(self.texts, self._words)))
        return capitals >= fewest

    @cached_property
    def has_firm(self) -> bool:
        """Whether a last word of a foreign company's name is in the sentence."""
        return not keys("name_parts", "firm").isdisjoint(self.keys)

    def match(self, name: str, at: int) -> tuple[int, Entry] | None:
        """The end of the longest entry of a table that begins here, and the entry; None where there is none."""
        try:
            found = self.known[at].get(name)
        except IndexError:
            return None
        return (at + found[0], found[1]) if found is not None else None

    def is_written_so(self, name: str, start: int, end: int) -> bool:
        """Whether a table holds the stretch with the same capitals, all of them where the text has more.

        "Hoà Bình" is a province, "hòa bình" peace; a table's small letter allows either case, its capital asks for one.
        """
        written = self.capitals[start:end]
        cases = _capitals(name, " ".join(self.keys[start:end]))
        return any(all(map(written.__getitem__, case)) for case in cases)

    def is_exactly(self, name: str, start: int, end: int) -> bool:
        """Whether a table holds the stretch letter for letter: for abbreviations, which are all capitals."""
        return "".join(unit.text for unit in self.units[start:end]) in _spellings(name)

    def begins_speech(self, at: int) -> bool:
        """Whether a unit begins the sentence or what is quoted in it, so that its capital says nothing."""
        return at == 0 or not self.units[at - 1].is_word

    def begins_clause(self, at: int) -> bool:
        """The same, but for a unit behind a comma: "ở Manchester, Anh" is no address."""
        return self.begins_speech(at) and self.key(at - 1) != ","

    def day_end(self, at: int) -> int | None:
        """The end of a day and month that begin here, as places are named after them: "Quảng trường [19/8]"."""
        parts = self.units[at : at + 3]
        if len(parts) < 3 or parts[1].text not in "/-" or not (self.is_joined(at + 1) and self.is_joined(at + 2)):
            return None
        return at + 3 if all(part.text.isdecimal() and len(part.text) < 3 for part in parts[::2]) else None

    def is_half_word(self, at: int) -> bool:
        """Whether a capital begins a common word that goes on in small letters: "Trung tâm [Ung] bướu".

        A function word after it says that the name is complete: "huyện [Lắk] đã …".
        """
        after = at + 1
        if after >= len(self.units) or self.capitals[after] or not self.units[after].is_word or self.is_joined(after):
            return False
        return self.key(after) not in keys("function_words")

    def is_second_half(self, at: int) -> bool:
        """Whether a unit noun or head is the second half of another word: "yêu cầu", "cán bộ", "lên đường"."""
        for name in ("compounds", "place_units"):
            before = self.match(name, at - 1)
            if before and before[0] > at:
                return True
        return False

    def stops(self, at: int) -> bool:
        """Whether no name goes on at this unit: a title, a kind of event or document, or a function word begins."""
        try:
            return self.known[at].stops
        except IndexError:
            return False


class Known(Found):
    """What the tables hold at a unit, and what follows from that alone.

    `begins`: a rule may begin here, be it in small letters; `noun`: the size of a unit noun with which one may if a
    name or number follows. `leads`: what leads to a name may begin here; `is_thing`: a name that the tables tell may.
    `is_body`, `is_place`: the tables of these have it. `stops`: see `Clause.stops`.
    `labels` is evidence for the model: a table, the size of its entry, and the labels of its first and other units.
    """

    __slots__ = ("begins", "is_body", "is_place", "is_thing", "labels", "leads", "noun", "stops")

    def complete(self, shorter: Found, first: str) -> None:
        super().complete(shorter, first)
        size, unit = self.get("place_units", (0, None))
        self.noun = size if unit and unit.kind in UNITS else 0
        self.leads = not _LEADING.isdisjoint(self) or (unit is not None and unit.kind == "road")
        self.is_body = not _BODIES.isdisjoint(self)
        self.is_place = not _PLACES.isdisjoint(self)
        self.begins = not _BEGINNING.isdisjoint(self) or (unit is not None and first in AREAS)
        self.is_thing = self.begins or self.is_place or self.noun > 0
        self.labels = tuple(
            (name, size, (f"B-{name}:{entry.kind}",), (f"I-{name}:{entry.kind}",))
            for name, (size, entry) in sorted(self.items())
            if name not in _NO_EVIDENCE
        )
        longer = (self.get(name) for name in _STOPS)
        self.stops = first in keys("non_names", "function") or any(
            found and found[0] > 1 and found[1].kind in kinds
            for found, kinds in zip(longer, _STOPS.values(), strict=True)
        )


# Unit nouns with which the name of a place may begin, and those of an area with a division in its name.
UNITS = frozenset({"counted", "admin", "state", "water", "land", "line", "road", "building", "capitalised"})
AREAS = frozenset({"khu", "kcn"})
_LEADING = frozenset({"credits", "field_owners", "honorifics"})
_BODIES = frozenset({"bodies", "body_heads"})
_BEGINNING = _LEADING | _BODIES | {"appellations", "places"}
_PLACES = frozenset({"divisions", "places", "territories"})
_NO_EVIDENCE = frozenset({"compounds", "document_kinds", "field_owners", "speech_verbs"})
_STOPS = {"honorifics": frozenset({"title", "rank"}), "non_names": frozenset({"event", "document", "time", "word"})}


# The tables that the rules for names ask.
_TABLES = (
    "appellations", "bodies", "body_fields", "body_heads", "compounds", "credits", "divisions", "document_kinds",
    "family_names", "field_owners", "honorifics", "name_parts", "non_names", "papers", "place_units", "places",
    "speech_verbs", "territories",
)  # fmt: skip


@cache
def tables() -> Index[Known]:
    """All tables that the rules for names ask."""
    return Index(_TABLES, Known)


@lru_cache(maxsize=1 << 14)
def _capitals(name: str, key: str) -> list[list[int]]:
    """Which units of each form of a table with this key have a capital."""
    return [[i for i, unit in enumerate(syllables(form)) if unit.is_capitalised] for form in forms_of(name, key)]


@cache
def _spellings(name: str) -> frozenset[str]:
    return frozenset("".join(form.split()) for entry in table(name) for form in entry.forms)


def clauses(doc: Document) -> list[tuple[Span, Clause]]:
    """The sentences of a document with their units, in order."""
    found = []
    for sentence, units in zip(doc.sentences, doc.sentence_units, strict=True):
        after = doc.text[sentence.end : sentence.end + 40].lstrip(" ")
        found.append((sentence, Clause(units, not after or after[0] == "\n")))
    return found


Rule = Callable[[Clause, int], Hit | None]
