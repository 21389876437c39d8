"""From all that stands in the articles of some sides to the items of each section, and how often these stand where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from dnnd.annotated import Collection, Tally
from dnnd.counts import GROUPED, SECTIONS, Counts, Form, Items, SideCounts, Thing, most_frequent_of
from dnnd.items import things_of
from dnnd.occurrences import Occurrences, forms_of_slogans, occurrences

if TYPE_CHECKING:
    from dnnd.counts import Whole

_MIXED = ("dates", "slogans")  # sections whose items may be of several types


def count(told: Iterable[tuple[str, Tally]], names: Sequence[str], collection: Collection | None = None) -> Counts:
    """The counts of the named sides: from the side and the tally of each article, and the slogans of their collection.

    >>> from dnnd.annotate import annotate, plain_article
    >>> from dnnd.tallies import tally
    >>> counted = count([("2020", tally(annotate(plain_article("Hội họp tại Huế. Huế đón Hội."))))], ["2020"])
    >>> counted.items["places"].shown, counted.items["places"].counts.tolist()
    (['Huế'], [[2]])
    """
    import numpy as np

    found = occurrences(told, names, collection)
    ends = list(accumulate(size.articles for size in found.sizes))
    side_of = np.searchsorted(ends, found.article_of, "right").astype(np.int32)
    words = [int(n) for n in np.bincount(side_of, found.words, len(names))]
    sides = [
        SideCounts(name, size.articles, size.sentences, on_side, size.syllables, forms_of_slogans(collection, name))
        for name, size, on_side in zip(names, found.sizes, words, strict=True)
    ]
    by_article = np.bincount(found.article_of, found.words, sum(size.articles for size in found.sizes))
    seen, things, items = _items(found, side_of, len(names))
    named = {found.forms[form]: thing for form, thing in zip(seen.tolist(), things, strict=True)} if collection else {}
    return Counts(sides, by_article.astype(np.int64), found.words, found.article_of, items, named)


# --- items ---------------------------------------------------------------------------------------------------------


def _items(found: Occurrences, side_of: Whole, sides: int) -> tuple[Whole, list[Thing], dict[str, Items]]:
    """The numbers of the forms that stand somewhere, what each of them is, and the items of each section."""
    import numpy as np

    seen = _first_seen(found)
    times = [np.bincount(found.codes[side_of[found.places] == n], minlength=len(found.forms)) for n in range(sides)]
    on_sides = np.stack(times, axis=1)[seen]
    names = (found.forms[form] for form in seen.tolist())
    things = things_of(dict(zip(names, on_sides.sum(axis=1).tolist(), strict=True)))
    forms_of: dict[str, list[int]] = {section: [] for section in SECTIONS}
    for number, thing in enumerate(things):
        forms_of[thing.section].append(number)
    keys = {section: sorted({things[form].key for form in forms}) for section, forms in forms_of.items()}
    borders = [0, *accumulate(map(len, keys.values()))]
    item_of = np.zeros(len(found.forms), np.int32)
    for begin, section in zip(borders, SECTIONS, strict=False):
        rank = {key: number for number, key in enumerate(keys[section], begin)}
        item_of[seen[forms_of[section]]] = [rank[things[form].key] for form in forms_of[section]]
    first, places = _by_item(item_of[found.codes], found.places, borders[-1], len(side_of))
    counts, articles = _on_sides(first, places, found.article_of, side_of, sides)
    last = _last_types(found, things, seen, item_of, side_of)
    items = {}
    for section, (a, b) in zip(SECTIONS, pairwise(borders), strict=True):
        forms = forms_of[section]
        own = (item_of[seen[forms]] - a).tolist()
        shown, types = _shown(own, [things[form] for form in forms], on_sides[forms].sum(axis=1).tolist(), b - a)
        for item, type_ in last.items():
            if a <= item < b:
                types[item - a] = type_
        grouped: list[list[Form]] = [[] for _ in range(b - a)] if section in GROUPED else []
        for item, form, n in zip(own, forms, on_sides[forms].tolist(), strict=True) if grouped else ():
            grouped[item].append(Form(things[form].shown, things[form].group, n))
        where = first[a : b + 1] - first[a], places[first[a] : first[b]]
        items[section] = Items(section, keys[section], shown, types, counts[a:b], articles[a:b], *where, grouped)
    return seen, things, items


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


def _first_seen(found: Occurrences) -> Whole:
    """The numbers of the forms that stand somewhere, the first seen first: lists of forms are shared by articles."""
    import numpy as np

    first = np.full(len(found.forms), len(found.codes), np.int32)
    first[found.codes[::-1]] = np.arange(len(found.codes), dtype=np.int32)[::-1]  # of equal codes the last one stays
    order = np.argsort(first, kind="stable")
    return order[: np.count_nonzero(first < len(found.codes))]


def _last_types(
    found: Occurrences, things: Sequence[Thing], seen: Whole, item_of: Whole, side_of: Whole
) -> dict[int, str]:
    """Of items that are of several types, the type that stands last on the first side that has them."""
    import numpy as np

    types = {int(form): thing.type for form, thing in zip(seen, things, strict=True) if thing.section in _MIXED}
    of_item: defaultdict[int, set[str]] = defaultdict(set)
    for form, type_ in types.items():
        of_item[int(item_of[form])].add(type_)
    several = [form for form in types if len(of_item[int(item_of[form])]) > 1]
    last: dict[int, tuple[int, str]] = {}
    for at in np.flatnonzero(np.isin(found.codes, several)).tolist() if several else ():
        form, side = int(found.codes[at]), int(side_of[found.places[at]])
        item = int(item_of[form])
        if side <= last.get(item, (side, ""))[0]:
            last[item] = side, types[form]
    return {item: type_ for item, (_, type_) in last.items()}


def _by_item(items: Whole, places: Whole, number: int, paragraphs: int) -> tuple[Whole, Whole]:
    """Where each item's places begin, and the places of all items, in order."""
    import numpy as np

    both = items.astype(np.int64)
    both *= max(1, paragraphs)
    both += places
    both.sort()
    first = np.searchsorted(both, np.arange(number + 1) * max(1, paragraphs))
    both %= max(1, paragraphs)
    return first, both.astype(np.int32)


def _on_sides(first: Whole, places: Whole, article_of: Whole, side_of: Whole, sides: int) -> tuple[Whole, Whole]:
    """How often each item stands on each side, and in how many articles."""
    import numpy as np

    articles, new = article_of[places], np.ones(len(places), bool)
    np.not_equal(articles[1:], articles[:-1], out=new[1:])
    new[first[:-1][np.diff(first) > 0]] = True  # the last article of an item may be the first of the next one
    counts = np.zeros((2, len(first) - 1, sides), np.int64)
    on = side_of[places]
    for side in range(sides):
        for counted, those in zip(counts, (on == side, (on == side) & new), strict=True):
            counted[:, side] = np.diff(np.cumsum(np.concatenate([[False], those]), dtype=np.int32)[first])
    return counts[0], counts[1]
