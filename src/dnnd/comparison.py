"""The comparison table: what differs between two or more sides, by how much, and whether these texts can show it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from dnnd import keyness
from dnnd.annotate import annotate, collection, plain_article
from dnnd.articles import Article, read
from dnnd.counts import SECTIONS, Item, SideCounts, count, written
from dnnd.dates.order import AFTER, AROUND, BEFORE
from dnnd.permutation import SEED, permutation_p
from dnnd.slogans.families import change
from dnnd.tables import Cell, Note, Row, Table

if TYPE_CHECKING:
    import pandas as pd

ALPHA = 0.05
MIXED = "mixed"  # a date that lies before one report of a side and after another
ENOUGH_ARTICLES = 4  # a side; with 3 + 3 no deal of the articles can reach p < .1 (research: 1 v 1 p = 1, 3 v 3 p = .1)
MEASURES = ("ratio", "log_ratio", "log_ratio_low", "log_ratio_high", "lrc", "ll", "p", "p_adjusted", "verdict", "note")
CHANGES = ("new", "gone", "more", "less")
OVERVIEW = "overview"
ALL_SECTIONS = (OVERVIEW, *SECTIONS)


@dataclass
class Compared:
    """One item on its way into the table. `p` is None where the total is too small for any test.

    `clumped` says that dealing the paragraphs anew makes as big a difference by chance.
    """

    section: str
    key: str
    shown: str
    type: str
    items: list[Item]
    p: float | None = None
    p_adjusted: float | None = None
    family: int = 1
    clumped: bool = False

    @property
    def counts(self) -> list[int]:
        """Occurrences a side."""
        return [item.count for item in self.items]

    @property
    def ends(self) -> tuple[Item, Item]:
        """The first side's occurrences and the last one's."""
        return self.items[0], self.items[-1]


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
    annotated = [annotate(article) for side, given in texts.items() for article in _articles(side, given)]
    table = comparison(count(collection(annotated), list(texts)), sections)
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


def comparison(sides: Sequence[SideCounts], sections: Sequence[str] = ALL_SECTIONS, min_count: int = 1) -> Table:
    """The table of all items of the sections asked for, over the union of the sides: nothing that is new gets lost.

    Items are tested and adjusted within their section. Rows come by section, the surest differences first.
    """
    rows: list[Row] = list(_overview(sides)) if OVERVIEW in sections else []
    tested = shown = 0
    for section in SECTIONS:
        if section in sections:
            items = [c for c in _union(sides, section) if sum(c.counts) >= min_count]
            tested += _test(items, sides)
            shown += len(items)
            rows += [row for _, row in sorted((_row(c, sides) for c in items), key=lambda ranked: ranked[0])]
    first, last = sides[0].name, sides[-1].name
    headings = {"ratio": f"{first} : {last}", "verdict": f"{first} → {last}"}
    notes = _notes(sides, tested, shown)
    return Table(_columns(sides), rows, _screen(sides), "section", notes, headings, whole=OVERVIEW)


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
    return sum(item.orders[order] for item in side.items["dates"].values())


def _union(sides: Sequence[SideCounts], section: str) -> list[Compared]:
    found = []
    for key in sorted({key for side in sides for key in side.items[section]}):
        items = [side.items[section].get(key, Item()) for side in sides]
        kind = next(item.type for item in items if item.type)
        found.append(Compared(section, key, written(sides, section, key), kind, items))
    return found


def _test(items: Sequence[Compared], sides: Sequence[SideCounts]) -> int:
    """Fills in p, p_adjusted and the family's size; how many items could be tested at all."""
    if any(side.words == 0 for side in sides):
        return 0
    ends = (sides[0], sides[-1])  # what ratio, p and verdict speak of
    sizes = [side.words for side in ends]
    tested = [c for c in items if keyness.smallest_p(c.counts[0] + c.counts[-1], *sizes) <= ALPHA]
    whole = _by_whole_articles(sides)
    ps = _by_article(tested, ends) if whole else [keyness.exact_p(c.counts[0], c.counts[-1], *sizes) for c in tested]
    for c, p, adjusted in zip(tested, ps, keyness.benjamini_hochberg(ps), strict=True):
        c.p, c.p_adjusted = p, adjusted
    for c in items:
        c.family = max(1, len(tested))
    changed = [c for c in tested if not whole and (c.p_adjusted or 0) <= ALPHA]
    for c, p in zip(changed, _by_paragraph(changed, ends), strict=True):
        c.clumped = p > ALPHA
    return len(tested)


def _by_whole_articles(sides: Sequence[SideCounts]) -> bool:
    return all(side.articles >= ENOUGH_ARTICLES for side in (sides[0], sides[-1]))


def _by_article(items: Sequence[Compared], ends: Sequence[SideCounts]) -> list[float]:
    words = [n for side in ends for n in side.words_by_article]
    counts = [[n for item, s in zip(c.ends, ends, strict=True) for n in item.by_article(s.articles)] for c in items]
    return permutation_p(counts, words, ends[0].articles)


def _by_paragraph(items: Sequence[Compared], ends: Sequence[SideCounts]) -> list[float]:
    """The clumping check for few articles: how often a deal of the paragraphs makes as big a difference."""
    places = [sorted(side.words_by_paragraph) for side in ends]
    words = [side.words_by_paragraph[place] for side, those in zip(ends, places, strict=True) for place in those]
    counts = [[i.places[p] for i, those in zip(c.ends, places, strict=True) for p in those] for c in items]
    return permutation_p(counts, words, len(places[0]))


def _row(c: Compared, sides: Sequence[SideCounts]) -> tuple[tuple[Cell, ...], Row]:
    """The item's row, and its rank in the section: changes first, by lrc, then by how often it stands, then by key."""
    articles = [len(item.articles) for item in c.items]
    rates = [1000 * n / side.words if side.words else None for n, side in zip(c.counts, sides, strict=True)]
    measures = _measures(c, sides)
    lrc, verdict = measures[MEASURES.index("lrc")], measures[MEASURES.index("verdict")]
    rank = (verdict not in CHANGES, -abs(float(lrc or 0)), -sum(c.counts), c.key)
    return rank, (c.section, c.shown, c.type, *c.counts, *articles, *rates, *measures)


def _measures(c: Compared, sides: Sequence[SideCounts]) -> Row:
    """The columns of `MEASURES`: of the first side to the last, but ll over all sides."""
    sizes = [side.words for side in sides]
    verdict, note = _verdict(c, sizes), "; ".join(_remarks(c, sides))
    if 0 in sizes:
        return (*[None] * (len(MEASURES) - 2), verdict, note)
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
        verdict,
        note,
    )


def _finite(number: float) -> float | None:
    """None for what has no bound: an empty cell, since no spreadsheet reads "inf"."""
    return number if math.isfinite(number) else None


def _verdict(c: Compared, sizes: Sequence[int]) -> str:
    if c.p_adjusted is None:
        return "too few to tell"
    if c.p_adjusted > ALPHA or c.clumped:
        return "no clear change"
    first, last = c.counts[0], c.counts[-1]
    if first == 0 or last == 0:
        return "new" if first == 0 else "gone"
    return "more" if last * sizes[0] > first * sizes[-1] else "less"


def _remarks(c: Compared, sides: Sequence[SideCounts]) -> Iterator[str]:
    """Why a row deserves a second look: a slogan's form has changed, or its occurrences are one thing said often."""
    if c.section == "dates" and (orders := [_order(item) for item in c.items if item.orders]):
        yield " → ".join(dict.fromkeys(orders))
    if c.section == "slogans" and all(c.counts):
        what, difference = change(sides[0].forms[c.key], sides[-1].forms[c.key])
        if what == "changed":
            yield f"changed: {difference}"
    if c.clumped or (sum(c.counts) > 1 and sum(len(item.places) for item in c.items) == 1):
        yield "clumped"
    elif sum(c.counts) > 1 and [len(i.articles) for i in c.items if i.count] == [1] and _only(c, sides).articles > 1:
        yield "one article"
    if _verdict(c, [side.words for side in sides]) in CHANGES and not _by_whole_articles(sides):
        yield "few articles"


def _order(item: Item) -> str:
    """Where an item's dates lie on one side, seen from the report date."""
    return next(iter(item.orders)) if len(item.orders) == 1 else MIXED


def _only(c: Compared, sides: Sequence[SideCounts]) -> SideCounts:
    """The side on which alone an item stands."""
    return next(side for item, side in zip(c.items, sides, strict=True) if item.count)


def _notes(sides: Sequence[SideCounts], tested: int, shown: int) -> tuple[Note, ...]:
    notes = [Note("compared_side", {"side": s.name, "articles": s.articles, "words": s.words}) for s in sides]
    notes.append(Note("compared_tested", {"tested": tested, "items": shown, "alpha": ALPHA}))
    notes.append(Note("compared_ratio", {"first": sides[0].name, "last": sides[-1].name}))
    if any(side.articles < ENOUGH_ARTICLES for side in sides):
        notes.append(Note("compared_few", {"articles": min(side.articles for side in sides)}))
    elif _by_whole_articles(sides):
        notes.append(Note("compared_by_article", {"seed": SEED}))
    return tuple(notes)


def meta(sides: Sequence[SideCounts], table: Table, options: Mapping[str, object]) -> dict[str, object]:
    """What was compared, how, and with which options: what a reader needs to make the same table again."""
    section, p = table.column("section"), table.column("p")
    shown = [name for name in ALL_SECTIONS if name in section and name != OVERVIEW]
    tested = [s for s, q in zip(section, p, strict=True) if q is not None]
    tests = {name: {"items": section.count(name), "tested": tested.count(name)} for name in shown}
    sizes = ("articles", "sentences", "words", "syllables")
    return {
        "program": f"dnnd {version('dnnd')}",
        "sides": [{"name": side.name, **{size: getattr(side, size) for size in sizes}} for side in sides],
        "sections": tests,
        "alpha": ALPHA,
        "adjusted": "Benjamini-Hochberg within each section",
        "test": "articles dealt anew" if _by_whole_articles(sides) else "binomial, exact",
        "seed": SEED,
        "options": dict(options),
    }
