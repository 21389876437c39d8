"""Rows to a terminal table, CSV, TSV, JSON, JSON lines, Markdown or xlsx; no arithmetic. The only importer of rich."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
import re
import sys
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from dnnd import disk
from dnnd.errors import InputError, UsageError
from dnnd.lexicon import table as lexicon_table
from dnnd.normalize import visible
from dnnd.tables import Cell, Row, Table

if TYPE_CHECKING:
    from rich.table import Table as Drawn
    from rich.text import Text

FORMATS = ("table", "csv", "tsv", "json", "jsonl", "md", "xlsx")
SUFFIXES = {f".{name}": name for name in FORMATS[1:]} | {".txt": "table", ".markdown": "md"}
_LINES = 4_096  # that are written together
_FORMULA = re.compile(r"^[=+\-@\t\r]")  # what a spreadsheet takes for the beginning of a formula
_DAY_COLUMNS = ("report_date", "first_day", "last_day")


@dataclass(frozen=True, slots=True)
class Style:
    """How the user wants the output: see the shared options of the command line."""

    format: str = "csv"
    excel: bool = False
    sep: str | None = None
    decimal: str = "."
    lang: str = "en"
    color: str = "auto"
    width: int = 120


def write(table: Table, style: Style, output: Path | None = None) -> None:
    """Writes a table to standard output, or to a file: whole, or not at all."""
    data: Iterable[bytes]
    if output is None and sys.stdout is None:
        raise UsageError("standard output is closed; add --output FILE")
    if style.format == "table":
        data = [_screen(table, style, sys.stdout.isatty() if output is None else False).encode(errors="replace")]
    elif style.format == "xlsx":
        data = [_xlsx(table)]
    else:
        data = _TEXT[style.format](table, style)
    if output is not None:
        write_whole(output, data)
    elif style.format == "xlsx" and sys.stdout.isatty():
        raise UsageError("xlsx is no text for a terminal; add --output FILE.xlsx")
    else:
        _to_stdout(data)


def write_whole(path: Path, data: Iterable[bytes]) -> None:
    """Writes a file beside its place and renames it, so that no half file is ever left."""
    try:
        if path.exists() and not path.is_file():  # /dev/stdout or a named pipe: nothing can be put in its place
            with path.open("wb") as file:
                file.writelines(data)
            return
        disk.put(path.resolve(), data)  # a link goes on pointing where it points
    except OSError as error:
        raise InputError(
            f"{path}: cannot be written: {(error.strerror or str(error)).lower()}; try another --output"
        ) from None


def _to_stdout(data: Iterable[bytes]) -> None:
    """Writes bytes as they are: UTF-8 whatever the locale says; a reader that has gone away is no error."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.writelines(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the interpreter flushes once more at its end
        if not isinstance(error, BrokenPipeError):
            raise InputError(f"standard output: {(error.strerror or str(error)).lower()}; try --output FILE") from None


# --- text formats --------------------------------------------------------------------------------------------------


def _delimited(table: Table, style: Style, default: str) -> Iterator[bytes]:
    """The lines, so many at a time: the rows of a large table are made as they are written."""
    sep = style.sep or (";" if style.decimal == "," and default == "," else default)
    as_they_are = style.decimal == "." and not style.excel  # the writer makes the same of them, ten times as fast
    rows = iter(table.rows if as_they_are else ([_plain(cell, style) for cell in row] for row in table.rows))
    lines, begin = chain([table.columns], rows), BOM_UTF8 if style.excel else b""
    while some := list(islice(lines, _LINES)):
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=sep, lineterminator="\r\n" if style.excel else "\n").writerows(some)
        yield begin + out.getvalue().encode(errors="replace")
        begin = b""


def _plain(cell: Cell, style: Style) -> str:
    """A cell as text: empty for nothing, numbers unrounded with the decimal sign asked for, text harmless if asked."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return repr(cell).replace(".", style.decimal)
    text = str(cell)
    if style.excel and isinstance(cell, str) and _FORMULA.match(text):
        return "'" + text
    return text


def _objects(table: Table) -> list[dict[str, Cell]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def _json(table: Table, style: Style) -> bytes:
    return (json.dumps(_objects(table), ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode(errors="replace")


def _jsonl(table: Table, style: Style) -> bytes:
    lines = (json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n" for row in _objects(table))
    return "".join(lines).encode(errors="replace")


def _markdown(table: Table, style: Style) -> bytes:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cells) + " |\n"

    escaped = ([visible(_plain(c, style)).replace("\\", "\\\\").replace("|", "\\|") for c in row] for row in table.rows)
    out = [line(table.columns), line(["---"] * len(table.columns)), *map(line, escaped)]
    return "".join(out).encode(errors="replace")


_TEXT: dict[str, Callable[[Table, Style], Iterable[bytes]]] = {
    "csv": lambda table, style: _delimited(table, style, ","),
    "tsv": lambda table, style: _delimited(table, style, "\t"),
    "json": lambda table, style: [_json(table, style)],
    "jsonl": lambda table, style: [_jsonl(table, style)],
    "md": lambda table, style: [_markdown(table, style)],
}


def _xlsx(table: Table) -> bytes:
    """A workbook with typed cells: numbers, days as days, and text that can never become a formula or a link."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, safe)
    book.set_properties({"created": datetime.datetime(2020, 1, 1)})  # the same input gives the same bytes
    sheet, bold, day = (
        book.add_worksheet("dnnd"),
        book.add_format({"bold": True}),
        book.add_format({"num_format": "yyyy-mm-dd"}),
    )
    sheet.write_row(0, 0, table.columns, bold)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(table.rows, 1):
        for column, (name, cell) in enumerate(zip(table.columns, row, strict=True)):
            as_day = _day(cell) if name in _DAY_COLUMNS else None
            if as_day:
                sheet.write_datetime(number, column, as_day, day)
            elif isinstance(cell, str):
                sheet.write_string(number, column, cell.encode(errors="replace").decode())
            elif cell is not None:
                sheet.write_number(number, column, cell)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
    book.close()
    return out.getvalue()


def _day(cell: Cell) -> datetime.date | None:
    """A day that a spreadsheet can hold: ISO, from 1900 on."""
    try:
        day = datetime.date.fromisoformat(str(cell))
    except ValueError:
        return None
    return day if day.year >= 1900 else None


# --- the terminal --------------------------------------------------------------------------------------------------


def wording(name: str, lang: str) -> str:
    """The heading or sentence of that name in English or Vietnamese; the name itself where the table has none."""
    entry = next((e for e in lexicon_table("wordings") if e.name == name), None)
    return entry.more[lang] if entry else name.replace("_", " ")


def _screen(table: Table, style: Style, on_terminal: bool) -> str:
    """The table as a terminal shows it: the columns that fit a reader, one table a section, notes beneath."""
    from rich.console import Console

    out = io.StringIO()
    colored = style.color == "always" or (style.color == "auto" and on_terminal and not os.environ.get("NO_COLOR"))
    console = Console(
        file=out,
        width=style.width,
        force_terminal=colored,
        no_color=not colored,
        color_system="standard" if colored else None,
        markup=False,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )
    table = _with_trend(table)
    for section, rows in _sections(table):
        console.print(_drawn(table, section, rows, style))
    if not table.rows:
        console.print(wording("nothing_found", style.lang))
    for note in table.notes:
        shown = {k: _number(v, style) if not isinstance(v, str) else visible(v) for k, v in note.values.items()}
        console.print(wording(note.name, style.lang).format(**shown), soft_wrap=False)
    return out.getvalue()


def _with_trend(table: Table) -> Table:
    """The table with a column that draws its `trend`: a bar a side, "▂·█"."""
    if not table.trend:
        return table
    places = [table.columns.index(name) for name in table.trend]
    rows = [(*row, _bars([row[at] for at in places])) for row in table.rows]
    at = max((table.screen.index(name) for name in table.trend if name in table.screen), default=0) + 1
    return replace(
        table, columns=(*table.columns, "trend"), rows=rows, screen=(*table.screen[:at], "trend", *table.screen[at:])
    )


_BARS = "▁▂▃▄▅▆▇█"


def _bars(values: Sequence[Cell]) -> str:
    """Numbers as bars, the highest one full; a dot for nothing.

    >>> _bars([0.5, 0, 2.0])
    '▂·█'
    """
    numbers = [value if isinstance(value, (int, float)) else 0 for value in values]
    highest = max(numbers)
    return "".join(_BARS[max(0, round(8 * n / highest) - 1)] if n else "·" for n in numbers) if highest else ""


def _sections(table: Table) -> list[tuple[str | None, list[Row]]]:
    if table.sections is None:
        return [(None, list(table.rows))] if table.rows else []
    at = table.columns.index(table.sections)
    names = dict.fromkeys(str(row[at]) for row in table.rows)
    return [(name, [row for row in table.rows if row[at] == name]) for name in names]


def _drawn(table: Table, section: str | None, rows: Sequence[Row], style: Style) -> Drawn:
    from rich import box
    from rich.table import Table as Drawn
    from rich.text import Text

    title = Text(_title(table, section, len(rows), style.lang)) if section else None
    drawn = Drawn(box=box.SIMPLE_HEAD, title=title, title_justify="left", title_style="bold", pad_edge=False)
    shown = [table.columns.index(name) for name in table.screen or table.columns]
    shown = [at for at in shown if any(row[at] not in (None, "") for row in rows)]
    shown = _fitting(table, shown, rows, section, style)
    headings = [_visible_heading(table, table.columns[at], style.lang) for at in shown]
    cells = [[_shown(row[at], table.columns[at], section, style) for at in shown] for row in rows]
    longest = [
        max(map(len, [*heading.split("\n"), *column])) for heading, *column in zip(headings, *cells, strict=True)
    ]
    crowded = sum(longest) + 3 * len(longest) > style.width
    for at, heading, length in zip(shown, headings, longest, strict=True):
        numeric = all(isinstance(row[at], (int, float)) or row[at] is None for row in rows)
        numeric = numeric or table.columns[at] == "left"  # so that the matches of kwic stand one below the other
        width = min(length, style.width // 4) if crowded and table.columns[at] in _NAMES else None
        drawn.add_column(Text(heading), justify="right" if numeric else "left", overflow="fold", width=width)
    for row in cells:
        drawn.add_row(*row)
    return drawn


def _fitting(table: Table, shown: Sequence[int], rows: Sequence[Row], section: str | None, style: Style) -> list[int]:
    """The columns without as many of `_DISPENSABLE` as must go for the longest words of the others to fit."""
    needed = {}
    for at in shown:
        column = table.columns[at]
        texts = [_visible_heading(table, column, style.lang)]
        texts += [_shown(row[at], column, section, style).plain for row in rows]
        parts = texts if column in _NAMES else [word for text in texts for word in text.split()]
        needed[at] = min(max(map(len, parts), default=1), style.width // 4) + 3
    for prefix in _DISPENSABLE:
        if sum(needed.values()) > style.width - 4:
            needed = {at: size for at, size in needed.items() if not table.columns[at].startswith(prefix)}
    return list(needed)


_DISPENSABLE = ("ratio", "per_1000_", "found_by", "articles", "residue_lines", "sentences", "variants")


def _visible_heading(table: Table, column: str, lang: str) -> str:
    given = table.headings.get(column)
    return visible(given) if given else _heading(column, lang)


def _title(table: Table, section: str, shown: int, lang: str) -> str:
    """A section's name, with how many of its rows are shown where some were cut."""
    name = wording(section, lang)
    total = table.totals.get(section, shown)
    cut = "" if total == shown else f" ({shown}/{total}; --top {total})"
    return name[0].upper() + name[1:] + cut


def _heading(column: str, lang: str) -> str:
    """A column's heading; of "count_2019" the side's name, and below it the wording of "count"."""
    for prefix in ("count_", "articles_", "per_1000_"):
        if column.startswith(prefix):
            return f"{visible(column.removeprefix(prefix))}\n{wording(prefix.rstrip('_'), lang)}"
    return wording(column, lang)


def _shown(cell: Cell, column: str, section: str | None, style: Style) -> Text:
    from rich.text import Text

    if cell is None or (column == "ratio" and cell == 0):  # a rate of nothing is no number of times another
        return Text("")
    if not isinstance(cell, str):
        return Text(("×" if column == "ratio" else "") + _number(cell, style))
    if column in _WORDED or (column == "item" and section == "overview"):
        text = "; ".join(_worded(part, style.lang) for part in cell.split("; ")) if cell else ""
    else:
        text = Path(cell).name if column == "file" else cell
    return Text(visible(text), style=_COLORS.get(cell, "") if column == "verdict" else "")


def _worded(part: str, lang: str) -> str:
    """A value of dnnd's own in the user's language; what stands behind a colon is the text's and stays."""
    name, colon, rest = part.partition(":")
    if not colon and " → " in name:
        return " → ".join(_worded(one, lang) for one in name.split(" → "))
    return wording(name.replace(" ", "_"), lang) + colon + rest


_NAMES = ("item", "entity", "slogan", "title")  # columns that keep a quarter of a crowded width
_WORDED = ("verdict", "note", "kind", "date_confidence")  # columns whose values are words of dnnd, not of a text
_COLORS = {"new": "green", "gone": "red", "more": "green", "less": "red"}


def _number(cell: Cell, style: Style) -> str:
    """A number for people: two decimals, or as it is where it is whole."""
    text = f"{cell:.2f}" if isinstance(cell, float) else str(cell)
    return text.replace(".", style.decimal)
