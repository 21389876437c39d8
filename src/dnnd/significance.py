"""Tells of each item how surely its sides differ: its p, adjusted in its section, and the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from dnnd import keyness
from dnnd.counts import Item, SideCounts
from dnnd.permutation import permutation_p

ALPHA = 0.05
ENOUGH_ARTICLES = 4  # a side; with 3 + 3 no deal of the articles can reach p < .1 (research: 1 v 1 p = 1, 3 v 3 p = .1)
CHANGES = ("new", "gone", "more", "less")


@dataclass
class Compared:
    """One item on its way into the table. `p` is None where the total is too small for any test.

    `clumped` says that dealing the paragraphs anew makes as big a difference by chance, `uneven` that of more than two
    sides one in the middle stands out.
    """

    section: str
    key: str
    shown: str
    type: str
    items: list[Item]
    p: float | None = None
    p_adjusted: float | None = None
    family: int = 1
    clumped: bool = False
    uneven: bool = False

    @property
    def counts(self) -> list[int]:
        """Occurrences a side."""
        return [item.count for item in self.items]


def by_whole_articles(sides: Sequence[SideCounts]) -> bool:
    """Whether every side has articles enough to deal them anew."""
    return all(side.articles >= ENOUGH_ARTICLES for side in sides)


def assess(items: Sequence[Compared], sides: Sequence[SideCounts]) -> int:
    """Fills in p, p_adjusted, the family's size and what the texts say of a change; how many items could be tested."""
    sizes = [side.words for side in sides]
    if 0 in sizes:
        return 0
    tested = [c for c in items if keyness.smallest_p_of(sum(c.counts), sizes) <= ALPHA]
    whole = by_whole_articles(sides)
    ps = _by_article(tested, sides) if whole else [keyness.exact_p_of(c.counts, sizes) for c in tested]
    for c, p, adjusted in zip(tested, ps, keyness.benjamini_hochberg(ps), strict=True):
        c.p, c.p_adjusted = p, adjusted
    for c in items:
        c.family = max(1, len(tested))
    changed = [c for c in tested if (c.p_adjusted or 0) <= ALPHA]
    for c in changed:
        c.uneven = _is_uneven(c.counts, sizes)
    if not whole:
        for c, p in zip(changed, _by_paragraph(changed, sides), strict=True):
            c.clumped = p > ALPHA
    return len(tested)


def _by_article(items: Sequence[Compared], sides: Sequence[SideCounts]) -> list[float]:
    before = [0, *accumulate(side.articles for side in sides)]
    words = [n for side in sides for n in side.words_by_article]
    counts = []
    for c in items:
        of_sides = zip(before, c.items, strict=False)
        counts.append({first + number: n for first, item in of_sides for number, n in item.articles.items()})
    return permutation_p(counts, words, [side.articles for side in sides])


def _by_paragraph(items: Sequence[Compared], sides: Sequence[SideCounts]) -> list[float]:
    """The clumping check for few articles: how often a deal of the paragraphs makes as big a difference."""
    places = [(number, place) for number, side in enumerate(sides) for place in sorted(side.words_by_paragraph)]
    words = [sides[number].words_by_paragraph[place] for number, place in places]
    row = {place: at for at, place in enumerate(places)}
    counts = [{row[s, place]: n for s, item in enumerate(c.items) for place, n in item.places.items()} for c in items]
    return permutation_p(counts, words, [len(side.words_by_paragraph) for side in sides])


def _is_uneven(counts: Sequence[int], sizes: Sequence[int]) -> bool:
    """Whether the rates neither rise nor fall all the way; what lies between is compared without rounding."""
    pairs = list(zip(counts, sizes, strict=True))
    steps = [(b * n > a * m) - (b * n < a * m) for (a, n), (b, m) in pairwise(pairs)]
    return 1 in steps and -1 in steps


def verdict(c: Compared, sizes: Sequence[int]) -> str:
    """What may be said of an item from the first side to the last.

    Of more than two sides the ends must differ by themselves too: a middle side that stands out is no change from the
    first to the last.
    """
    if c.p_adjusted is None:
        return "too few to tell"
    ends = (c.counts[0], c.counts[-1], sizes[0], sizes[-1])
    if c.p_adjusted > ALPHA or c.clumped or (c.uneven and keyness.exact_p(*ends) > ALPHA):
        return "no clear change"
    if ends[0] == 0 or ends[1] == 0:
        return "new" if ends[0] == 0 else "gone"
    return "more" if ends[1] * ends[2] > ends[0] * ends[3] else "less"
