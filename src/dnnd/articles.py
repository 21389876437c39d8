"""A file into its articles: where each begins, what is residue, when it was written."""

from __future__ import annotations

import bisect
import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dnnd.inputs import read_text
from dnnd.near_copies import Sketch, sketch
from dnnd.normalize import View, line_starts, squeeze, view
from dnnd.report_date import ReportDate, report_date
from dnnd.residue import blanked, find_residue, lines
from dnnd.segment import Document, document, sentences
from dnnd.spans import Residue, Span
from dnnd.syllables import syllables

HEADLINE_SYLLABLES = (5, 45)  # shorter lines are headings within an article, longer ones paragraphs
TITLE_LENGTH = 100

# How a lead opens: "Sáng 16/7, tại …", "Ngày 23/12/2020, tại …", "Hà Nội, ngày 5/3 - …", after an agency's "TTXVN -".
_OPENING = re.compile(
    r"(?:\(?[A-ZĐ]{2,}[^\n]{0,12}?[)–-]+ ?)?(?:[^\W\d_]+(?: [^\W\d_]+){0,3}, )?"
    r"(?:vào |trong )?(?:(?:sáng|trưa|chiều|tối|đêm|ngày|hôm nay|hôm qua|thứ \w+|chủ nhật|trong hai|"
    r"các|từ)[ ,(]{1,3}){1,4}"
    r"\d{1,2}(?: ?[/.-] ?| tháng )\d{1,2}[^\n]{0,40}?(?:,|\)| tại | - | – )",
    re.IGNORECASE,
)
_PARAGRAPH_END = (".", "!", "?", "”", '"', "…")


@dataclass(frozen=True)
class Article:
    """One article of a file.

    `text` is as long as `raw`, the stretch of the file that begins at `start`: residue is blanked out in it, so that
    offsets into `text` plus `start` are offsets into the file. `residue` refers to `raw`. Lines and columns count from
    1: `start_line` and `start_column` are those of `start`, `first_line` and `last_line` hold the first and the last
    visible character.
    """

    file: str
    number: int
    title: str
    text: str
    raw: str
    start: int
    start_line: int
    start_column: int
    first_line: int
    last_line: int
    residue: tuple[Residue, ...]
    date: ReportDate
    side: str = ""

    @property
    def document(self) -> Document:
        """The text as the finders read it."""
        return document(self.text)

    @property
    def sketch(self) -> Sketch | None:
        """What tells which other articles may nearly repeat this one: see `near_copies`."""
        return sketch(self.text)

    def forget(self) -> None:
        """Drops what can be read again, where that is so: in a store."""

    @property
    def report_date(self) -> datetime.date | None:
        """The day the article speaks from; None where it or its year is open."""
        return self.date.day


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are to be read, as the user asks for it."""

    encoding: str | None = None
    split: bool = True
    keep_residue: bool = False
    given_date: datetime.date | None = None


def read(path: str | Path, label: str | None = None, reading: Reading | None = None) -> list[Article]:
    """The articles of one file, none for a file without text. InputError where it cannot be read.

    `label` is the collection's, such as "2020": the last resort for the year of the report date.
    """
    reading = reading or Reading()
    return articles(read_text(str(path), reading.encoding), str(path), label, reading)


def articles(text: str, file: str = "", label: str | None = None, reading: Reading | None = None) -> list[Article]:
    """The articles of a text that has been read already.

    >>> [a.title for a in articles("Hội nghị tổng kết công tác Hội\\nSáng 6/1, tại Huế, Hội đã họp.\\n")]
    ['Hội nghị tổng kết công tác Hội']
    """
    reading = reading or Reading()
    starts_of_lines = line_starts(text)
    found: list[Article] = []
    for start, end in _borders(view(text), reading):
        article = _article(text[start:end], file, label, reading)
        if article is not None:
            offsets = (start, start + _lead_in(article.raw), start + len(article.raw.rstrip()) - 1)
            line, first, last = (bisect.bisect_right(starts_of_lines, offset) for offset in offsets)
            article = replace(article, number=len(found) + 1, start=start, first_line=first, last_line=last)
            column = start - starts_of_lines[line - 1] + 1
            found.append(replace(article, start_line=line, start_column=column))
    return found


def _lead_in(raw: str) -> int:
    return len(raw) - len(raw.lstrip())


def _borders(read_text: View, reading: Reading) -> Iterator[tuple[int, int]]:
    """(start, end) of each article, in the raw text."""
    ends = len(read_text.raw)
    starts = [0]
    if reading.split:
        starts += [read_text.offsets(line.start, line.end)[0] for line in _headlines(read_text.text)]
    yield from zip(starts, [*starts[1:], ends], strict=True)


def _headlines(text: str) -> list[Span]:
    """The lines after the first article's own that open another one: a headline, then a lead with a dateline."""
    residues = find_residue(text)
    body = lines(blanked(text, residues))
    return [
        line
        for before, line, after in zip(body, body[1:], body[2:], strict=False)
        if before.text.endswith(_PARAGRAPH_END) and is_headline(line.text) and _OPENING.match(after.text)
    ]


def is_headline(line: str) -> bool:
    """Whether a line can be the headline of an article: of its length, and without a full stop.

    >>> is_headline("Đổi mới phương thức đối ngoại nhân dân"), is_headline("Hội nghị đã thành công tốt đẹp.")
    (True, False)
    """
    shortest, longest = HEADLINE_SYLLABLES
    return not line.rstrip().endswith((".", ";", ":", ",", "…", "/")) and shortest <= len(syllables(line)) <= longest


def _article(raw: str, file: str, label: str | None, reading: Reading) -> Article | None:
    """One article without its place in the file; None where nothing but white space is left."""
    seen = view(raw)
    residue = tuple(seen.to_raw(r) for r in find_residue(seen.text))
    text = raw if reading.keep_residue else blanked(raw, residue)
    shown = view(text).text
    if not shown.strip():
        return None
    by = [r.text for r in residue if r.kind in ("byline", "dateline")]
    date = report_date(shown, file, label, reading.given_date, by)
    return Article(file, 0, _title(shown), text, raw, 0, 1, 1, 1, 1, residue, date)


def _title(text: str) -> str:
    """The headline; where there is none, the beginning of the first sentence, cut with "…"."""
    body = lines(text)
    if len(body) > 1 and is_headline(body[0].text):
        return squeeze(body[0].text)
    first = squeeze(sentences(body[0].text)[0].text)
    return first if len(first) <= TITLE_LENGTH else first[:TITLE_LENGTH].rsplit(" ", 1)[0] + " …"


def total_residue_lines(article: Article) -> int:
    """How many lines of the article hold residue."""
    starts = line_starts(article.raw)
    return len({bisect.bisect_right(starts, r.start) for r in article.residue})


def reports(files: Sequence[str], side: str, label: str | None, reading: Reading) -> Iterator[Article]:
    """The articles of many files, each told which side it stands on."""
    for file in files:
        for article in read(file, label, reading):
            yield replace(article, side=side)
