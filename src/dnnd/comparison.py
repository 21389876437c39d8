"""The comparison table: what differs between two or more sides, by how much, and whether these texts can show it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from dnnd import keyness
from dnnd.annotate import annotate, collection, plain_article
from dnnd.articles import Article, read
from dnnd.counts import SECTIONS, Item, SideCounts, count, written
from dnnd.dates.order import AFTER, AROUND, BEFORE
from dnnd.permutation import SEED
from dnnd.remarks import Offices, remarks
from dnnd.reuse import Reuse, set_aside
from dnnd.significance import ALPHA, CHANGES, ENOUGH_ARTICLES, Compared, assess, by_whole_articles, verdict
from dnnd.tables import Cell, Note, Row, Table

if TYPE_CHECKING:
    import pandas as pd

MEASURES = ("ratio", "log_ratio", "log_ratio_low", "log_ratio_high", "lrc", "ll", "p", "p_adjusted", "verdict", "note")
OVERVIEW = "overview"
ALL_SECTIONS = (OVERVIEW, *SECTIONS)


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

    if len(texts) < 2:
        raise ValueError(f"a comparison needs two sides or more, not {len(texts)}")
    kept, copies = set_aside([article for side, given in texts.items() for article in _articles(side, given)])
    pooled = collection([annotate(article) for article in kept])
    table = comparison(count(pooled, list(texts)), sections, copies=copies)
    return pd.DataFrame.from_records(list(table.rows), columns=list(table.columns))


def _articles(side: str, given: Sequence[str | Path | Article]) -> Iterator[Article]:
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
    sides: Sequence[SideCounts],
    sections: Sequence[str] = ALL_SECTIONS,
    min_count: int = 1,
    copies: Sequence[Reuse] = (),
) -> Table:
    """The table of all items of the sections asked for, over the union of the sides: nothing that is new gets lost.

    `copies` are near-copies of articles, told beneath. Items are tested and adjusted within their section. Rows come by
    section, the surest differences first.
    """
    rows: list[Row] = list(_overview(sides)) if OVERVIEW in sections else []
    offices = Offices(sides)
    tested = shown = 0
    for section in SECTIONS:
        if section in sections:
            items = [c for c in _union(sides, section) if sum(c.counts) >= min_count]
            tested += assess(items, sides)
            shown += len(items)
            rows += [row for _, row in sorted((_row(c, sides, offices) for c in items), key=lambda ranked: ranked[0])]
    first, last = sides[0].name, sides[-1].name
    headings = {"ratio": f"{first} : {last}", "verdict": f"{first} → {last}"}
    notes = (*_notes(sides, tested, shown), *_notes_on_copies(copies))
    trend = tuple(f"per_1000_{side.name}" for side in sides) if len(sides) > 2 else ()
    return Table(_columns(sides), rows, _screen(sides), "section", notes, headings, whole=OVERVIEW, trend=trend)


def _columns(sides: Sequence[SideCounts]) -> tuple[str, ...]:
    per_side = [f"{what}_{side.name}" for what in ("count", "articles", "per_1000") for side in sides]
    return ("section", "item", "type", *per_side, *MEASURES)


def _screen(sides: Sequence[SideCounts]) -> tuple[str, ...]:
    counted = [f"{what}_{side.name}" for what in ("count", "per_1000") for side in sides]
    return ("item", *counted, "ratio", "verdict", "note")


def _overview(sides: Sequence[SideCounts]) -> Iterator[Row]:
    """The size of each side, and how many different people, bodies … it names."""
    sizes = [
        (what, [getattr(side, what) for side in sides]) for what in ("articles", "sentences", "words", "syllables")
    ]
    kinds = [(section, [len(side.items[section]) for side in sides]) for section in SECTIONS]
    orders = [(f"dates_{order}", [_in_order(side, order) for side in sides]) for order in (BEFORE, AROUND, AFTER)]
    for type_, counted in (("SIZE", sizes), ("DIFFERENT", kinds), ("DATES", orders)):
        for item, numbers in counted:
            empty: list[Cell] = [None] * (2 * len(sides) + len(MEASURES))
            yield (OVERVIEW, item, type_, *numbers, *empty)


def _in_order(side: SideCounts, order: str) -> int:
    """How many date expressions of a side lie before (around, after) the report date."""
    return sum(item.groups[order] for item in side.items["dates"].values())


def _union(sides: Sequence[SideCounts], section: str) -> list[Compared]:
    found = []
    for key in sorted({key for side in sides for key in side.items[section]}):
        items = [side.items[section].get(key, Item()) for side in sides]
        kind = next(item.type for item in items if item.type)
        found.append(Compared(section, key, written(sides, section, key), kind, items))
    return found


def _row(c: Compared, sides: Sequence[SideCounts], offices: Offices) -> tuple[tuple[Cell, ...], Row]:
    """The item's row, and its rank in the section: changes first, by lrc, then by how often it stands, then by key."""
    articles = [len(item.articles) for item in c.items]
    rates = [1000 * n / side.words if side.words else None for n, side in zip(c.counts, sides, strict=True)]
    measures = _measures(c, sides, offices)
    lrc, found = measures[MEASURES.index("lrc")], measures[MEASURES.index("verdict")]
    rank = (found not in CHANGES, -abs(float(lrc or 0)), -sum(c.counts), c.key)
    return rank, (c.section, c.shown, c.type, *c.counts, *articles, *rates, *measures)


def _measures(c: Compared, sides: Sequence[SideCounts], offices: Offices) -> Row:
    """The columns of `MEASURES`: of the first side to the last, but ll, p and p_adjusted over all sides."""
    sizes = [side.words for side in sides]
    found, note = verdict(c, sizes), remarks(c, sides, offices)
    if 0 in sizes:
        return (*[None] * (len(MEASURES) - 2), found, note)
    four = (c.counts[0], c.counts[-1], sizes[0], sizes[-1])
    low, high = keyness.log_ratio_interval(*four)
    return (
        _finite(keyness.ratio(*four)),
        keyness.log_ratio(*four),
        _finite(low),
        _finite(high),
        keyness.lrc(*four, family=c.family),
        keyness.g_test(c.counts, list(sizes))[0],
        c.p,
        c.p_adjusted,
        found,
        note,
    )


def _finite(number: float) -> float | None:
    """None for what has no bound: an empty cell, since no spreadsheet reads "inf"."""
    return number if math.isfinite(number) else None


def _notes(sides: Sequence[SideCounts], tested: int, shown: int) -> tuple[Note, ...]:
    notes = [Note("compared_side", {"side": s.name, "articles": s.articles, "words": s.words}) for s in sides]
    notes.append(Note("compared_tested", {"tested": tested, "items": shown, "alpha": ALPHA}))
    notes.append(Note("compared_ratio", {"first": sides[0].name, "last": sides[-1].name}))
    if any(side.articles < ENOUGH_ARTICLES for side in sides):
        notes.append(Note("compared_few", {"articles": min(side.articles for side in sides)}))
    elif by_whole_articles(sides):
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


def meta(
    sides: Sequence[SideCounts], table: Table, copies: Sequence[Reuse], options: Mapping[str, object]
) -> dict[str, object]:
    """What was compared, how, and with which options: what a reader needs to make the same table again."""
    section, p = table.column("section"), table.column("p")
    shown = [name for name in ALL_SECTIONS if name in section and name != OVERVIEW]
    tested = [s for s, q in zip(section, p, strict=True) if q is not None]
    tests = {name: {"items": section.count(name), "tested": tested.count(name)} for name in shown}
    sizes = ("articles", "sentences", "words", "syllables")
    exact = "binomial, exact" if len(sides) == 2 else "multinomial, exact"
    return {
        "program": f"dnnd {version('dnnd')}",
        "sides": [{"name": side.name, **{size: getattr(side, size) for size in sizes}} for side in sides],
        "sections": tests,
        "alpha": ALPHA,
        "adjusted": "Benjamini-Hochberg within each section",
        "test": "articles dealt anew" if by_whole_articles(sides) else exact,
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
