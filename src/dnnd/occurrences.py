"""All that is counted in a collection, as columns: which form stands in which paragraph."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from dnnd.annotated import Collection, Tally
from dnnd.columns import Column, Texts
from dnnd.items import slogan_form
from dnnd.slogans.families import form_key
from dnnd.spans import Slogan, SloganMention
from dnnd.syllables import phrase_key

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    Whole = npt.NDArray[np.integer]


class Size(NamedTuple):
    """How large a side is, in articles, sentences and syllables."""

    articles: int
    sentences: int
    syllables: int


@dataclass(frozen=True)
class Occurrences:
    """What stands in the texts of some sides: occurrence number n is `forms[codes[n]]` in a paragraph.

    Occurrences come in the order of the texts, and so are the paragraphs numbered in `read`. A paragraph is a line with
    a word; its place is `place_of` that number, for places are numbered side by side. It has `words[place]` words and
    lies in article `article_of[place]`, which is numbered side by side too.
    """

    forms: Texts
    codes: Column
    read: Column
    place_of: Whole
    words: Whole
    article_of: Whole
    sizes: Sequence[Size]

    def stretches(self, length: int) -> Iterator[tuple[Whole, Whole]]:
        """The codes and the places of so many occurrences at a time."""
        for at in range(0, len(self.codes), length):
            yield self.codes[at : at + length], self.place_of[self.read[at : at + length]]

    def close(self) -> None:
        """Gives up the occurrences, and their files."""
        self.codes.close()
        self.read.close()

    @cached_property
    def side_of(self) -> Whole:
        """The side of each paragraph."""
        import numpy as np

        ends = list(accumulate(size.articles for size in self.sizes))
        return np.searchsorted(ends, self.article_of, "right").astype(np.int32)


def occurrences(
    told: Iterable[tuple[str, Tally]],
    names: Sequence[str],
    collection: Collection | None = None,
    folder: Path | None = None,
) -> Occurrences:
    """All that is counted on the named sides: from the side and the tally of each article, and a collection's slogans.

    The articles are looked at one after another, so they need not be held together; nor are the occurrences, where
    there is a `folder` for a file of them.
    """
    import numpy as np

    forms: dict[str, int] = {}
    of_list: tuple[object, Whole] = (), np.zeros(0, np.int32)  # the last list of forms; the articles of a part share it
    slogans = _by_article(collection)
    rank = {name: number for number, name in enumerate(names)}
    sides: list[int] = []
    sizes = [Size(0, 0, 0)] * len(names)
    none = np.zeros(0, np.int32)
    codes, read = Column(folder), Column(folder)
    words: list[Whole] = [none]
    lengths = [0]
    for number, (name, tally) in enumerate(told):
        side = rank[name]
        sides.append(side)
        sizes[side] = Size(*map(sum, zip(sizes[side], (1, tally.sentences, tally.syllables), strict=True)))
        if tally.forms is not of_list[0]:
            numbers = [forms.setdefault(form, len(forms)) for form in tally.forms]
            of_list = tally.forms, np.array(numbers, np.int32)
        said = slogans.get(number, [])
        codes.add(of_list[1][np.asarray(tally.codes)] if len(tally.codes) else none)
        codes.add(np.array([forms.setdefault(form, len(forms)) for _, form in said], np.int32))
        lines = np.concatenate([np.asarray(tally.lines, np.int32), np.array([line for line, _ in said], np.int32)])
        own, in_own, at = _paragraphs(tally, lines)
        read.add(at + lengths[-1])
        words.append(in_own)
        lengths.append(lengths[-1] + len(own))
    article_of, order = _side_by_side(sides, np.diff(lengths))
    place_of = np.empty_like(order)
    place_of[order] = np.arange(len(order), dtype=np.int32)
    return Occurrences(Texts(forms), codes, read, place_of, np.concatenate(words)[order], article_of, sizes)


def _paragraphs(tally: Tally, lines: Whole) -> tuple[Whole, Whole, Whole]:
    """The lines of an article with a word or an occurrence, their words, and in which of them each occurrence is."""
    import numpy as np

    own, words = np.asarray(tally.paragraphs, np.int32), np.asarray(tally.words, np.int32)
    at = np.searchsorted(own, lines).astype(np.int32)
    if len(lines) and not (len(own) and np.array_equal(own.take(at, mode="clip"), lines)):
        every = np.union1d(own, lines)
        of_every = np.zeros(len(every), np.int32)
        of_every[np.searchsorted(every, own)] = words
        return every, of_every, np.searchsorted(every, lines).astype(np.int32)
    return own, words, at


def _side_by_side(sides: Sequence[int], paragraphs: Whole) -> tuple[Whole, Whole]:
    """The article of each paragraph, and which paragraph it was, both counted side by side."""
    import numpy as np

    articles = np.argsort(np.array(sides, np.int32), kind="stable")
    number = np.empty_like(articles)
    number[articles] = np.arange(len(articles))
    article_of = np.repeat(number, paragraphs).astype(np.int32)
    order = np.argsort(article_of, kind="stable").astype(np.int32)
    return article_of[order], order


# --- slogans -------------------------------------------------------------------------------------------------------


def outermost(found: Sequence[Slogan]) -> Iterator[tuple[Slogan, SloganMention]]:
    """The mentions that lie in no longer formula, so that nothing is counted twice; speech may hold formulas."""
    reach: dict[int, int] = {}
    placed = [(m.text_index, m.start, -m.end, n, m) for n, slogan in enumerate(found) for m in slogan.mentions]
    for index, _, _, number, mention in sorted(placed, key=lambda p: p[:4]):
        if found[number].kind == "quoted_speech":
            yield found[number], mention
        elif mention.end > reach.get(index, -1):
            reach[index] = mention.end
            yield found[number], mention


def forms_of_slogans(collection: Collection | None, side: str) -> Mapping[str, Counter[str]]:
    """How often each slogan, by its key, stands in which form on a side."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for slogan, mention in outermost(collection.slogans) if collection else ():
        assert collection is not None
        if collection.articles[mention.text_index].article.side == side:
            found[phrase_key(slogan.slogan)][form_key(mention.text)] += 1
    return dict(found)


def _by_article(collection: Collection | None) -> Mapping[int, list[tuple[int, str]]]:
    """The lines and forms of the slogans of each article, by its number in the collection."""
    found: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for slogan, mention in outermost(collection.slogans) if collection else ():
        assert collection is not None
        line = collection.articles[mention.text_index].document.line_at(mention.start)
        found[mention.text_index].append((line, slogan_form(slogan.slogan, slogan.kind)))
    return found
