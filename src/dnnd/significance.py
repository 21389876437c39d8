"""Tells of each item how surely its sides differ: its p, adjusted in its section, and the verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, TypeVar

from dnnd import keyness
from dnnd.counts import Counts, Items
from dnnd.permutation import Standing, permutation_p

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from dnnd.counts import Whole

    Flags = npt.NDArray[np.bool_]

_Value = TypeVar("_Value")

ALPHA = 0.05
ENOUGH_ARTICLES = 4  # a side; with 3 + 3 no deal of the articles can reach p < .1 (research: 1 v 1 p = 1, 3 v 3 p = .1)
_AT_A_TIME = 10_000  # rows of counts that are held as Python numbers
CHANGES = ("new", "gone", "more", "less")


@dataclass(frozen=True)
class Findings:
    """What the tests say of the items of a section, a row an item.

    `ps` and `adjusted` are None where the total is too small for any test; `tested` is how many are not. `clumped` says
    that dealing the paragraphs anew makes as big a difference by chance, `uneven` that of more than two sides one in
    the middle stands out.
    """

    ps: list[float | None]
    adjusted: list[float | None]
    tested: int
    clumped: Flags
    uneven: Flags
    verdicts: list[str]


def by_whole_articles(counts: Counts) -> bool:
    """Whether every side has articles enough to deal them anew."""
    return enough_articles(counts.articles)


def enough_articles(sides: Sequence[int]) -> bool:
    """The same, from how many articles each side has."""
    return all(articles >= ENOUGH_ARTICLES for articles in sides)


def assess(sections: Sequence[Items], counts: Counts) -> list[Findings]:
    """What may be said of the items of each section, by itself; articles are dealt once for all of them."""
    import numpy as np

    tested = [to_be_tested(items, counts.words) for items in sections]
    if by_whole_articles(counts):
        ps = _told(sections, tested) or _dealt(
            sections, tested, counts.article_of, counts.words_by_article, counts.articles
        )
    else:
        ps = [of_each(i.counts[rows], _exact_p(counts.words)) for i, rows in zip(sections, tested, strict=True)]
    adjusted = [keyness.benjamini_hochberg(those) for those in ps]
    changed = [rows[np.array(those) <= ALPHA] for rows, those in zip(tested, adjusted, strict=True)]
    by_chance: list[list[float]] = [[] for _ in sections]
    if not by_whole_articles(counts):
        places = np.arange(len(counts.words_by_paragraph))
        by_chance = _dealt(sections, changed, places, counts.words_by_paragraph, counts.paragraphs)
    found = []
    for items, rows, p, q, those, chance in zip(sections, tested, ps, adjusted, changed, by_chance, strict=True):
        clumped, uneven = np.zeros(len(items), bool), np.zeros(len(items), bool)
        clumped[those[: len(chance)]] = np.array(chance) > ALPHA
        uneven[those] = of_each(items.counts[those], lambda n: _is_uneven(n, counts.words))
        verdicts = ["too few to tell"] * len(items)
        all_p, all_q = _spread(p, rows, len(items)), _spread(q, rows, len(items))
        for row in rows.tolist():
            verdicts[row] = "no clear change"
        for row in those[~clumped[those]].tolist():
            verdicts[row] = _change(items.counts[row].tolist(), counts.words, bool(uneven[row]))
        found.append(Findings(all_p, all_q, len(rows), clumped, uneven, verdicts))
    return found


def of_each(counts: Whole, measure: Callable[[tuple[int, ...]], _Value]) -> list[_Value]:
    """A measure of each row of counts, taken once of equal rows: of a hundred thousand items most stand once or twice.

    >>> import numpy as np
    >>> of_each(np.array([[1, 2], [3, 4], [1, 2]]), sum)
    [3, 7, 3]
    """
    known: dict[tuple[int, ...], _Value] = {}
    found: list[_Value] = []
    for at in range(0, len(counts), _AT_A_TIME):
        rows = list(map(tuple, counts[at : at + _AT_A_TIME].tolist()))
        known |= {row: measure(row) for row in dict.fromkeys(rows) if row not in known}
        found += map(known.__getitem__, rows)
    return found


def to_be_tested(items: Items, sizes: Sequence[int]) -> Whole:
    """The rows whose total could show a difference."""
    import numpy as np

    if 0 in sizes:
        return np.zeros(0, np.int64)
    return np.flatnonzero(of_each(items.counts, lambda n: keyness.smallest_p_of(sum(n), sizes) <= ALPHA))


def _told(sections: Sequence[Items], rows: Sequence[Whole]) -> list[list[float]] | None:
    """The ps of some rows of each section, where they are known."""
    known = [items.ps[those].tolist() for items, those in zip(sections, rows, strict=True) if items.ps is not None]
    return known if len(known) == len(sections) else None


def _exact_p(sizes: Sequence[int]) -> Callable[[tuple[int, ...]], float]:
    return lambda counts: keyness.exact_p_of(counts, sizes)


def _dealt(
    sections: Sequence[Items], rows: Sequence[Whole], text_of: Whole, words: Whole, sides: Sequence[int]
) -> list[list[float]]:
    """How often a random deal of the texts makes as big a difference, for some rows of each section."""
    standing = [items.standing(those, text_of) for items, those in zip(sections, rows, strict=True)]
    found = permutation_p(Standing.joined(standing), words.tolist(), sides)
    ends = [0, *accumulate(map(len, rows))]
    return [found[a:b] for a, b in pairwise(ends)]


def _spread(values: Sequence[float], rows: Whole, length: int) -> list[float | None]:
    """The values in their rows, None in all others."""
    found: list[float | None] = [None] * length
    for row, value in zip(rows.tolist(), values, strict=True):
        found[row] = value
    return found


def _is_uneven(counts: Sequence[int], sizes: Sequence[int]) -> bool:
    """Whether the rates neither rise nor fall all the way; what lies between is compared without rounding."""
    pairs = list(zip(counts, sizes, strict=True))
    steps = [(b * n > a * m) - (b * n < a * m) for (a, n), (b, m) in pairwise(pairs)]
    return 1 in steps and -1 in steps


def _change(counts: Sequence[int], sizes: Sequence[int], uneven: bool) -> str:
    """What may be said of an item that differs surely, from the first side to the last.

    Of more than two sides the ends must differ by themselves too: a middle side that stands out is no change from the
    first to the last.
    """
    ends = (counts[0], counts[-1], sizes[0], sizes[-1])
    if uneven and keyness.exact_p(*ends) > ALPHA:
        return "no clear change"
    if ends[0] == 0 or ends[1] == 0:
        return "new" if ends[0] == 0 else "gone"
    return "more" if ends[1] * ends[2] > ends[0] * ends[3] else "less"
