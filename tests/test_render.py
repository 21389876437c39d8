"""Formats, spreadsheets, terminals: what reaches the user byte by byte."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from dnnd.errors import InputError
from dnnd.render import Style, write
from dnnd.tables import Note, Table

UGLY = [
    "=1+1",
    "+84",
    "-gạch",
    "@x",
    "\tthụt",
    "a;b,c",
    'd"e',
    "[bold]đậm[/bold]",
    "\x1b[31mđỏ",
    "hai\ndòng",
    "",
    "https://a.vn",
    "|",
]
TABLE = Table(("text", "count", "ratio"), [(text, n, n / 4 or None) for n, text in enumerate(UGLY)])


def written(capfdbinary: pytest.CaptureFixture[bytes], style: Style, table: Table = TABLE) -> bytes:
    write(table, style)
    return capfdbinary.readouterr().out


def test_csv_holds_every_text_as_it_is(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    data = written(capfdbinary, Style("csv")).decode()
    rows = list(csv.reader(io.StringIO(data, newline="")))
    assert rows[0] == ["text", "count", "ratio"]
    assert [row[0] for row in rows[1:]] == UGLY
    assert [row[2] for row in rows[1:4]] == ["", "0.25", "0.5"]


def test_csv_for_spreadsheets(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    data = written(capfdbinary, Style("csv", excel=True))
    assert data.startswith(b"\xef\xbb\xbftext,count,ratio\r\n")
    cells = [row[0] for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))][1:]
    assert cells[:5] == ["'=1+1", "'+84", "'-gạch", "'@x", "'\tthụt"]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")]


def test_decimal_comma_takes_a_semicolon_unless_told(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert b"+84;1;0,25\n" in written(capfdbinary, Style("csv", decimal=","))
    assert b'+84,1,"0,25"\n' in written(capfdbinary, Style("csv", decimal=",", sep=","))


def test_numbers_are_unrounded(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert written(capfdbinary, Style("csv"), Table(("x",), [(1 / 3,)])) == b"x\n0.3333333333333333\n"


def test_tsv_json_jsonl_md(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert (
        list(csv.reader(io.StringIO(written(capfdbinary, Style("tsv")).decode(), newline=""), delimiter="\t"))[5][0]
        == "\tthụt"
    )
    objects = json.loads(written(capfdbinary, Style("json")))
    assert [o["text"] for o in objects] == UGLY and objects[0]["ratio"] is None
    assert [json.loads(line) for line in written(capfdbinary, Style("jsonl")).splitlines()] == objects
    assert written(capfdbinary, Style("md")).decode().endswith("| \\| | 12 | 3.0 |\n")


def test_xlsx_is_typed_and_holds_no_formula_or_link(tmp_path: Path) -> None:
    rows = [(text, 3, 0.5, "2020-12-23", "XXXX-07-10") for text in UGLY]
    write(Table(("text", "count", "ratio", "first_day", "report_date"), rows), Style("xlsx"), tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [c.value or "" for c in cells[:5]] == UGLY[:5]
    assert not [c for c in cells if c.data_type == "f" or c.hyperlink]
    row = next(sheet.iter_rows(min_row=2))
    assert (row[1].value, row[2].value, str(row[3].value)[:10], row[4].value) == (3, 0.5, "2020-12-23", "XXXX-07-10")


def test_xlsx_is_the_same_byte_for_byte(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write(TABLE, Style("xlsx"), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_terminal_shows_markup_as_text_and_no_control_characters(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    shown = written(capfdbinary, Style("table", color="never")).decode()
    assert "[bold]đậm[/bold]" in shown and "·[31mđỏ" in shown
    assert not [c for c in shown if ord(c) < 32 and c != "\n"]


def test_color_always_and_never(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    table = Table(("item", "verdict"), [("a", "new")])
    assert b"\x1b[" in written(capfdbinary, Style("table", color="always"), table)
    assert b"\x1b[" not in written(capfdbinary, Style("table", color="auto"), table)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_table_fits_the_width(capfdbinary: pytest.CaptureFixture[bytes], width: int) -> None:
    rows = [("chủ động, linh hoạt, sáng tạo, hiệu quả " * 6, n) for n in range(3)]
    shown = written(capfdbinary, Style("table", width=width), Table(("slogan", "count"), rows)).decode()
    assert max(map(len, shown.splitlines())) <= width


@pytest.mark.parametrize("width", [80, 100, 120])
def test_a_narrow_terminal_loses_nothing(capfdbinary: pytest.CaptureFixture[bytes], width: int) -> None:
    sides = ("2019", "2020")
    columns = (
        "item",
        *(f"{what}_{side}" for what in ("count", "per_1000") for side in sides),
        "ratio",
        "verdict",
        "note",
    )
    row = (
        "đoàn kết, hữu nghị, hợp tác, phát triển",
        3,
        30,
        0.94,
        10.87,
        12.08,
        "no clear change",
        "changed: + phát triển",
    )
    shown = written(capfdbinary, Style("table", width=width), Table(columns, [row])).decode()
    words = set(shown.split())
    assert {"3", "30", "clear", "change", "changed:", "triển"} <= words
    assert width < 100 or {"0.94", "10.87", "×12.08"} <= words


def test_headings_in_vietnamese_and_sections(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    table = Table(
        ("section", "item", "count_2019", "verdict"),
        [("people", "A", 1, "too few to tell"), ("places", "B", 2, "new")],
        ("item", "count_2019", "verdict"),
        "section",
        (Note("compared_side", {"side": "2019", "articles": 3, "words": 1500}),),
    )
    shown = written(capfdbinary, Style("table", lang="vi"), table).decode()
    for words in ("Nhân vật", "Địa danh", "2019", "số lần", "quá ít để kết luận", "2019: 3 bài, 1500 từ."):
        assert words in shown


def test_nothing_found(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    empty = Table(("text",), [])
    assert written(capfdbinary, Style("table"), empty) == b"Nothing found.\n"
    assert written(capfdbinary, Style("csv"), empty) == b"text\n"
    assert written(capfdbinary, Style("json"), empty) == b"[]\n"


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written: no such file or directory"):
        write(TABLE, Style("csv"), tmp_path / "none" / "a.csv")
    write(TABLE, Style("csv"), tmp_path / "a.csv")
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]
