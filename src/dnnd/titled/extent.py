"""How far the name of an event, a document or an award goes on in its sentence."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from functools import cached_property

from dnnd.lexicon import phrases
from dnnd.segment import Document
from dnnd.spans import Span
from dnnd.syllables import Syllable, is_vietnamese

# A name in quotation marks, behind its kind.
QUOTED = re.compile(r" *[“\"'‘«](?P<name>[^“”\"«»\n]{3,160}?(?<![.!?…]))[”\"'’»]")
# Names of events and treaties run to this many units.
LONGEST = 40
# Small words before the bracket that explains a name's abbreviation.
_LONGEST_TAIL = 12
# Units between a comma inside a name and the year or count that shows that the name goes on.
_LONGEST_MEMBER = 12
_LONGEST_FIELD = 6
# Words that wait for another.
_NEVER_LAST = frozenset({"và", "của", "về", "với", "các", "giữa"})
# Words that may go on behind the edition of a name: "lần thứ 26 của APPF".
_BEHIND_EDITION = frozenset({"của", "giữa", "về", "và", "tháng", "năm", "lần", "ngày"})
# Units of place that may have a dot: "Đảng bộ TP. Vinh".
_SHORT_UNITS = frozenset({"tp", "tx", "tt"})
# A sentence with so many letters is a headline in capitals where nearly all are large.
_HEADLINE = 12


class Sentence:
    """The units and the text of one sentence, asked by rules that look for the end of a name."""

    def __init__(self, doc: Document, sentence: Span, units: Sequence[Syllable]) -> None:
        self.text = doc.text
        self.start = sentence.start
        self.end = sentence.end
        self.units = units

    @cached_property
    def is_shouting(self) -> bool:
        """A headline in capitals, whose capitals tell nothing."""
        letters = [c for c in self.text[self.start : self.end] if c.isalpha()]
        return len(letters) > _HEADLINE and sum(map(str.isupper, letters)) > 0.9 * len(letters)

    def is_capital(self, i: int) -> bool:
        """Whether unit i begins with a capital that tells something."""
        return i < len(self.units) and self.units[i].is_capitalised and not self.is_shouting

    def is_foreign(self, i: int) -> bool:
        """A name that no Vietnamese word is: "Đại hội Tours", "Đại hội đồng AIPA"."""
        unit = self.units[i]
        return unit.is_all_caps or (unit.is_capitalised and not is_vietnamese(unit.text))

    def is_national(self, i: int) -> bool:
        """Whether "quốc gia" ends before unit i."""
        return i > 1 and [unit.key for unit in self.units[i - 2 : i]] == ["quốc", "gia"]

    def unit_from(self, offset: int) -> int:
        """The first unit that begins at this offset or behind it."""
        return bisect.bisect_left(self.units, offset, key=lambda unit: unit.start)

    def match(self, pattern: re.Pattern[str], at: int) -> re.Match[str] | None:
        """A pattern at an offset, within the sentence."""
        return pattern.match(self.text, at, self.end)

    def starts_with(self, i: int, *kinds: str) -> bool:
        """Whether a phrase of these kinds begins with unit i."""
        hit = phrases("event_contexts").match(self.units, i) if i < len(self.units) else None
        return hit is not None and hit[1].kind in kinds

    def body(self, i: int) -> int:
        """The unit behind the body whose name begins with unit i in capitals; i where none does."""
        first = i
        while i < len(self.units):
            hit = phrases("bodies", "body_heads", "body_fields").match(self.units, i)
            if self.is_capital(i):
                i += hit[0] if hit else 1
                i += self.units[i - 1].key in _SHORT_UNITS and self._is_inner_dot(i)
            elif i > first and self.units[i].text in "-–" and self.is_capital(i + 1):
                i += 1
            elif i > first and hit and len(hit[1].name) > 2 and hit[0] > 1 and not self.starts_with(i, "stop"):
                i += hit[0]
            elif i > first and self.starts_with(i, "division") and not self.starts_with(i - 1, "division"):
                i += self.fixed(i)
            else:
                break
        return i

    def capitals(self, i: int) -> int:
        """The unit behind the words in capitals that begin with unit i, with dashes between them."""
        first = i
        while self.is_capital(i) or (i > first and i < len(self.units) and self._is_inner_dash(i)):
            i += 1
        return i

    def _is_inner_dot(self, i: int) -> bool:
        return i < len(self.units) and self.units[i].text == "." and self.is_capital(i + 1)

    def _is_inner_dash(self, i: int) -> bool:
        return self.units[i].text in "-–" and self.is_capital(i + 1)

    def run(self, i: int, lower: int) -> tuple[int, bool]:
        """How far the name of an event or treaty goes on from unit i: the unit behind it, and whether it has a capital.

        Stops at signs and at the words of `event_contexts.tsv`, and where more than `lower` lower-case syllables follow
        each other.
        """
        first, names, low, proper_to = i, False, 0, i
        while i < len(self.units) and i - first < LONGEST:
            unit = self.units[i]
            if self._is_link(i) or self._is_inner_comma(first, i, lower):
                i += 1
                continue
            if not (unit.is_word or unit.text.isdigit()) or self._stops(i) or self._is_behind_edition(first, i, lower):
                i += lower == LONGEST and i > first and self._counts_months(i)
                break
            proper = self.is_capital(i) or unit.text.isdigit()
            if low >= lower and not proper:
                # so many small words are a clause, not a name
                i = self._up_to_abbreviation(i) or self.word_end(proper_to)
                break
            names = names or proper
            size = self.fixed(i)
            low = 0 if proper else low + size
            i += size
            proper_to = i if proper else proper_to
        while i > first and (not self.units[i - 1].text.isalnum() or self.units[i - 1].key in _NEVER_LAST):
            i -= 1
        return i, names

    def _is_behind_edition(self, first: int, i: int, lower: int) -> bool:
        """Behind a year or an ordinal another sentence begins, as in captions; a short name ends with its year."""
        if i == first or not self.units[i - 1].text.isdigit():
            return False
        if self.is_capital(i):
            return True
        if lower == LONGEST:  # "Hội nghị tổng kết … năm 2019 của Sở …"
            return len(self.units[i - 1].text) == 4 and self.units[i].key == "của"
        if not self.units[i].is_word or self.units[i].key in _BEHIND_EDITION:
            return False
        return phrases("places").match(self.units, i) is None  # "U23 châu Á"

    def _is_inner_comma(self, first: int, i: int, lower: int) -> bool:
        """A comma between tasks or fields, with the year or a name of the whole behind the last."""
        if self.units[i].text != "," or i == first or any(unit.text.isdigit() for unit in self.units[first:i]):
            return False
        return (lower == LONGEST and self._leads_to_year(i)) or self._leads_to_name(i)

    def _leads_to_name(self, i: int) -> bool:
        """As in "Hợp tác kinh tế, thương mại Việt Nam - Trung Quốc"."""
        if not self.units[i - 1].text.islower():
            return False
        for j in range(i + 1, min(i + _LONGEST_FIELD, len(self.units))):
            if self.is_capital(j):
                return j > i + 1 and phrases("places").match(self.units, j) is not None
            if not self.units[j].is_word or self._stops(j) or phrases("titles").match(self.units, j):
                return False
        return False

    def _leads_to_year(self, i: int) -> bool:
        """As in "công tác kiểm tra, giám sát 6 tháng đầu năm 2022"."""
        for j in range(i + 1, min(i + _LONGEST_MEMBER, len(self.units) - 1)):
            unit, after = self.units[j], self.units[j + 1]
            if after.text.isdigit() and (unit.key == "năm" or self._is_counted(j + 1)):
                return True
            if not (unit.is_word or unit.text == ",") or self._stops(j):
                return False
            if self.is_capital(j) and (j == i + 1 or unit.key != "đảng"):
                return False
        return False

    def _counts_months(self, i: int) -> bool:
        """Whether unit i is the word behind a count: "công tác 6 tháng", but not "31 tháng 12"."""
        dated = i + 1 < len(self.units) and self.units[i + 1].text.isdigit()
        return self.units[i].key == "tháng" and self.units[i - 1].text.isdigit() and not dated

    def _is_counted(self, i: int) -> bool:
        return i + 1 < len(self.units) and self.units[i + 1].key in ("tháng", "năm")

    def _up_to_abbreviation(self, i: int) -> int | None:
        """At the bracket with a name's abbreviation, if small words of a name lead there: "hàng đầu thế giới (G20)"."""
        last = i
        while (
            last < len(self.units) and last - i < _LONGEST_TAIL and self.units[last].is_word and not self._stops(last)
        ):
            last += self.fixed(last)
        taught = [unit.text for unit in self.units[last : last + 2]]
        return last if taught[:1] == ["("] and taught[1:] and taught[1].isupper() else None

    def word_end(self, i: int) -> int:
        """Behind the second syllable of a word whose first has the capital: "Sáng tạo", but "APEC" and "2017" alone."""
        before = self.units[i - 1]
        whole = before.is_all_caps or not before.is_word or i >= len(self.units) or self._stops(i)
        return i if whole or not self.units[i].is_word else i + 1

    def ends_at(self, i: int) -> bool:
        """Whether a sign or a word that no name holds stands at unit i."""
        return i >= len(self.units) or not self.units[i].text.isalpha() or self._stops(i)

    def _stops(self, i: int) -> bool:
        """A small word that no name holds, or "và" before another event or document."""
        if self.is_capital(i):
            return self.is_capital(i + 1) and self.starts_with(i, "person")  # "Ông Lê", but "Việt Nam - Anh"
        if self.starts_with(i, "stop", "person"):
            return True
        if i + 1 == len(self.units):
            return False
        if self.units[i].key == "và" and self.units[i + 1].text.isdigit():  # "… và 4 tháng sau"
            return True
        if not self.is_capital(i + 1):
            return False
        if self.units[i].key == "của":  # "Hội nghị … của Thủ tướng"
            return phrases("titles").match(self.units, i + 1) is not None
        return self.units[i].key == "và" and _begins_titled(self.units, i + 1)

    def fixed(self, i: int) -> int:
        """The syllables of a fixed phrase that holds a stop word ("tự do"), else one."""
        hit = phrases("event_contexts").match(self.units, i)
        return hit[0] if hit and hit[1].kind in ("word", "modifier", "division", "describing") else 1

    def _is_link(self, i: int) -> bool:
        """A dash between words, or a comma before the second half of a coordination: "sơ kết …, triển khai …"."""
        if i + 1 >= len(self.units):
            return False
        if self.units[i].text == "/":  # inside a number: "05-CT/TW", "49/2017/NĐ-CP"
            before, after = self.units[i - 1], self.units[i + 1]
            joined = i > 0 and before.end == self.units[i].start and self.units[i].end == after.start
            return joined and (before.is_all_caps or before.text.isdigit())
        if self.units[i].text in "-–":
            return self.units[i + 1].text.isalnum() and not _begins_titled(self.units, i + 1)
        return self.units[i].text == "," and self.starts_with(i + 1, "goes_on", "describing")


def _begins_titled(units: Sequence[Syllable], i: int) -> bool:
    hits = (phrases(table).match(units, i) for table in ("document_kinds", "event_kinds", "awards"))
    return any(hit and hit[1].kind != "strategy" for hit in hits)  # "Đối thoại Ngoại giao và Chiến lược"
