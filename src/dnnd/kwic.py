"""Keyword in context: every occurrence of a word, a phrase, a name or a slogan, with what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dnnd.annotate import linked, slogans
from dnnd.annotated import Annotated
from dnnd.errors import UsageError
from dnnd.normalize import squeeze
from dnnd.spans import Span
from dnnd.syllables import phrase_key
from dnnd.tables import Row, Table

COLUMNS = ("file", "article", "line", "column", "start", "end", "left", "match", "right")
WIDTH = 60


def kwic(query: str, annotated: Sequence[Annotated], width: int = WIDTH, exact: bool = False) -> Table:
    """One row an occurrence, in text order.

    The query is compared syllable by syllable, whatever its case, tone placement, dashes and spacing. A name also finds
    the other forms of the same entity, a slogan its variants; `exact` leaves those out. `width` is how many
    characters of the paragraph stand on each side. Raises UsageError for a query without a letter or digit.
    """
    key = phrase_key(query)
    if not any(c.isalnum() for c in key):
        raise UsageError(f"QUERY {query!r} holds no letter or digit to look for")
    spans: dict[tuple[int, int, int], Span] = {}
    related = () if exact else _related(key, annotated)
    for index, span in [*_phrases(key, annotated), *related]:
        spans.setdefault((index, span.start, span.end), span)
    rows = [_row(annotated[at[0]], span, width) for at, span in sorted(_outermost(spans), key=lambda f: f[0])]
    return Table(COLUMNS, rows, ("file", "line", "left", "match", "right"))


def _phrases(key: str, annotated: Sequence[Annotated]) -> Iterator[tuple[int, Span]]:
    """The places where the syllables of the query stand one after another within a line."""
    wanted = key.split(" ")
    for index, one in enumerate(annotated):
        units = one.document.syllables
        for at, unit in enumerate(units):
            if unit.key == wanted[0] and [u.key for u in units[at : at + len(wanted)]] == wanted:
                start, end = unit.start, units[at + len(wanted) - 1].end
                text = one.document.text[start:end]
                if "\n" not in text:
                    yield index, Span(start, end, text)


def _related(key: str, annotated: Sequence[Annotated]) -> Iterator[tuple[int, Span]]:
    """The mentions of the entities and the forms of the slogans that the query names."""
    pooled = list(linked(annotated))
    entities = {
        (m.type, m.entity) for one in pooled for m in one.mentions if key in (phrase_key(m.text), phrase_key(m.entity))
    }
    for index, one in enumerate(pooled):
        yield from ((index, m) for m in one.mentions if (m.type, m.entity) in entities)
    for slogan in slogans(pooled):
        if key in (phrase_key(form) for form in (slogan.slogan, *(m.text for m in slogan.mentions))):
            yield from ((m.text_index, m) for m in slogan.mentions)


def _outermost(spans: dict[tuple[int, int, int], Span]) -> Iterator[tuple[tuple[int, int, int], Span]]:
    """Without those that lie inside another: "Mặt trận Tổ quốc" within "Mặt trận Tổ quốc Việt Nam" is one place."""
    reach = (-1, -1)
    for at, span in sorted(spans.items(), key=lambda f: (f[0][0], f[0][1], -f[0][2])):
        if (at[0], at[2]) > reach or at[0] != reach[0]:
            yield at, span
            reach = (at[0], at[2])


def _row(one: Annotated, span: Span, width: int) -> Row:
    text = one.document.text
    line_start = text.rfind("\n", 0, span.start) + 1
    line_end = text.find("\n", span.end)
    where = one.place(span)
    left = _cut(squeeze(text[line_start : span.start])[::-1], width)[::-1]
    right = _cut(squeeze(text[span.end : line_end if line_end >= 0 else len(text)]), width)
    place = (where.line, where.column, where.start, where.end)
    return (one.article.file, one.article.number, *place, left, where.text, right)


def _cut(text: str, width: int) -> str:
    """At most `width` characters, whole words only.

    >>> _cut("hội nghị tổng kết", 10)
    'hội nghị'
    """
    if len(text) <= width:
        return text
    return text[:width].rstrip() if text[width] == " " else text[:width].rpartition(" ")[0].rstrip()
