"""What a reader should know of a row of the comparison beside its numbers: the notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from dnnd.counts import Counts, Form, Items, most_frequent
from dnnd.significance import CHANGES, Findings, by_whole_articles

MIXED = "mixed"  # a date that lies before one report of a side and after another


def remarks(items: Items, findings: Findings, counts: Counts) -> list[str]:
    """The notes of each item of a section, joined by "; "."""
    of_section = {"dates": _of_dates, "slogans": _of_slogans, "roles": _of_roles}.get(items.section)
    first = of_section(items, counts) if of_section else [""] * len(items)
    both = zip(first, _of_spread(items, findings, counts), strict=True)
    return ["; ".join(filter(None, notes)) for notes in both]


def _of_dates(items: Items, counts: Counts) -> Iterator[str]:
    """Where a date lies, seen from the reports of each side that has it: "after → before"."""
    for forms in items.forms:
        on_sides = (_groups(forms, side) for side in range(len(counts.sides)))
        orders = [next(iter(groups)) if len(groups) == 1 else MIXED for groups in on_sides if groups]
        yield " → ".join(dict.fromkeys(orders))


def _groups(forms: Sequence[Form], side: int) -> set[str]:
    return {form.group for form in forms if form.group and form.counts[side]}


def _of_slogans(items: Items, counts: Counts) -> Iterator[str]:
    """What became of a family of slogans from the first side to the last."""
    from dnnd.slogans.families import change

    for key in items.keys:
        before: Mapping[str, int] = counts.sides[0].forms.get(key, {})
        after: Mapping[str, int] = counts.sides[-1].forms.get(key, {})
        if not before and not after:
            yield ""
            continue
        what, difference = change(before, after)
        # "new" alone would sound like the verdict, which may well be that the texts cannot show it.
        yield f"{what}: {difference}" if difference else f"{what} here" if what in ("new", "gone") else what


def _of_spread(items: Items, findings: Findings, counts: Counts) -> Iterator[str]:
    """That the occurrences are one thing said often, that a middle side stands out, that there is little to go by."""
    import numpy as np

    total = items.counts.sum(axis=1)
    clumped = findings.clumped | ((total > 1) & items.once)
    only = np.count_nonzero(items.counts, axis=1) == 1
    many = np.array(counts.articles)[items.counts.argmax(axis=1)] > 1
    alone = ~clumped & (total > 1) & only & (items.articles.sum(axis=1) == 1) & many
    few = np.zeros(len(items), bool) if by_whole_articles(counts) else np.isin(findings.verdicts, CHANGES)
    told = zip(clumped.tolist(), alone.tolist(), findings.uneven.tolist(), few.tolist(), strict=True)
    named = ("clumped", "one article", "uneven", "few articles")
    known: dict[tuple[bool, ...], str] = {}
    for those in told:
        if those not in known:
            known[those] = "; ".join(name for name, holds in zip(named, those, strict=True) if holds)
        yield known[those]


# --- who held an office before ------------------------------------------------------------------------------------


def _of_roles(items: Items, counts: Counts) -> Iterator[str]:
    """Who held an office of one holder before, or holds it after, where each side names one."""
    holders = [_holders(counts.items[items.section], side) for side in (0, -1)]
    for key, forms, on_sides in zip(items.keys, items.forms, items.counts.tolist(), strict=True):
        offices = _groups(forms, 0) | _groups(forms, -1)
        found = [of_side[next(iter(offices))] for of_side in holders] if len(offices) == 1 else [{}, {}]
        # One who is named on both sides has the same office in another wording.
        same = all(_person(key) in of_side for of_side in found)
        (before, after), (was, is_) = [list(of_side.values()) for of_side in found], (on_sides[0], on_sides[-1])
        if same or not len(before) == len(after) == 1 or bool(was) == bool(is_):
            yield ""
        else:
            yield f"in place of: {before[0]}" if is_ else f"followed by: {after[0]}"


def _holders(items: Items, side: int) -> Mapping[str, Mapping[str, str]]:
    """Who holds each office on a side: by office the keys of the people, with how each is shown."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for key, forms in zip(items.keys, items.forms, strict=True):
        offices = _groups(forms, side)
        if offices:
            shown = most_frequent(forms, side)
            for office in offices:
                found[office][_person(key)] = _person(shown)
    return found


def _person(row: str) -> str:
    """The person of a row of the section roles."""
    return row.rpartition(" – ")[2]
