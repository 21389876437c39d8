"""Sets near-copies of whole articles aside, so that a report printed twice counts once on its side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

from dnnd.articles import Article
from dnnd.near_copies import NearCopy, near_copies


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


class _Texts(Sequence[str]):
    """The texts of articles, each when it is asked for: from a store few of them have to be read."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = articles

    def __len__(self) -> int:
        return len(self._articles)

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> list[str]: ...

    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[number] for number in range(len(self))[index]]
        article = self._articles[index]
        text = article.text
        article.forget()  # one from a store reads it again where it is asked again
        return text


def set_aside(articles: Sequence[Article]) -> tuple[list[Article], list[Reuse]]:
    """The articles without near-copies of others on the same side, side by side, and all near-copies there are.

    >>> from dnnd.annotate import plain_article
    >>> kept, found = set_aside([plain_article("Hội đã họp tại Huế."), plain_article("Hội đã họp tại Huế.")])
    >>> len(kept), [(reuse.shared, reuse.is_counted) for reuse in found]
    (1, [(1.0, False)])
    """
    sides = list(dict.fromkeys(article.side for article in articles))
    aside: list[Reuse] = []
    kept: list[Article] = []
    sketches = {id(article): article.sketch for article in articles}

    def copies_among(those: Sequence[Article]) -> list[NearCopy]:
        return near_copies(_Texts(those), [sketches[id(article)] for article in those])

    for side in sides:
        of_side = [article for article in articles if article.side == side]
        copies = copies_among(of_side)
        aside += [Reuse(of_side[copy.index], of_side[copy.of], copy.shared, is_counted=False) for copy in copies]
        numbers = {copy.index for copy in copies}
        kept += [article for number, article in enumerate(of_side) if number not in numbers]
    across = copies_among(kept) if len(sides) > 1 else []
    both = [Reuse(kept[copy.index], kept[copy.of], copy.shared, is_counted=True) for copy in across]
    return kept, aside + [reuse for reuse in both if reuse.article.side != reuse.of.side]
