"""Finds titles (offices, ranks) and how far each reaches: "Phó Trưởng [ORG Ban Đối ngoại Trung ương]" is one title.

A title is a head from `lexicons/titles.tsv` with what belongs to it: before it "nguyên", "Phó", "Quyền", behind it
"thường trực" or "danh dự", then the body or place of the office. Where that ends is told by the names found in the
text; where a name was missed, by capitals.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dnnd.lexicon import Entry, keys, phrases
from dnnd.roles.units import Places, Units
from dnnd.segment import Document
from dnnd.spans import Mention, Span
from dnnd.syllables import phrase_key, syllables

_PREFIXES = frozenset({"former", "deputy", "acting"})
_NO_HEADS = _PREFIXES | {"modifier", "past", "ranking", "not_title", "default_body"}
# Kinds of words that no name of a body holds.
_ENDING = ("run_stop", "of_service", "plural", "term", "joiner", "office", "choose", "link", "career", "man", "woman")
_DASHES = frozenset("-–—")
_RANKS = {"part": 1, "middle": 2, "upper": 3, "whole": 4, "union": 5}
# Bodies run to this many syllables; what goes on for longer without a person behind it is no title.
_LONGEST_RUN = 24
# Words that tell no office from another: "Đại sứ tại Lào" is "Đại sứ Lào".
_EMPTY = frozenset({"tại", "ở", "của", "và", "kiêm", "-", "–", ",", "&"})
# Lower-case syllables in a row inside the name of a body: "Phát triển nông thôn", "Nghiên cứu và phát triển".
_LONGEST_LOWER = 4
# The words behind "về" that tell what an envoy or adviser is in charge of.
_LONGEST_TASK = 8


@dataclass(frozen=True)
class Title(Span):
    """One title in a text. `name` and `kind` are those of its head in the table.

    `office` holds the keys of what stands around the head, by which two titles are compared; `has_place` is true where
    a country or place is part of it, `is_unique` where a country has one holder of the head at a time ("Thủ tướng"),
    `is_capitalised` where it is written with a capital ("nguyên" does not count).
    """

    name: str
    kind: str
    office: frozenset[str]
    has_place: bool
    is_former: bool
    is_deputy: bool
    is_unique: bool
    is_capitalised: bool


def find_titles(doc: Document, names: Sequence[Mention]) -> list[list[Title]]:
    """The titles of each sentence, in order; `names` are the PER, ORG and LOC mentions of the same document.

    Every title is reported, whether somebody in the text holds it or not.
    """
    places = Places(doc, names)
    starts = map(phrases("titles").starts, doc.sentence_keys)
    return [list(_Titles(units, places).all(at)) for units, at in zip(doc.sentence_units, starts, strict=True)]


class _Titles(Units):
    """The titles in the units of one sentence."""

    def all(self, starts: Sequence[int]) -> Iterator[Title]:
        """`starts` are the units with which a title may begin."""
        behind = 0
        for i in starts:
            hit = self._match(i) if i >= behind else None
            if hit is None or self.units[i].start in self.places.inside or self._is_broken(i, hit[0]):
                continue
            if (found := self._title(i)) is None:
                behind = i + hit[0] if hit[1].kind == "not_title" else i + 1
            else:
                behind, title = found
                yield title

    def _title(self, start: int, nested: bool = False) -> tuple[int, Title] | None:
        """The title that begins with unit `start`, and the number of the first unit behind it."""
        i, prefixes = self._prefixes(start)
        hit = self._match(i)
        if hit is None or hit[1].kind in _NO_HEADS or self._is_named(i, i + hit[0]):
            return None
        head = hit[1]
        body = i + hit[0]
        end = self._reach(body, head, i, nested)
        if head.more["extent"] == "body_required" and end == body:
            return None
        return end, self._made(start, i, end, head, prefixes)

    def _made(self, start: int, head_at: int, end: int, head: Entry, prefixes: frozenset[str]) -> Title:
        first, last = self.units[start], self.units[end - 1]
        said = (u for u in self.units[start : head_at + 1] if u.key not in keys("titles", "former"))
        capital = next(said, self.units[head_at])
        office = self._office(head_at, end) - _default_syllables() - _EMPTY
        office -= frozenset(phrase_key(head.name).split())
        if head.more["extent"] == "named" and (hit := self._match(head_at)):  # "Nhà vua" and "Quốc vương" are one
            office -= frozenset(unit.key for unit in self.units[head_at : head_at + hit[0]])
        places = any((name := self._name(k)) and name.type == "LOC" for k in range(head_at, end))
        return Title(
            first.start,
            last.end,
            self.places.text[first.start : last.end],
            head.name,
            head.kind,
            office,
            places,
            "former" in prefixes or any((h := self._match(k)) and h[1].kind == "past" for k in range(head_at + 1, end)),
            "deputy" in prefixes,
            head.more["extent"] == "named",
            capital.is_capitalised,
        )

    def _office(self, i: int, end: int) -> frozenset[str]:
        """The keys of units i to end; a name gives those of its canonical form."""
        found: set[str] = set()
        while i < end:
            name = self._name(i)
            found.update(phrase_key(name.entity if name else self.units[i].text).split())
            i = self._after(i, name.end) if name else i + 1
        return frozenset(found)

    def _is_named(self, i: int, end: int) -> bool:
        """Whether a body or person begins here that is more than the first syllables of a title: "Tỉnh ủy viên"."""
        name = self._name(i, "ORG") or self._name(i, "PER")
        return name is not None and not (name.end < self.units[end - 1].end and self.units[end - 1].key == "viên")

    def _prefixes(self, i: int) -> tuple[int, frozenset[str]]:
        """The first unit behind "nguyên", "Phó", "Quyền", and the kinds of those that stand there."""
        found: set[str] = set()
        while len(found) < 3 and (hit := self._match(i)) and hit[1].kind in _PREFIXES - found:
            found.add(hit[1].kind)
            i += hit[0]
        return i, frozenset(found)

    # --- how far a title reaches: each returns the number of the first unit behind ------------------------------

    def _reach(self, i: int, head: Entry, head_at: int, nested: bool) -> int:
        extent = head.more["extent"]
        if extent == "alone":
            return i
        i = self._modifiers(i) if extent == "of_title" else i
        if extent == "of_title" and not nested and (found := self._title(i + self._is(i, "của"), nested=True)):
            return i if self._is_called_short(found[0]) else found[0]
        overlap = next((name for k in range(head_at + 1, i) if (name := self._name(k))), None)
        i = self._modifiers(self._after(i, overlap.end) if overlap else i)
        if overlap:
            i = self._up_to_person(head_at, self._names(i)) or self._names(i)
        elif extent == "named":
            i = self._country(i)
        else:
            shares = not nested and not head.name.endswith("viên")  # "Thanh tra viên - Cục trưởng …" are two
            i = (shares and self._joined(i)) or self._run(i)
        i = self._parent(self._of(self._ranking(i)))
        return self._about(self._posted(i) if extent in ("post", "of_title") else i)

    def _ranking(self, i: int) -> int:
        """Behind a rank that a body follows: "chủ tịch đầu tiên của [ORG …]", "bộ trưởng đầu tiên trong [ORG …]"."""
        hit = self._match(i)
        behind = i + hit[0] if hit and hit[1].kind == "ranking" else i
        if behind == i:
            return i
        owned = self._is(behind, "của") or self._is(behind, "trong")
        if owned and (self._name(behind + 1, "ORG") or self._name(behind + 1, "LOC")):
            return self._names(behind + 1)
        return self._names(behind) if self._names(behind) > behind or self._name(behind, "PER") else i

    def _about(self, first: int) -> int:
        """Behind what an envoy or director is in charge of, up to the person: "cố vấn … về an ninh [PER …]"."""
        if not self._is(first, "về"):
            return first
        i = first + 1
        while i < len(self.units) and i - first <= _LONGEST_TASK and not self._name(i, "PER"):
            behind = self._names(i)
            if behind == i and not (self.units[i].is_capitalised or self._is_small_word(i) or self._is(i, "và")):
                break
            i = max(behind, i + 1)
        told = self._name(i, "PER") or (self._is(i, ",") and self._is_honorific(i + 1))
        return i if told and i > first + 1 else first

    def _is_called_short(self, i: int) -> bool:
        """Whether a person known by now follows: "cố vấn của Tổng thống [PER Ek]" is another than [PER Jan Ek]."""
        name = self._name(i, "PER")
        return name is not None and phrase_key(name.text) != phrase_key(name.entity)

    def _country(self, first: int) -> int:
        """Behind the state of a head of state or government: "[ORG Chính phủ] Hoàng gia [LOC Campuchia]"."""
        i = last = self._names(first)
        while i < len(self.units) and i - last < _LONGEST_LOWER:
            if self._name(i, "PER"):
                return i
            behind = self._names(i)
            if behind > i:
                i = last = behind
            elif (self.units[i].is_capitalised or i > last) and self._may_go_on(i, False):
                i += 1
            else:
                break
        return last

    def _modifiers(self, i: int) -> int:
        """Behind "thường trực", "danh dự", "thứ nhất"."""
        known = _modifiers()
        while hit := next((n for n in (3, 2, 1) if i + n <= len(self.units) and self._key(i, n) in known), 0):
            if self._is(i, "phụ") and i + 2 < len(self.units) and self._is_small_word(i + 2):
                break  # "Bộ trưởng phụ trách lĩnh vực …"
            i += hit
        return i

    def _joined(self, i: int) -> int | None:
        """ "Phó Chủ tịch - Tổng Thư ký [ORG Ủy ban …]": two heads, one body, one title."""
        if i + 1 >= len(self.units) or self.units[i].text not in _DASHES:
            return None
        found = self._title(i + 1, nested=True)
        return found[0] if found and found[1].office and found[1].is_capitalised else None

    def _run(self, first: int) -> int:
        """Behind a body, whether its name was found or not; all up to a person belongs to it."""
        if self._key(first, 2) == "tổ chức" and self._name(first + 2, "ORG"):
            first += 2
        if (task := self._task(first)) is not None:
            return task
        last = self._capitals(first)
        return self._up_to_person(first, last) or self._small_office(first, last) or self._up_to_sign(first, last)

    def _task(self, first: int) -> int | None:
        """Behind the task of a committee in small letters: "Trưởng Ban chỉ đạo phòng, chống ma túy"."""
        told = self._key(first, 2) in keys("title_contexts", "task") and self._is(first - 1, "ban")
        if not told or self.units[first].is_capitalised:
            return None
        i = first + 2
        while i < len(self.units) and i - first < _LONGEST_RUN:
            inside = self._names(i)
            listed = self._is(i, ",") and self._is(i - 1, "phòng") and self._is(i + 1, "chống")
            if inside == i and not listed and not self._is_small_word(i):
                break
            i = max(inside, i + 1)
        closed = i == len(self.units) or not self.units[i].is_word or self._name(i, "PER")
        return i if closed else None

    def _small_office(self, first: int, last: int) -> int | None:
        """Behind an office in small letters that a sign, "và" or "kiêm" ends: "Trưởng ban tôn giáo", "giám đốc sở"."""
        if last > first:
            return None
        noun = self._starts_with(first, "body_noun")
        field = phrases("body_fields").match(self.units, first + noun) if first + noun < len(self.units) else None
        end = first + noun + (field[0] if field and field[1].kind == "field" else 0)
        closed = end >= len(self.units) or not self.units[end].is_word or self._starts_with(end, "joiner")
        return end if end > first and (closed or self._is(end, "và")) else None

    def _capitals(self, first: int) -> int:
        """Behind names, and words that begin with a capital with few others between: "Sở Khoa học và Công nghệ"."""
        i = last = first
        lower, named = 0, False
        while i < len(self.units) and i - first < _LONGEST_RUN and lower <= _LONGEST_LOWER:
            name = self._name(i)
            if name and name.type == "PER":
                return i
            step = self._after(i, name.end) if name else self._field(i)
            if step is None and not self._may_go_on(i, i == first):
                return last
            named = named or step is not None
            if step is None and self.units[i].is_capitalised:
                if self._ends_name(i):
                    return i
                step = i + self._whole(i)
            if named and step is None and (self._is(i, "vụ") or not self._starts_with(i, "body_noun")):
                return last  # "nguyên Bộ trưởng [ORG …] vụ án …"
            lower = 0 if step else lower + 1
            last = step or last
            i = step or i + 1
        return last

    def _whole(self, i: int) -> int:
        """The units of a body that a title stands in, "Đoàn Chủ tịch", else one."""
        hit = self._match(i)
        return hit[0] if hit and hit[1].kind == "not_title" else 1

    def _up_to_person(self, first: int, last: int) -> int | None:
        """At the person who follows behind a few small words: "Bộ trưởng phát triển kinh tế [LOC Nga] [PER …]"."""
        i = last
        while i < len(self.units) and i - last <= _LONGEST_LOWER + 1:
            name = self._name(i)
            if name and name.type == "PER":
                told = last > first or phrases("title_contexts").match(self.units, first) is not None
                return i if i == last or (told and self.units[i - 1].key != "và") else None
            if name:
                last = i = self._after(i, name.end)
            elif self._is_small_word(i) and not self._is_said(i):
                i += 1
            else:
                return None
        return None

    def _up_to_sign(self, first: int, last: int) -> int:
        """Behind the small words that end a name without capitals of its own: "Vụ trưởng Vụ báo chí,"."""
        before = self.units[last - 1]
        if last == first or not before.is_capitalised or before.is_all_caps or self._ends_name(last):
            return last
        i = last
        while i < len(self.units) and i - last < _LONGEST_LOWER + 2 and self._is_small_word(i):
            if self._is_said(i):  # "Tổng giám đốc Sao Mai chia sẻ:"
                return i
            i += 1
        closed = i == len(self.units) or not self.units[i].is_word or self._is(i, "của")
        return i if closed else min(i, last + 1)

    def _is_said(self, i: int) -> bool:
        """Whether a verb of saying of two syllables begins here that is no field: "thông tin"."""
        verb = phrases("speech_verbs").match(self.units, i)
        return verb is not None and verb[0] > 1 and phrases("body_fields").match(self.units, i) is None

    def _ends_name(self, i: int) -> bool:
        """Whether the unit before i is the last of a name."""
        return any((name := self._name(k)) and name.end == self.units[i - 1].end for k in range(max(0, i - 24), i))

    def _is_small_word(self, i: int) -> bool:
        unit = self.units[i]
        return unit.is_word and not unit.is_capitalised and self._may_go_on(i, False)

    def _may_go_on(self, i: int, is_first: bool) -> bool:
        """Whether unit i may stand inside the name of a body."""
        unit = self.units[i]
        if unit.text in _DASHES or unit.text == "&" or unit.text.isdigit():
            return not is_first
        if unit.text == "." and not is_first and i + 1 < len(self.units):  # "TP.HCM", "Q.2"
            return self.units[i - 1].end == unit.start and self.units[i + 1].start == unit.end
        hit = self._match(i)
        if not unit.is_word or (hit and hit[1].kind not in _NO_HEADS):
            return False
        if unit.is_capitalised:
            return not self._is_honorific(i)
        if self._starts_with(i, *_ENDING) or self._is_honorific(i):
            return False
        return not is_first or self._starts_with(i, "body_noun")

    def _field(self, i: int) -> int | None:
        """Behind a field of government or a well-known body that was not found as a name: "Bộ trưởng Ngoại giao"."""
        if not self.units[i].is_capitalised:
            return None
        told = phrases("title_contexts").match(self.units, i)
        work = phrases("body_fields").match(self.units, i)
        ends = [told[0]] if told and told[1].kind == "field" else []
        ends += [work[0]] if work and work[0] > 2 and work[1].kind == "field" else []
        return i + max(ends) if ends else None

    def _of(self, i: int) -> int:
        """Behind "của" and a body: "Trưởng ban Chỉ đạo … của [ORG Chính phủ]"."""
        owner = self._name(i + 1) if self._is(i, "của") else None
        if owner is None or owner.type == "PER":
            return i
        return self._names(i + 1)

    def _posted(self, i: int) -> int:
        """Behind the place of service: "Đại sứ [LOC Việt Nam] tại [LOC Lào]"."""
        if self._starts_with(i, "of_service") and (self._name(i + 1, "LOC") or self._name(i + 1, "ORG")):
            return self._names(i + 1)
        return i

    def _parent(self, i: int) -> int:
        """Behind a parent body that follows a department and a comma: "Vụ trưởng [ORG Vụ Pháp chế], [ORG Bộ Y tế]"."""
        inside = (self._name(k, "ORG") for k in range(max(0, i - _LONGEST_RUN), i))
        before = next((name for name in inside if name and name.end == self.units[i - 1].end), None)
        parent = self._name(i + 1, "ORG") if self._is(i, ",") else None
        return self._after(i, parent.end) if before and parent and 0 < _rank(before) < _rank(parent) else i


def _rank(body: Mention) -> int:
    """How great a body is by its first word, from a part of others to what has wholes; 0 where that does not tell."""
    hit = phrases("title_contexts").match(syllables(body.text), 0)
    return _RANKS.get(hit[1].more["rank"], 0) if hit else 0


@cache
def _modifiers() -> frozenset[str]:
    return keys("titles", "modifier") | keys("titles", "past")


@cache
def _default_syllables() -> frozenset[str]:
    """What an office may be called with or without: "Thủ tướng" is "Thủ tướng Chính phủ"."""
    return frozenset(syllable for form in keys("titles", "default_body") for syllable in form.split())
