"""The text as the rules of dates see it: its lookup key, what was found so far, the words around a place."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from dnnd.date_words import pattern, undone_by, word_value, words
from dnnd.dates.values import Point, day_of, point_of
from dnnd.spans import Timex

# Numbers glued to these signs are parts of something longer (1.500, 3,5 %, 22-NQ/TW, 100/2019/NĐ-CP).
_GLUED_BEFORE = re.compile(r"[\w/]|(?<=\d)[.,:-]")
_GLUED_AFTER = re.compile(r"[\d%°]|/\w|-[^\W\d]|[.,:]\d")
_LONGEST_WORDS = 3  # syllables of the longest word in the tables that are asked for here
_CLAUSE_SIZE = 160
_CLAUSE_END = re.compile(r"[\n;!?]|[.:] ")
_PLACES = 1000


@dataclass
class Page:
    """A text under search. `key` is its lookup key, of the same length; `found` grows from left to right.

    `day` is the last day that was named, `year` the last year: "cùng ngày" and "cùng kỳ năm trước" count from them.
    `open_day` is the last day named without a year, where the report date is open but for its `report_day`.
    `no_list_before` and `read` spare reading the same place twice.
    """

    text: str
    key: str
    report_date: datetime.date | None
    found: list[Timex] = field(default_factory=list)
    day: datetime.date | None = None
    year: int | None = None
    open_day: Point = field(default_factory=Point)
    report_day: Point = field(default_factory=Point)
    distant_day: tuple[datetime.date, int] | None = None
    no_list_before: int = 0
    read: dict[tuple[str, int, bool], Any] = field(default_factory=dict)

    def remembered(self, what: str, at: int, flag: bool, read: Callable[[Page, int, bool], Any]) -> Any:
        """What a reader reads at a place; read once for all the rules that ask. Old places are forgotten."""
        place = (what, at, flag)
        if place not in self.read:
            if len(self.read) > _PLACES:
                self.read.clear()
            self.read[place] = read(self, at, flag)
        return self.read[place]

    def words_before(self, at: int) -> list[str]:
        """Up to three words that end just before a place, the longest stretch first: "kể từ ngày", "từ ngày", …"""
        found: list[str] = self.remembered("words before", at, False, Page._words_before)
        return found

    def _words_before(self, at: int, _: bool) -> list[str]:
        before = self.key[max(0, at - 30) : at].rpartition("\n")[2]
        syllables = re.split(r"[^\w]+", before.rstrip(" \"'(["))[-_LONGEST_WORDS:]
        return [" ".join(syllables[index:]) for index in range(len(syllables))]

    def words_after(self, at: int) -> list[str]:
        """One and two words that begin just after a place on the same line and behind a space, if that."""
        after = _NEXT_WORDS.match(self.key, at)
        return [after[0][1:], after[1]] if after else []

    def preceded(self, at: int, kind: str) -> bool:
        """Whether a word of this kind stands just before."""
        known = words(kind)
        return any(word in known for word in self.words_before(at))

    def followed(self, at: int, kind: str) -> bool:
        """Whether a word of this kind, in lower case, stands just after, and no word that makes it another."""
        if not self.text[at : at + 6].lstrip(" ")[:1].islower():
            return False
        known, unless = words(kind), undone_by(kind)
        return any(
            word in known and unless[word].isdisjoint(self.words_after(at + 1 + len(word)))
            for word in self.words_after(at)
        )

    def is_number_start(self, at: int) -> bool:
        """Whether a number that begins here stands on its own."""
        return at == 0 or not _GLUED_BEFORE.match(self.key, at - 1)

    def is_number_end(self, at: int) -> bool:
        """Whether a number that ends here stands on its own."""
        return not _GLUED_AFTER.match(self.key, at)

    def lean(self, start: int, end: int) -> int:
        """-1 where the clause speaks of the past, 1 of the future, 0 where it tells neither or both."""
        before = _CLAUSE_END.split(self.key[max(0, start - _CLAUSE_SIZE) : start])[-1]
        after = _CLAUSE_END.split(self.key[end : end + _CLAUSE_SIZE], maxsplit=1)[0]
        found = pattern(r"(?<!\w){lean}").finditer(f"{before} … {after}")
        signs = {int(word_value("lean", match["lean"])) for match in found}
        return signs.pop() if len(signs) == 1 else 0

    def named_day(self, at: int) -> datetime.date | None:
        """The day that "cùng ngày" means here: the last one named, or the report date.

        A day of another time counts only for what follows it closely: the dates in a life do not move the report.
        """
        if self.distant_day and at - self.distant_day[1] < _CLOSE:
            return self.distant_day[0]
        return self.day or self.report_date

    def anchor(self, at: int) -> Point | None:
        """The day of a clock time that stands without its day."""
        day = self.named_day(at)
        return point_of(day) if day else self.open_day

    def is_aside(self, at: int) -> bool:
        """Whether what is named here is told by the way: a birthday, the day of a document, what is compared with."""
        return bool(_ASIDE.search(self.key[max(0, at - _ASIDE_SIZE) : at]))

    def remember(self, point: Point, at: int) -> None:
        """Takes note of a day or year that was just named; not of what is told by the way (a birthday)."""
        if self.is_aside(at):
            return
        self.year = point.year or self.year
        if point.year is None and point.month and point.day:
            self.open_day = replace(point, time="")
        day = day_of(point)
        if day and self.report_date and abs((day - self.report_date).days) > _ANOTHER_TIME:
            self.distant_day = (day, at)
        elif day:
            self.day, self.distant_day = day, None


_CLOSE = 150  # characters: about a sentence
_ANOTHER_TIME = 400  # days: what is more than about a year off is history or planning, not the report's own time
_ASIDE = re.compile(r"(?:sinh|cùng kỳ|so với|(?:số|văn bản|quyết định|nghị định|nghị quyết|công văn)[^\n.;]{0,30}) $")
_ASIDE_SIZE = 50
_NEXT_WORDS = re.compile(r" ([^\W\d_]+)(?: [^\W\d_]+)?")
