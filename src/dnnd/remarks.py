"""What a reader should know of a row of the comparison beside its numbers: the notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from dnnd.counts import Item, SideCounts
from dnnd.significance import CHANGES, Compared, by_whole_articles, verdict
from dnnd.slogans.families import change

MIXED = "mixed"  # a date that lies before one report of a side and after another


def remarks(c: Compared, sides: Sequence[SideCounts], offices: Offices) -> str:
    """The notes of a row, joined by "; "."""
    of_section = {"dates": _of_date, "slogans": _of_slogan, "roles": _of_role}.get(c.section)
    found = [*(of_section(c, sides, offices) if of_section else ()), *_of_spread(c, sides)]
    return "; ".join(found)


def _of_date(c: Compared, sides: Sequence[SideCounts], offices: Offices) -> Iterator[str]:
    """Where a date lies, seen from the reports of each side that has it: "after → before"."""
    orders = [next(iter(i.groups)) if len(i.groups) == 1 else MIXED for i in c.items if i.groups]
    if orders:
        yield " → ".join(dict.fromkeys(orders))


def _of_slogan(c: Compared, sides: Sequence[SideCounts], offices: Offices) -> Iterator[str]:
    """What became of a family of slogans from the first side to the last."""
    before: Mapping[str, int] = sides[0].forms.get(c.key, {})
    after: Mapping[str, int] = sides[-1].forms.get(c.key, {})
    if before or after:
        what, difference = change(before, after)
        # "new" alone would sound like the verdict, which may well be that the texts cannot show it.
        yield f"{what}: {difference}" if difference else f"{what} here" if what in ("new", "gone") else what


def _of_role(c: Compared, sides: Sequence[SideCounts], offices: Offices) -> Iterator[str]:
    """Who held an office of one holder before, or holds it after, where each side names one."""
    before, after = offices.holders(c)
    if len(before) == len(after) == 1 and bool(c.items[0].count) != bool(c.items[-1].count):
        yield f"in place of: {before[0]}" if c.items[-1].count else f"followed by: {after[0]}"


def _of_spread(c: Compared, sides: Sequence[SideCounts]) -> Iterator[str]:
    """That the occurrences are one thing said often, that a middle side stands out, that there is little to go by."""
    total = sum(c.counts)
    if c.clumped or (total > 1 and sum(len(set(item.codes)) for item in c.items) == 1):
        yield "clumped"
    elif total > 1 and [len(i.articles) for i in c.items if i.count] == [1] and _only(c.items, sides).articles > 1:
        yield "one article"
    if c.uneven:
        yield "uneven"
    if verdict(c, [side.words for side in sides]) in CHANGES and not by_whole_articles(sides):
        yield "few articles"


def _only(items: Sequence[Item], sides: Sequence[SideCounts]) -> SideCounts:
    """The side on which alone an item stands."""
    return next(side for item, side in zip(items, sides, strict=True) if item.count)


class Offices:
    """Who holds each office on the first side and on the last."""

    def __init__(self, sides: Sequence[SideCounts]) -> None:
        self._holders: list[defaultdict[str, dict[str, str]]] = [defaultdict(dict), defaultdict(dict)]
        for holders, side in zip(self._holders, (sides[0], sides[-1]), strict=True):
            for key, item in sorted(side.items["roles"].items()):
                shown = max(sorted(item.written), key=item.written.__getitem__)
                for office in item.groups:
                    holders[office][_person(key)] = _person(shown)

    def holders(self, c: Compared) -> tuple[list[str], list[str]]:
        """The holders of a row's office on the first side and on the last; none where it is not known which it is."""
        offices: Mapping[str, int] = c.items[0].groups + c.items[-1].groups
        if len(offices) != 1:
            return [], []
        first, last = (of_side[next(iter(offices))] for of_side in self._holders)
        if _person(c.key) in first and _person(c.key) in last:  # the same office in another wording
            return [], []
        return list(first.values()), list(last.values())


def _person(row: str) -> str:
    """The person of a row of the section roles."""
    return row.rpartition(" – ")[2]
