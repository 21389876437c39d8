"""Counts of all sides, as records: how often each person, body, date, slogan, word … stands in their articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from dnnd.bit_sums import chosen, in_blocks
from dnnd.permutation import Standing

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Whole = npt.NDArray[np.integer]
    Flags = npt.NDArray[np.bool_]
    Numbers = npt.NDArray[np.float64]


SECTIONS = (
    "people",
    "organisations",
    "places",
    "events",
    "documents",
    "awards",
    "roles",
    "dates",
    "slogans",
    "words",
)
_TOGETHER = 1_000_000  # occurrences whose texts are looked up at a time
GROUPED = ("roles", "dates")  # sections whose forms have a group, of which the notes tell


@dataclass(frozen=True)
class SideCounts:
    """The size of one side; `words` are those with a letter or a digit. `forms` counts the forms of each slogan."""

    name: str
    articles: int
    sentences: int
    words: int
    syllables: int
    forms: Mapping[str, Counter[str]]


class Thing(NamedTuple):
    """What a form is: the section of its item, the key it is counted under, how it is shown, its type.

    `group` tells of a date whether it lies before, around or after its report, of a role which office it is.
    """

    section: str
    key: str
    shown: str
    type: str
    group: str = ""


class Form(NamedTuple):
    """How an item is shown in some of its places, its group there, and how often that is so on each side."""

    shown: str
    group: str
    counts: Sequence[int]


@dataclass(frozen=True)
class Items:
    """The items of a section over all sides: a row an item, in the order of their keys.

    `counts` and `articles` have a column a side: occurrences, and articles that have the item. The paragraphs where the
    item of row n stands are `places[first[n]:first[n + 1]]`, one an occurrence; `once` says whether they are all the
    same one. `forms` are the forms of each item, in the sections whose notes ask for them. `ps` tell how often a random
    deal of whole articles makes as big a difference, nan where nothing is tested; who knows them needs no places, and
    has none.
    """

    section: str
    keys: Sequence[str]
    shown: Sequence[str]
    types: Sequence[str]
    counts: Whole
    articles: Whole
    first: Whole
    places: Whole
    once: Flags
    forms: Sequence[Sequence[Form]]
    ps: Numbers | None = None

    def __len__(self) -> int:
        return len(self.keys)

    @classmethod
    def joined(cls, pieces: Sequence[Items]) -> Items:
        """Pieces of a section whose places are known, as one."""
        if len(pieces) == 1:
            return pieces[0]
        import numpy as np

        keys, shown, types, forms = (
            [one for piece in pieces for one in getattr(piece, name)] for name in ("keys", "shown", "types", "forms")
        )
        counts, articles, places, once = (
            np.concatenate([getattr(piece, name) for piece in pieces])
            for name in ("counts", "articles", "places", "once")
        )
        first = np.concatenate([[0], np.cumsum(counts.sum(axis=1))])
        return cls(pieces[0].section, keys, shown, types, counts, articles, first, places, once, forms)

    def at_least(self, count: int) -> Items:
        """Those that stand so often on all sides together."""
        import numpy as np

        enough = self.counts.sum(axis=1) >= count
        return self if enough.all() else self._of_rows(np.flatnonzero(enough))

    def _of_rows(self, rows: Whole) -> Items:
        """Some of the items."""
        those = rows.tolist()
        keys, shown, types = ([column[row] for row in those] for column in (self.keys, self.shown, self.types))
        forms = [self.forms[row] for row in those] if self.forms else []
        first, at = chosen(self.first, rows)
        counts, articles, places = self.counts[rows], self.articles[rows], self.places[at]
        ps = None if self.ps is None else self.ps[rows]
        return Items(self.section, keys, shown, types, counts, articles, first, places, self.once[rows], forms, ps)

    def standing(self, rows: Whole, text_of: Whole) -> Standing:
        """In which texts some of the items stand how often; `text_of` says in which text each paragraph lies."""
        ends = self.first[rows + 1] - self.first[rows]
        return Standing.joined([self._standing(rows[a:b], text_of) for a, b in in_blocks(ends, _TOGETHER)])

    def _standing(self, rows: Whole, text_of: Whole) -> Standing:
        import numpy as np

        first, at = chosen(self.first, rows)
        texts, items = text_of[self.places[at]], np.repeat(np.arange(len(rows), dtype=np.int32), np.diff(first))
        begins = np.flatnonzero(np.diff(texts, prepend=-1) | np.diff(items, prepend=-1))
        first = np.searchsorted(items[begins], np.arange(len(rows) + 1))
        return Standing(first, texts[begins], np.diff(begins, append=len(texts)).astype(np.int32))


@dataclass(frozen=True)
class Counts:
    """What all sides hold: their sizes, the words of each article and paragraph, and the items by section.

    Articles and paragraphs are numbered side by side. `things` say of each form what it is, where there is a collection
    to look the evidence up in.
    """

    sides: Sequence[SideCounts]
    words_by_article: Whole
    words_by_paragraph: Whole
    article_of: Whole  # by paragraph
    items: Mapping[str, Items]
    things: Mapping[str, Thing] = field(repr=False)

    @property
    def articles(self) -> list[int]:
        """How many articles each side has."""
        return [side.articles for side in self.sides]

    @property
    def paragraphs(self) -> list[int]:
        """How many paragraphs each side has."""
        import numpy as np

        ends = np.searchsorted(self.article_of, [0, *accumulate(self.articles)])
        return [int(n) for n in np.diff(ends)]

    @property
    def words(self) -> list[int]:
        """How many words each side has."""
        return [side.words for side in self.sides]


def most_frequent_of(spellings: Mapping[str, int]) -> str:
    """The text that stands most often, of equals the first by code point."""
    return min(spellings, key=lambda text: (-spellings[text], text))


def most_frequent(forms: Sequence[Form], side: int) -> str:
    """How an item is shown on one side: by its most frequent form there, of equals the first by code point."""
    spellings: Counter[str] = Counter()
    for form in forms:
        spellings[form.shown] += form.counts[side]
    return most_frequent_of(spellings)
