"""Counts what stands on the sides of a store as a whole when it is written, a section at a time, for `counted`."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any

from dnnd import disk
from dnnd.bit_sums import in_blocks
from dnnd.columns import Column
from dnnd.counted import COPIES, COUNTS, OF_A_SIDE, TOLD_OF, TYPES, opened, told_of
from dnnd.counting import items_of, sizes_of
from dnnd.counts import SECTIONS, Items
from dnnd.memory import give_back, give_back_at_once
from dnnd.occurrences import occurrences
from dnnd.permutation import Standing, permutation_p
from dnnd.reuse import Reuse, set_aside
from dnnd.significance import enough_articles, to_be_tested
from dnnd.store import PARTS, Store
from dnnd.stored import SAME, Place, StoredArticle, stored_articles, tallies_at

if TYPE_CHECKING:
    from dnnd.annotated import Tally
    from dnnd.articles import Article
    from dnnd.remote import Location

_TOGETHER = 2_000_000  # of the texts in which items stand: they are dealt together, in some 100 MB


def write_counts(store: Store) -> None:
    """Counts what stands on the sides of a store, where that is not told yet. StoreError where it cannot be written."""
    if len(store.sides) < 2:
        disk.remove(store.path / COUNTS)
        return
    if opened(store):
        return
    give_back_at_once()
    names = [str(number) for number in range(len(store.sides))]  # those that the user gave may be the same
    kept, copies = _kept(store, names)
    about = {TOLD_OF: told_of(store), COPIES: copies}
    folder = store.path if isinstance(store.path, Path) else Path(gettempdir())
    disk.write_whole(store.path / COUNTS, _arrow(_batches(kept, names, folder), about))


@dataclass(frozen=True)
class _Kept:
    """The articles that are counted: of each the number of its side, of its part, and of its row there."""

    parts: Sequence[Location]
    part: array[int]
    row: array[int]
    side: array[int]

    def tallies(self, names: Sequence[str]) -> Iterator[tuple[str, Tally]]:
        """The name of the side of each, and what is counted in it."""
        places = (Place(self.parts[part], row) for part, row in zip(self.part, self.row, strict=True))
        return zip((names[side] for side in self.side), tallies_at(places), strict=True)


def _kept(store: Store, names: Sequence[str]) -> tuple[_Kept, bytes]:
    """The articles of a store without those set aside, and its near-copies as JSON.

    Nothing that was made here beside the articles stays, so that their memory can be given back.
    """
    there = [file for file in store.files if not file.problem]
    files = [[file for file in there if file.side == number] for number in range(len(store.sides))]
    of_sides = (stored_articles(store, those, name) for name, those in zip(names, files, strict=True))
    articles, copies = set_aside(list(chain.from_iterable(of_sides)))
    kept = [article for article in articles if isinstance(article, StoredArticle)]
    number = {part: n for n, part in enumerate(dict.fromkeys(file.part for file in there))}
    parts = array("i", (number[article.place.part.name] for article in kept))
    rows, sides = array("i", (one.place.row for one in kept)), array("i", (int(one.side) for one in kept))
    return _Kept([store.path / PARTS / part for part in number], parts, rows, sides), _plain(store, copies)


def _plain(store: Store, copies: Sequence[Reuse]) -> bytes:
    """Near-copies as JSON."""
    numbers = {(file.file, str(file.side)): number for number, file in enumerate(store.files)}

    def plain(article: Article) -> list[Any]:
        assert isinstance(article, StoredArticle)
        date = [article.date.value, article.date.evidence, article.date.confidence]
        same = {name: getattr(article, name) for name in SAME}
        return [numbers[article.file, article.side], article.place.row, same, date]

    return json.dumps([[plain(one.article), plain(one.of), one.shared, one.is_counted] for one in copies]).encode()


# --- columns -------------------------------------------------------------------------------------------------------


def _batches(kept: _Kept, names: Sequence[str], folder: Path) -> Iterator[dict[str, Any]]:
    """The counts as lists of numbers and of texts: the sizes, the items of each section, and how surely they differ.

    The `folder` is for what is too large for memory. Where whole articles can be dealt, they are, and nobody needs the
    places of the items.
    """
    give_back()
    found = occurrences(kept.tallies(names), names, folder=folder)
    give_back()
    sides, by_article = sizes_of(found, names)
    yield {
        "sizes": [getattr(side, size) for side in sides for size in OF_A_SIDE],
        "words_by_article": by_article,
        "words_by_paragraph": found.words,
        "article_of": found.article_of,
    }
    articles, words = [side.articles for side in sides], [side.words for side in sides]
    to_deal = _ToDeal(folder)
    for items in items_of(found):
        if enough_articles(articles):
            to_deal.add(items.standing(to_be_tested(items, words), found.article_of))
        yield _columns(items, with_places=not enough_articles(articles))
        give_back()
    found.close()
    del found
    give_back()
    if enough_articles(articles):
        yield {"ps": to_deal.ps(by_article.tolist(), articles)}
    to_deal.close()


class _ToDeal:
    """What is to be tested by dealing whole articles, in files until it is."""

    def __init__(self, folder: Path) -> None:
        self._sizes, self._texts, self._times = Column(), Column(folder), Column(folder)

    def add(self, standing: Standing) -> None:
        """Adds items, and in which texts they stand."""
        self._sizes.add(standing.first[1:] - standing.first[:-1])
        self._texts.add(standing.texts)
        self._times.add(standing.times)

    def ps(self, words: Sequence[int], sides: Sequence[int]) -> list[float]:
        """How often a random deal makes as big a difference, for each of the items, some of them after others."""
        import numpy as np

        sizes = self._sizes[:]
        first = np.concatenate([[0], np.cumsum(sizes)])
        found: list[float] = []
        for a, b in in_blocks(sizes, _TOGETHER):
            those = slice(first[a], first[b])
            found += permutation_p(
                Standing(first[a : b + 1] - first[a], self._texts[those], self._times[those]), words, sides
            )
        return found

    def close(self) -> None:
        """Gives up the files."""
        self._texts.close()
        self._times.close()


def _columns(items: Items, with_places: bool) -> dict[str, Any]:
    """The items of a section as lists; the numbers of the sides lie side by side within an item."""
    import numpy as np

    forms = [form for those in items.forms for form in those]
    placed = {"times": np.diff(items.first), "places": items.places} if with_places else {}
    return placed | {
        "section": [SECTIONS.index(items.section)],
        "keys": items.keys,
        "shown": items.shown,
        "types": items.types,
        "counts": items.counts.ravel(),
        "articles": items.articles.ravel(),
        "once": items.once,
        "forms": [len(those) for those in items.forms],
        "form_shown": [form.shown for form in forms],
        "form_group": [form.group for form in forms],
        "form_counts": [n for form in forms for n in form.counts],
    }


def _arrow(batches: Iterator[Mapping[str, Any]], about: Mapping[bytes, bytes]) -> bytes:
    """Lists as an Arrow file: a row a batch, a list a column; those that a batch does not have are empty."""
    import pyarrow as pa

    types = {name: pa.type_for_alias(type_) for name, type_ in TYPES.items()}
    schema = pa.schema({name: pa.list_(type_) for name, type_ in types.items()}, about)
    out = pa.BufferOutputStream()
    with pa.ipc.new_file(out, schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as file:
        for batch in batches:
            held = [pa.array(batch.get(name, ()), type_) for name, type_ in types.items()]
            lists = [pa.ListArray.from_arrays(pa.array([0, len(those)], pa.int32()), those) for those in held]
            file.write(pa.record_batch(lists, schema=schema))
    return bytes(out.getvalue())
