"""From all that stands in the articles of some sides to the items of each section, and how often these stand where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from dnnd.annotated import Collection, Tally
from dnnd.counts import GROUPED, SECTIONS, Counts, Form, Items, SideCounts, Thing, most_frequent_of
from dnnd.items import entities_of, section_of, thing_of
from dnnd.occurrences import Occurrences, forms_of_slogans, occurrences

if TYPE_CHECKING:
    import numpy as np

    from dnnd.counts import Whole

_NAMELESS = ("dates", "slogans", "words")  # sections whose items depend on no name
_MIXED = ("dates", "slogans")  # sections whose items may be of several types
_STRETCH = 1_000_000  # occurrences that are looked at together
_FORMS = 50_000  # of words that are looked at together, 30 MB
_BLOCK = 1_000_000  # occurrences that are sorted together, of as many items


def count(told: Iterable[tuple[str, Tally]], names: Sequence[str], collection: Collection | None = None) -> Counts:
    """The counts of the named sides: from the side and the tally of each article, and the slogans of their collection.

    >>> from dnnd.annotate import annotate, plain_article
    >>> from dnnd.tallies import tally
    >>> counted = count([("2020", tally(annotate(plain_article("Hội họp tại Huế. Huế đón Hội."))))], ["2020"])
    >>> counted.items["places"].shown, counted.items["places"].counts.tolist()
    (['Huế'], [[2]])
    """
    found = occurrences(told, names, collection)
    things: dict[str, Thing] = {}
    pieces: dict[str, list[Items]] = {section: [] for section in SECTIONS}
    for items in items_of(found, things if collection else None):
        pieces[items.section].append(items)
    sides, by_article = sizes_of(found, names, collection)
    joined = {section: Items.joined(those) for section, those in pieces.items()}
    return Counts(sides, by_article, found.words, found.article_of, joined, things)


def sizes_of(
    found: Occurrences, names: Sequence[str], collection: Collection | None = None
) -> tuple[list[SideCounts], Whole]:
    """The sizes of the named sides, and the words of each article."""
    import numpy as np

    words = [int(n) for n in np.bincount(found.side_of, found.words, len(names))]
    sides = [
        SideCounts(name, size.articles, size.sentences, on_side, size.syllables, forms_of_slogans(collection, name))
        for name, size, on_side in zip(names, found.sizes, words, strict=True)
    ]
    by_article = np.bincount(found.article_of, found.words, sum(size.articles for size in found.sizes))
    return sides, by_article.astype(np.int64)


def items_of(found: Occurrences, things: dict[str, Thing] | None = None) -> Iterator[Items]:
    """The items of each section, in pieces one after another, so that nobody need hold all of them.

    In `things` it is noted what each form is.
    """
    import numpy as np

    seen, times = _first_seen(found), _times(found)
    numbers = {section: number for number, section in enumerate(SECTIONS)}
    sections = np.fromiter((numbers[section_of(found.forms[int(form)])] for form in seen), np.int8)
    named = seen[sections < numbers["roles"]]
    entities = entities_of((found.forms[int(form)], int(times[form].sum())) for form in named)
    for number, section in enumerate(SECTIONS):
        of_section = seen[sections == number]
        if section in _NAMELESS:
            entities = {}
        for forms in _by_key(found, of_section) if section == "words" else [of_section]:
            told = [thing_of(found.forms[form], entities) for form in forms.tolist()]
            if things is not None:
                things.update(zip((found.forms[form] for form in forms.tolist()), told, strict=True))
            yield _items(section, found, forms, told, times[forms])


def _by_key(found: Occurrences, forms: Whole) -> Iterator[Whole]:
    """The forms of words in pieces, those of one key together, and in the order of the keys."""
    import numpy as np

    def key(form: int) -> str:
        return thing_of(found.forms[form], {}).key

    ordered = sorted(forms.tolist(), key=key)

    def border(at: int) -> int:
        while at < len(ordered) and key(ordered[at]) == key(ordered[at - 1]):
            at += 1
        return at

    borders = sorted({0, *map(border, range(_FORMS, len(ordered), _FORMS)), len(ordered)})
    yield from (np.array(ordered[begin:end], np.int64) for begin, end in pairwise(borders))
    if not ordered:
        yield forms


def _items(section: str, found: Occurrences, forms: Whole, things: Sequence[Thing], times: Whole) -> Items:
    """The items of a section; `forms` are those in it, and `times` tell how often each stands on each side."""
    import numpy as np

    keys = sorted({thing.key for thing in things})
    rank = {key: number for number, key in enumerate(keys)}
    own = [rank[thing.key] for thing in things]
    item_of = np.full(len(found.forms), -1, np.int32)
    item_of[forms] = own
    shown, types = _shown(own, things, times.sum(axis=1).tolist(), len(keys))
    if section in _MIXED:
        for item, type_ in _last_types(found, forms, things, item_of).items():
            types[item] = type_
    grouped: list[list[Form]] = [[] for _ in keys] if section in GROUPED else []
    for item, thing, of_form in zip(own, things, times.tolist(), strict=True) if grouped else ():
        grouped[item].append(Form(thing.shown, thing.group, of_form))
    counts = np.zeros((len(keys), times.shape[1]), np.int64)
    np.add.at(counts, own, times)
    first = np.concatenate([[0], np.cumsum(counts.sum(axis=1))])
    articles, places = _where(found, item_of, first, times.shape[1])
    once = places[first[:-1]] == places[first[1:] - 1]  # they are in order
    return Items(section, keys, shown, types, counts, articles, first, places, once, grouped)


def _shown(
    items: Sequence[int], forms: Sequence[Thing], times: Sequence[int], number: int
) -> tuple[list[str], list[str]]:
    """How each item is shown, by its most frequent form, of equals the first by code point; and its type."""
    best, types = [("", 0)] * number, [""] * number
    several: dict[int, Counter[str]] = {}
    for item, thing, often in zip(items, forms, times, strict=True):
        if not types[item]:
            best[item], types[item] = (thing.shown, often), thing.type
        else:
            several.setdefault(item, Counter(dict([best[item]])))[thing.shown] += often
    shown = [text for text, _ in best]
    for item, spellings in several.items():
        shown[item] = most_frequent_of(spellings)
    return shown, types


# --- occurrences, a stretch at a time ------------------------------------------------------------------------------


def _first_seen(found: Occurrences) -> Whole:
    """The numbers of the forms that stand somewhere, the first seen first: lists of forms are shared by articles."""
    import numpy as np

    never, at = len(found.codes), 0
    first = np.full(len(found.forms), never, np.int32)
    for codes, _ in found.stretches(_STRETCH):
        new = np.full(len(found.forms), never, np.int32)
        new[codes[::-1]] = np.arange(at, at + len(codes), dtype=np.int32)[::-1]  # of equal codes the last one stays
        np.minimum(first, new, out=first)
        at += len(codes)
    order = np.argsort(first, kind="stable")
    return order[: np.count_nonzero(first < never)]


def _times(found: Occurrences) -> Whole:
    """How often each form (a row) stands on each side."""
    import numpy as np

    times = np.zeros((len(found.forms), len(found.sizes)), np.int64)
    for codes, places in found.stretches(_STRETCH):
        on = found.side_of[places]
        for side in range(len(found.sizes)):
            times[:, side] += np.bincount(codes[on == side], minlength=len(found.forms))
    return times


def _last_types(found: Occurrences, forms: Whole, things: Sequence[Thing], item_of: Whole) -> dict[int, str]:
    """Of items that are of several types, the type that stands last on the first side that has them."""
    import numpy as np

    types = dict(zip(forms.tolist(), (thing.type for thing in things), strict=True))
    of_item: defaultdict[int, set[str]] = defaultdict(set)
    for form, type_ in types.items():
        of_item[int(item_of[form])].add(type_)
    several = np.zeros(len(found.forms), bool)
    several[[form for form in types if len(of_item[int(item_of[form])]) > 1]] = True
    last: dict[int, tuple[int, str]] = {}
    for codes, places in found.stretches(_STRETCH) if several.any() else ():
        those = several[codes]
        for form, side in zip(codes[those].tolist(), found.side_of[places[those]].tolist(), strict=True):
            item = int(item_of[form])
            if side <= last.get(item, (side, ""))[0]:
                last[item] = side, types[form]
    return {item: type_ for item, (_, type_) in last.items()}


def _where(found: Occurrences, item_of: Whole, first: Whole, sides: int) -> tuple[Whole, Whole]:
    """In how many articles of each side each item stands; and the places of all items, those of each in order.

    `first` tells where the places of each begin. So many items are looked at together as have `_BLOCK` occurrences.
    """
    import numpy as np

    articles, places = np.zeros((len(first) - 1, sides), np.int64), np.empty(first[-1], np.int32)
    begin = 0
    while begin < len(first) - 1:
        end = max(begin + 1, int(np.searchsorted(first, first[begin] + _BLOCK, "right")) - 1)
        block = _places(found, item_of, begin, end)
        articles[begin:end] = _articles(first[begin : end + 1] - first[begin], block, found, sides)
        places[first[begin] : first[end]] = block
        begin = end
    return articles, places


def _places(found: Occurrences, item_of: Whole, begin: int, end: int) -> Whole:
    """The places of the items from one to another, those of each in order."""
    import numpy as np

    many = max(1, len(found.words))
    both: list[np.ndarray[tuple[int], np.dtype[np.int64]]] = [np.zeros(0, np.int64)]
    for codes, at in found.stretches(_STRETCH):
        items = item_of[codes]
        those = (items >= begin) & (items < end)
        both.append((items[those] - begin) * np.int64(many) + at[those])
    joined = np.concatenate(both)
    del both
    joined.sort()
    joined %= many
    return joined.astype(np.int32)


def _articles(first: Whole, places: Whole, found: Occurrences, sides: int) -> Whole:
    """In how many articles of each side each item stands."""
    import numpy as np

    articles, new = found.article_of[places], np.ones(len(places), bool)
    np.not_equal(articles[1:], articles[:-1], out=new[1:])
    new[first[:-1][np.diff(first) > 0]] = True  # the last article of an item may be the first of the next one
    del articles
    counted, on = np.zeros((len(first) - 1, sides), np.int64), found.side_of[places]
    for side in range(sides):
        counted[:, side] = np.diff(np.cumsum(np.concatenate([[False], (on == side) & new]), dtype=np.int32)[first])
    return counted
