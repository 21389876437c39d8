"""What is counted in an article by itself, whatever the collection: its size, and its words outside names and dates."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dnnd.annotate import Annotated, Tally
from dnnd.lexicon import keys
from dnnd.normalize import squeeze
from dnnd.spans import Span
from dnnd.syllables import phrase_key

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]

JOINT = "\t"  # between a word's key and how it is written; neither holds one


def tally(one: Annotated) -> Tally:
    """The size and the counted words of an article, from the store where it comes from one."""
    if one.tally is not None:
        return one.tally
    document = one.document
    forms: dict[str, int] = {}
    codes, lines = array("i"), array("i")
    for word, key in counted_words(one):
        codes.append(forms.setdefault(f"{key}{JOINT}{written(word)}", len(forms)))
        lines.append(document.line_at(word.start))
    told = Tally(
        sentences=len(document.sentences),
        syllables=sum(unit.is_word for unit in document.syllables),
        words=Counter(document.line_at(word.start) for word in document.words if is_word(word.text)),
        forms=list(forms),
        codes=codes,
        lines=lines,
    )
    document.forget()
    return told


def is_word(text: str) -> bool:
    """Whether a segmented word counts as one: it holds a letter or a digit.

    >>> is_word("Đảng"), is_word("…")
    (True, False)
    """
    return any(c.isalnum() for c in text)


def counted_words(one: Annotated) -> Iterator[tuple[Span, str]]:
    """The words outside names and dates, which are counted as a whole, each with its key.

    Function words and bare numbers are left out.
    """
    stop = keys("stop_words")
    inside = _covered(one)
    for word in one.document.words:
        key = phrase_key(word.text)
        if any(c.isalpha() for c in word.text) and key not in stop and word.start not in inside:
            yield word, key


def written(word: Span) -> str:
    """How a word is shown, whatever its capitals."""
    return squeeze(word.text).lower()


def _covered(one: Annotated) -> set[int]:
    """The offsets that lie inside a name (PER, ORG, LOC), an award or a date."""
    spans: list[Span] = [m for m in one.mentions if m.type not in ("EVENT", "DOC")]
    return {offset for span in [*spans, *one.timexes] for offset in range(span.start, span.end)}


def by_key(tallies: Iterable[tuple[int, Tally]]) -> Iterator[tuple[str, array[int], Counter[str]]]:
    """For each word of numbered articles: its key, the code of each place where it stands, and how it is written.

    A place's code is the article's number times 2^32, and the line.
    """
    import numpy as np

    names, all_forms, all_places = _pooled(tallies)
    numbers: dict[str, int] = {}
    key_of = [numbers.setdefault(form.partition(JOINT)[0], len(numbers)) for form in names]
    spellings: list[Counter[str]] = [Counter() for _ in numbers]
    for form, number, times in zip(names, key_of, np.bincount(all_forms, minlength=len(names)).tolist(), strict=True):
        if times:  # a list of forms may be shared with articles that are not given here
            spellings[number][form.partition(JOINT)[2]] = times
    all_keys = np.array(key_of, np.int64)[all_forms]
    in_order = all_places[np.argsort(all_keys, kind="stable")]
    start = 0
    ends = np.cumsum(np.bincount(all_keys, minlength=len(numbers))).tolist()
    for key, end, spelt in zip(numbers, ends, spellings, strict=True):
        if end > start:
            codes = array("q")
            codes.frombytes(in_order[start:end].tobytes())
            yield key, codes, spelt
        start = end


def _pooled(tallies: Iterable[tuple[int, Tally]]) -> tuple[list[str], Numbers, Numbers]:
    """All forms, and for each word of the articles which of them it is and the code of its place."""
    import numpy as np

    numbers: dict[str, int] = {}
    known: dict[int, tuple[object, Numbers]] = {}  # by the id of the list, which is kept
    forms, places = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for article, told in tallies:
        if id(told.forms) not in known:
            of_list = [numbers.setdefault(form, len(numbers)) for form in told.forms]
            known[id(told.forms)] = told.forms, np.array(of_list, np.int64)
        forms.append(known[id(told.forms)][1][np.asarray(told.codes, np.int64)])
        places.append((article << 32) + np.asarray(told.lines, np.int64))
    return list(numbers), np.concatenate(forms), np.concatenate(places)
