"""An article with all that was found in it, and a collection of them; no finder is loaded for these records."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dnnd.articles import Article
from dnnd.normalize import line_starts, lookup_key, squeeze
from dnnd.segment import Document
from dnnd.spans import Mention, Role, Slogan, Span, Timex


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands in its file: line and column from 1, offsets in code points of the file's text."""

    line: int
    column: int
    start: int
    end: int
    text: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted in one article by itself: see `tallies`.

    Line number `paragraphs[n]` of the view holds `words[n]` words, one or more. Counted thing number n has the form
    `forms[codes[n]]` and stands in line `lines[n]`.
    """

    sentences: int
    syllables: int
    paragraphs: Sequence[int]
    words: Sequence[int]
    forms: Sequence[str]
    codes: Sequence[int]
    lines: Sequence[int]


@dataclass(frozen=True)
class Annotated:
    """An article and what was found in it. The records' offsets are those of `document.text`, the view.

    `named` gives for each mention the fullest name that the text itself has for it, and what it tells of the bearer's
    sex; it and `tally` are None where they have not been made yet.
    """

    article: Article
    document: Document
    mentions: tuple[Mention, ...] = ()
    roles: tuple[Role, ...] = ()
    timexes: tuple[Timex, ...] = ()
    named: Sequence[tuple[str, str]] | None = field(default=None, compare=False, repr=False)
    tally: Tally | None = field(default=None, compare=False, repr=False)

    @cached_property
    def _line_starts(self) -> list[int]:
        return line_starts(self.article.raw)

    @cached_property
    def _lines(self) -> dict[int, str]:
        """Sentences that were asked for, each on one line: many records stand in one, and all have the same text."""
        return {}

    def place(self, record: Span) -> Place:
        """Where a record of the view stands in the file."""
        start, end = self.document.view.offsets(record.start, record.end)
        line = bisect.bisect_right(self._line_starts, start) - 1
        return Place(
            line=self.article.start_line + line,
            column=start - self._line_starts[line] + (self.article.start_column if line == 0 else 1),
            start=self.article.start + start,
            end=self.article.start + end,
            text=self.article.text[start:end],
            sentence=self.sentence(record),
        )

    def sentence(self, record: Span) -> str:
        """The sentence in which a record begins, on one line."""
        if not self.document.sentences:
            return ""
        number = self.document.sentence_at(record.start)
        if number not in self._lines:
            self._lines[number] = squeeze(self.document.sentences[number].text)
        return self._lines[number]

    def forget(self) -> None:
        """Drops whatever can be computed or read again."""
        self.document.forget()
        self.article.forget()
        for part in ("_line_starts", "_lines"):
            self.__dict__.pop(part, None)

    @property
    def taken(self) -> list[Span]:
        """What is no slogan: names, titled things, roles and dates."""
        return [*self.mentions, *self.roles, *self.timexes]


@dataclass(frozen=True)
class Collection:
    """Articles, and the slogans found over all of them; `text_index` counts the articles."""

    articles: Sequence[Annotated]
    slogans: Sequence[Slogan] = ()


def own_names(annotated: Annotated) -> Sequence[tuple[str, str]]:
    """Of each mention the fullest name that the text itself gives, and what it tells of the bearer's sex."""
    if annotated.named is not None:
        return annotated.named
    from dnnd.linking import name  # a store tells them already

    mentions, sexes = name(annotated.mentions, annotated.document.text)
    return list(zip([mention.entity for mention in mentions], sexes, strict=True))


def name_key(name: str) -> str:
    """The key under which the holder of a role and a mention of the same text meet."""
    return lookup_key(squeeze(name))
