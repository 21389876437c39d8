"""The comparison table: what differs between two or more sides, by how much, and whether these texts can show it."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from dnnd import keyness
from dnnd.articles import Article, read
from dnnd.counts import SECTIONS, Counts, Items, SideCounts
from dnnd.errors import UsageError
from dnnd.permutation import SEED
from dnnd.remarks import remarks
from dnnd.reuse import Reuse, set_aside
from dnnd.significance import ALPHA, CHANGES, ENOUGH_ARTICLES, Findings, assess, by_whole_articles, of_each
from dnnd.tables import Cell, Made, Note, Row, Table

if TYPE_CHECKING:
    import pandas as pd

MEASURES = ("ratio", "log_ratio", "log_ratio_low", "log_ratio_high", "lrc", "ll", "p", "p_adjusted", "verdict", "note")
OVERVIEW = "overview"
ALL_SECTIONS = (OVERVIEW, *SECTIONS)


def sections(named: Sequence[str]) -> list[str]:
    """The sections that a user named, all where none is; UsageError for one that there is not."""
    for name in named:
        if name not in ALL_SECTIONS:
            raise UsageError(f"--section {name}: no such section; there are {', '.join(ALL_SECTIONS)}")
    return list(named or ALL_SECTIONS)


def compare(
    texts: Mapping[str, Sequence[str | Path | Article]], sections: Sequence[str] = ALL_SECTIONS
) -> pd.DataFrame:
    """The comparison of two or more sides, as a data frame with the columns of `dnnd compare`.

    `texts` gives each side's texts: strings, articles as `dnnd.read` returns them, or paths of files. ratio, log_ratio
    and its bounds are of the first side to the last; verdicts read from the first to the last.

    >>> frame = compare({"2019": ["Hội họp tại Huế."], "2020": ["Hội họp tại Hà Nội."]}, sections=["places"])
    >>> frame[["item", "count_2019", "count_2020", "verdict"]].values.tolist()
    [['Huế', 1, 0, 'too few to tell'], ['Hà Nội', 0, 1, 'too few to tell']]
    """
    import pandas as pd

    from dnnd.annotate import annotate, slogans
    from dnnd.annotated import Collection
    from dnnd.counting import count
    from dnnd.tallies import tally

    if len(texts) < 2:
        raise ValueError(f"a comparison needs two sides or more, not {len(texts)}")
    kept, copies = set_aside([article for side, given in texts.items() for article in _articles(side, given)])
    annotated = [annotate(article) for article in kept]
    told = [(one.article.side, tally(one)) for one in annotated]
    counts = count(told, list(texts), Collection(annotated, slogans(annotated)))
    table = comparison(counts, sections, copies=copies)
    return pd.DataFrame.from_records(list(table.rows), columns=list(table.columns))


def _articles(side: str, given: Sequence[str | Path | Article]) -> Iterator[Article]:
    from dnnd.annotate import plain_article

    if isinstance(given, str):
        raise TypeError(f"side {side}: a list of texts, articles or paths, not one string")
    for one in given:
        if isinstance(one, Article):
            yield replace(one, side=side)
        elif isinstance(one, Path):
            yield from (replace(article, side=side) for article in read(str(one), side))
        else:
            yield replace(plain_article(one), side=side)


def comparison(
    counts: Counts, sections: Sequence[str] = ALL_SECTIONS, min_count: int = 1, copies: Sequence[Reuse] = ()
) -> Table:
    """The table of all items of the sections asked for, over the union of the sides: nothing that is new gets lost.

    `copies` are near-copies of articles, told beneath. Items are tested and adjusted within their section. Rows come by
    section, the surest differences first.
    """
    sides = counts.sides
    overview = list(_overview(counts)) if OVERVIEW in sections else []
    chosen = [counts.items[section].at_least(min_count) for section in SECTIONS if section in sections]
    found = assess(chosen, counts)
    made: list[tuple[int, Callable[[int], Row]]] = [(len(overview), lambda number: overview[number])]
    made += [_rows(items, findings, counts) for items, findings in zip(chosen, found, strict=True)]
    ends = list(accumulate(number for number, _ in made))

    def row(number: int) -> Row:
        at = bisect_right(ends, number)
        return made[at][1](number - ends[at] + made[at][0])

    first, last = sides[0].name, sides[-1].name
    headings = {"ratio": f"{first} : {last}", "verdict": f"{first} → {last}"}
    tested, shown = sum(findings.tested for findings in found), sum(map(len, chosen))
    notes = (*_notes(counts, tested, shown), *_notes_on_copies(copies))
    trend = tuple(f"per_1000_{side.name}" for side in sides) if len(sides) > 2 else ()
    rows = Made(ends[-1], row)
    return Table(_columns(sides), rows, _screen(sides), "section", notes, headings, whole=OVERVIEW, trend=trend)


def _columns(sides: Sequence[SideCounts]) -> tuple[str, ...]:
    per_side = [f"{what}_{side.name}" for what in ("count", "articles", "per_1000") for side in sides]
    return ("section", "item", "type", *per_side, *MEASURES)


def _screen(sides: Sequence[SideCounts]) -> tuple[str, ...]:
    counted = [f"{what}_{side.name}" for what in ("count", "per_1000") for side in sides]
    return ("item", *counted, "ratio", "verdict", "note")


def _overview(counts: Counts) -> Iterator[Row]:
    """The size of each side, and how many different people, bodies … it names."""
    from dnnd.dates.order import AFTER, AROUND, BEFORE

    sides = counts.sides
    sizes = [
        (what, [getattr(side, what) for side in sides]) for what in ("articles", "sentences", "words", "syllables")
    ]
    kinds = [(section, [int(n) for n in (counts.items[section].counts > 0).sum(axis=0)]) for section in SECTIONS]
    orders = [(f"dates_{order}", _in_order(counts, order)) for order in (BEFORE, AROUND, AFTER)]
    for type_, counted in (("SIZE", sizes), ("DIFFERENT", kinds), ("DATES", orders)):
        for item, numbers in counted:
            empty: list[Cell] = [None] * (2 * len(sides) + len(MEASURES))
            yield (OVERVIEW, item, type_, *numbers, *empty)


def _in_order(counts: Counts, order: str) -> list[int]:
    """How many date expressions of each side lie before (around, after) the report date."""
    those = [form.counts for forms in counts.items["dates"].forms for form in forms if form.group == order]
    return [sum(of_side) for of_side in zip(*those, strict=True)] or [0] * len(counts.sides)


def _rows(items: Items, findings: Findings, counts: Counts) -> tuple[int, Callable[[int], Row]]:
    """How many rows the items have, and what makes each: changes first, by lrc, then by how often, then by key."""
    import numpy as np

    sizes = counts.words
    measured = of_each(items.counts, lambda n: _measures(n, sizes, findings.tested))
    counted = np.hstack([items.counts, items.articles])
    told = remarks(items, findings, counts)
    at = len(counts.sides) + MEASURES.index("lrc")
    lrc = np.array([abs(float(row[at] or 0)) for row in measured])
    unchanged = np.array([verdict not in CHANGES for verdict in findings.verdicts])
    order = np.lexsort((-items.counts.sum(axis=1), -lrc, unchanged))  # which keeps the order of the keys

    def row(number: int) -> Row:
        n = int(order[number])
        tests = (findings.ps[n], findings.adjusted[n], findings.verdicts[n], told[n])
        return (items.section, items.shown[n], items.types[n], *counted[n].tolist(), *measured[n], *tests)

    return len(items), row


def _measures(counts: Sequence[int], sizes: Sequence[int], tested: int) -> Row:
    """The rates per 1,000 words; the first columns of `MEASURES`: of the first side to the last, but ll over all."""
    rates = tuple(1000 * n / words if words else None for n, words in zip(counts, sizes, strict=True))
    if 0 in sizes:
        return (*rates, *[None] * 6)
    four = (counts[0], counts[-1], sizes[0], sizes[-1])
    low, high = keyness.log_ratio_interval(*four)
    return (
        *rates,
        _finite(keyness.ratio(*four)),
        keyness.log_ratio(*four),
        _finite(low),
        _finite(high),
        keyness.lrc(*four, family=max(1, tested)),
        keyness.g_test(counts, sizes)[0],
    )


def _finite(number: float) -> float | None:
    """None for what has no bound: an empty cell, since no spreadsheet reads "inf"."""
    return number if math.isfinite(number) else None


def _notes(counts: Counts, tested: int, shown: int) -> tuple[Note, ...]:
    sides = counts.sides
    notes = [Note("compared_side", {"side": s.name, "articles": s.articles, "words": s.words}) for s in sides]
    notes.append(Note("compared_tested", {"tested": tested, "items": shown, "alpha": ALPHA}))
    notes.append(Note("compared_ratio", {"first": sides[0].name, "last": sides[-1].name}))
    if any(side.articles < ENOUGH_ARTICLES for side in sides):
        notes.append(Note("compared_few", {"articles": min(side.articles for side in sides)}))
    elif by_whole_articles(counts):
        notes.append(Note("compared_by_article", {"seed": SEED}))
    return tuple(notes)


def _notes_on_copies(copies: Sequence[Reuse]) -> Iterator[Note]:
    """How many near-copies there are, with the first of them as an example."""
    for name, those in (
        ("compared_copies", [reuse for reuse in copies if not reuse.is_counted]),
        ("compared_reuse", [reuse for reuse in copies if reuse.is_counted]),
    ):
        if those:
            first = those[0]
            shared = f"{100 * first.shared:.0f} %"
            yield Note(
                name, {"count": len(those), "file": _named(first.article), "of": _named(first.of), "shared": shared}
            )


def _named(article: Article) -> str:
    return article.file or article.title


def meta(counts: Counts, table: Table, copies: Sequence[Reuse], options: Mapping[str, object]) -> dict[str, object]:
    """What was compared, how, and with which options: what a reader needs to make the same table again."""
    section, p = table.column("section"), table.column("p")
    shown = [name for name in ALL_SECTIONS if name in section and name != OVERVIEW]
    tested = [s for s, q in zip(section, p, strict=True) if q is not None]
    tests = {name: {"items": section.count(name), "tested": tested.count(name)} for name in shown}
    sizes = ("articles", "sentences", "words", "syllables")
    sides = counts.sides
    exact = "binomial, exact" if len(sides) == 2 else "multinomial, exact"
    return {
        "program": f"dnnd {version('dnnd')}",
        "sides": [{"name": side.name, **{size: getattr(side, size) for size in sizes}} for side in sides],
        "sections": tests,
        "alpha": ALPHA,
        "adjusted": "Benjamini-Hochberg within each section",
        "test": "articles dealt anew" if by_whole_articles(counts) else exact,
        "seed": SEED,
        "near_copies": [
            {
                "side": reuse.article.side,
                "file": reuse.article.file,
                "article": reuse.article.number,
                "of_side": reuse.of.side,
                "of_file": reuse.of.file,
                "of_article": reuse.of.number,
                "shared": reuse.shared,
                "counted": reuse.is_counted,
            }
            for reuse in copies
        ],
        "options": dict(options),
    }
