"""How far the name of an event, a document or an award goes on in its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dnnd.lexicon import phrases
from dnnd.segment import Document
from dnnd.syllables import Syllable

# Names of events and treaties run to this many units.
LONGEST = 40
# Small words before the bracket that explains a name's abbreviation.
_LONGEST_TAIL = 12
# Words that wait for another.
_NEVER_LAST = frozenset({"và", "của", "về", "với", "các", "giữa"})


class Sentence:
    """The units and the text of one sentence, asked by rules that look for the end of a name."""

    def __init__(self, doc: Document, start: int, end: int) -> None:
        self.text = doc.text
        self.end = end
        self.units = doc.units(start, end)

    def match(self, pattern: re.Pattern[str], at: int) -> re.Match[str] | None:
        """A pattern at an offset, within the sentence."""
        return pattern.match(self.text, at, self.end)

    def starts_with(self, i: int, *kinds: str) -> bool:
        """Whether a phrase of these kinds begins with unit i."""
        hit = phrases("event_contexts").match(self.units, i) if i < len(self.units) else None
        return hit is not None and hit[1].kind in kinds

    def run(self, i: int, lower: int) -> tuple[int, bool]:
        """How far the name of an event or treaty goes on from unit i: the unit behind it, and whether it has a capital.

        Stops at signs and at the words of `event_contexts.tsv`, and where more than `lower` lower-case syllables follow
        each other.
        """
        first, names, low, proper_to = i, False, 0, i
        while i < len(self.units) and i - first < LONGEST:
            unit = self.units[i]
            if self._is_link(i):
                i += 1
                continue
            if not (unit.is_word or unit.text.isdigit()) or self._stops(i):
                break
            proper = unit.is_capitalised or unit.text.isdigit()
            if unit.is_capitalised and i > first and self.units[i - 1].text.isdigit():
                break  # behind a year or an ordinal another sentence begins, as in captions
            if low >= lower and not proper:
                # so many small words are a clause, not a name
                i = self._up_to_abbreviation(i) or self._word_end(proper_to)
                break
            names = names or proper
            size = self._fixed(i)
            low = 0 if proper else low + size
            i += size
            proper_to = i if proper else proper_to
        while i > first and (not self.units[i - 1].text.isalnum() or self.units[i - 1].key in _NEVER_LAST):
            i -= 1
        return i, names

    def _up_to_abbreviation(self, i: int) -> int | None:
        """At the bracket with a name's abbreviation, if small words of a name lead there: "hàng đầu thế giới (G20)"."""
        last = i
        while (
            last < len(self.units) and last - i < _LONGEST_TAIL and self.units[last].is_word and not self._stops(last)
        ):
            last += self._fixed(last)
        taught = [unit.text for unit in self.units[last : last + 2]]
        return last if taught[:1] == ["("] and taught[1:] and taught[1].isupper() else None

    def _word_end(self, i: int) -> int:
        """Behind the second syllable of a word whose first has the capital: "Sáng tạo", but "APEC" and "2017" alone."""
        before = self.units[i - 1]
        whole = before.is_all_caps or not before.is_word or i >= len(self.units) or self._stops(i)
        return i if whole else i + 1

    def _stops(self, i: int) -> bool:
        """A small word that no name holds, or "và" before another event or document."""
        if self.units[i].is_capitalised:
            return self.starts_with(i, "person")
        if self.starts_with(i, "stop", "person"):
            return True
        if i + 1 == len(self.units):
            return False
        if self.units[i].key == "và" and self.units[i + 1].text.isdigit():  # "… và 4 tháng sau"
            return True
        if not self.units[i + 1].is_capitalised:
            return False
        if self.units[i].key == "của":  # "Hội nghị … của Thủ tướng"
            return phrases("titles").match(self.units, i + 1) is not None
        return self.units[i].key == "và" and _begins_titled(self.units, i + 1)

    def _fixed(self, i: int) -> int:
        """The syllables of a fixed phrase that holds a stop word ("tự do"), else one."""
        hit = phrases("event_contexts").match(self.units, i)
        return hit[0] if hit and hit[1].kind == "word" else 1

    def _is_link(self, i: int) -> bool:
        """A dash between words, or a comma before the second half of a coordination: "sơ kết …, triển khai …"."""
        if i + 1 >= len(self.units):
            return False
        if self.units[i].text == "/":  # inside a number: "05-CT/TW"
            return i > 0 and self.units[i - 1].is_all_caps and self.units[i + 1].is_all_caps
        if self.units[i].text in "-–":
            return self.units[i + 1].text.isalnum() and not _begins_titled(self.units, i + 1)
        return self.units[i].text == "," and self.starts_with(i + 1, "goes_on", "describing")


def _begins_titled(units: Sequence[Syllable], i: int) -> bool:
    return any(phrases(table).match(units, i) for table in ("document_kinds", "event_kinds"))
