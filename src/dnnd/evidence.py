"""The evidence behind the counts: one row an occurrence, with its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dnnd.annotated import Annotated, Collection
from dnnd.counts import SECTIONS, Counts
from dnnd.items import slogan_form
from dnnd.occurrences import outermost
from dnnd.spans import Span
from dnnd.tables import Row, Table
from dnnd.tallies import things

EVIDENCE = ("section", "item", "side", "file", "article", "line", "column", "start", "end", "text", "sentence")


def evidence(collection: Collection, counts: Counts, sections: Sequence[str]) -> Table:
    """One row an occurrence behind the counts, under the item's name as the comparison shows it."""
    shown = {(name, key): text for name, i in counts.items.items() for key, text in zip(i.keys, i.shown, strict=True)}
    rows: list[Row] = []
    for one, record, form in _records(collection):
        thing = counts.things[form]
        if thing.section in sections:
            where = one.place(record)
            source = (one.article.side, one.article.file, one.article.number)
            place = (where.line, where.column, where.start, where.end, where.text, where.sentence)
            rows.append((thing.section, shown[thing.section, thing.key], *source, *place))
    place_of = {section: number for number, section in enumerate(SECTIONS)}
    rows.sort(key=lambda row: (place_of[str(row[0])], str(row[1])))
    return Table(EVIDENCE, rows, ("section", "item", "side", "file", "line", "sentence"))


def _records(collection: Collection) -> Iterator[tuple[Annotated, Span, str]]:
    """Each record that is counted, with its article and its form, in text order; the slogans come last."""
    for one in collection.articles:
        for (start, end), form in things(one):
            yield one, Span(start, end, one.document.text[start:end]), form
    for slogan, mention in outermost(collection.slogans):
        yield collection.articles[mention.text_index], mention, slogan_form(slogan.slogan, slogan.kind)
