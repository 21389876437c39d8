"""Sets near-copies of whole articles aside, so that a report printed twice counts once on its side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dnnd.articles import Article
from dnnd.near_copies import near_copies


@dataclass(frozen=True, slots=True)
class Reuse:
    """An article that nearly repeats another one, given first; `shared` is their share of common shingles, 0 to 1.

    It is set aside (`is_counted` False) where both stand on one side. On two sides both count: a report that was
    copied from last year's is still this year's, and the reader is told.
    """

    article: Article
    of: Article
    shared: float
    is_counted: bool


def set_aside(articles: Sequence[Article]) -> tuple[list[Article], list[Reuse]]:
    """The articles without near-copies of others on the same side, in order, and all near-copies there are.

    >>> from dnnd.annotate import plain_article
    >>> kept, found = set_aside([plain_article("Hội đã họp tại Huế."), plain_article("Hội đã họp tại Huế.")])
    >>> len(kept), [(reuse.shared, reuse.is_counted) for reuse in found]
    (1, [(1.0, False)])
    """
    found: list[Reuse] = []
    aside: set[int] = set()
    stand_for: dict[tuple[int, str], int] = {}  # the article of a side that stands for a group
    for copy in near_copies([article.text for article in articles]):
        side = articles[copy.index].side
        original = copy.of if articles[copy.of].side == side else stand_for.setdefault((copy.of, side), copy.index)
        is_counted = original == copy.index
        found.append(Reuse(articles[copy.index], articles[copy.of], copy.shared, is_counted))
        if not is_counted:
            aside.add(copy.index)
    return [article for number, article in enumerate(articles) if number not in aside], found
