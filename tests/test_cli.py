"""Contracts over every command: help, columns, empty and missing input, streams and exit statuses."""

import contextlib
import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest

from dnnd.cli import main

REPORT = """\
Hội Hữu nghị tổng kết công tác đối ngoại nhân dân
Sáng 12/12, tại TP. Huế, Hội Hữu nghị Việt Nam - Lào tổng kết công tác năm 2020 và triển khai nhiệm vụ năm 2021.
Ông Lê Văn Tám, Chủ tịch Hội, nêu phương châm “chủ động, linh hoạt, sáng tạo, hiệu quả”.
Video đang HOT
Chủ tịch UBND tỉnh Trần Thị Chín dự và trao Bằng khen.
"""
ENTITIES = "entity type mentions articles roles variants file line"
COMMANDS = {
    "articles": "file article side title report_date date_evidence date_confidence first_line last_line sentences words syllables residue_lines",
    "tokens": "file article sentence line column start end word",
    "entities": ENTITIES,
    "entities --mentions": "file article line column start end text type entity roles found_by sentence",
    "dates": "file article line column start end text type value first_day last_day report_date sentence",
    "slogans": "slogan kind count articles variants trigger file line",
    "slogans --mentions": "file article line column start end text kind slogan speaker sentence",
    "kwic đối": "file article line column start end left match right",
}
MEASURES = "ratio log_ratio log_ratio_low log_ratio_high lrc ll p p_adjusted verdict note"


@dataclass
class Done:
    """What a run of dnnd printed, and its exit status."""

    returncode: int
    stdout: bytes
    stderr: bytes


def settings(environment: dict[str, str]) -> dict[str, str]:
    """The environment without the settings of this terminal."""
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("DNND", "LC_", "LANG", "NO_COLOR", "COLUMNS", "FORCE"))
    }
    return kept | environment


def process(*arguments: str, stdin: bytes = b"", cwd: Path | None = None, **environment: str) -> Done:
    """`python -m dnnd` in a process of its own, as a user runs it."""
    command = [sys.executable, "-m", "dnnd", *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, env=settings(environment))
    return Done(done.returncode, done.stdout, done.stderr)


def run(*arguments: str, stdin: bytes = b"", cwd: Path | None = None) -> Done:
    """The same in this process, which has loaded everything already."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with (
        mock.patch.dict(os.environ, settings({}), clear=True),
        mock.patch.multiple(
            sys, argv=["dnnd", *arguments], stdout=out, stderr=err, stdin=io.TextIOWrapper(io.BytesIO(stdin))
        ),
        contextlib.chdir(cwd or Path.cwd()),
    ):
        with pytest.raises(SystemExit) as ended:
            main()
        sys.stdout.flush()
        sys.stderr.flush()
    return Done(int(ended.value.code or 0), out.buffer.getvalue(), err.buffer.getvalue())


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with data/2019/a.txt, data/2020/b.txt, empty.txt and bad.txt."""
    for year in ("2019", "2020"):
        (tmp_path / "data" / year).mkdir(parents=True)
    (tmp_path / "data" / "2019" / "a.txt").write_text(
        REPORT.replace("2020", "2018").replace("2021", "2019"), encoding="utf-8"
    )
    (tmp_path / "data" / "2020" / "b.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "bad.txt").write_bytes(b"Hoi\xff\xfe nghi")
    return tmp_path


def arguments(command: str, *inputs: str) -> list[str]:
    """A command of the table with its inputs; an option stands behind them."""
    name, *rest = command.split()
    words = [word for word in rest if not word.startswith("--")]
    return [name, *words, *inputs, *[word for word in rest if word.startswith("--")]]


@pytest.mark.parametrize("command", [*COMMANDS, "compare"])
def test_help(command: str) -> None:
    done = run(command.split()[0], "--help")
    assert done.returncode == 0 and b"Usage: " in done.stdout and b"--format" in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_columns_and_only_data_on_stdout(command: str, here: Path) -> None:
    done = run(*arguments(command, "2020"), cwd=here)
    assert done.returncode == 0, done.stderr.decode()
    found = rows(done.stdout)
    assert done.stdout.decode().splitlines()[0] == ",".join(COMMANDS[command].split())
    assert found and all(None not in row and None not in row.values() for row in found)


@pytest.mark.parametrize("command", COMMANDS)
def test_empty_input_is_an_empty_table(command: str, here: Path) -> None:
    done = run(*arguments(command, "empty.txt"), cwd=here)
    assert (done.returncode, done.stdout.decode().split()) == (0, [",".join(COMMANDS[command].split())])


@pytest.mark.parametrize("command", COMMANDS)
def test_missing_input(command: str, here: Path) -> None:
    done = run(*arguments(command, "nowhere.txt"), cwd=here)
    assert (done.returncode, done.stdout) == (1, b"")
    assert "nowhere.txt: no such file, folder or label; labels here: 2019, 2020" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_a_bad_file_does_not_stop_the_rest(command: str, here: Path) -> None:
    alone = run(*arguments(command, "2020"), cwd=here)
    both = run(*arguments(command, "bad.txt", "2020", "nowhere"), cwd=here)
    assert (both.returncode, both.stdout) == (3, alone.stdout)
    said = both.stderr.decode().splitlines()
    assert len(said) == 2 and any("bad.txt: byte 3 (0xFF) is not UTF-8; give --encoding" in line for line in said)


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_but_bad_files_is_a_failure(command: str, here: Path) -> None:
    done = run(*arguments(command, "bad.txt"), cwd=here)
    assert (done.returncode, done.stdout) == (1, b"")


def test_an_empty_file_beside_a_missing_one_is_an_empty_table(here: Path) -> None:
    done = run("entities", "empty.txt", "nowhere", cwd=here)
    assert (done.returncode, done.stdout.decode().split()) == (3, [",".join(ENTITIES.split())])


@pytest.mark.parametrize("command", COMMANDS)
def test_json_and_csv_hold_the_same(command: str, here: Path) -> None:
    table = rows(run(*arguments(command, "2020"), cwd=here).stdout)
    objects = json.loads(run(*arguments(command, "2020"), "-f", "json", cwd=here).stdout)
    assert [{k: "" if v is None else str(v) for k, v in o.items()} for o in objects] == table


@pytest.mark.parametrize("command", ["tokens", "entities --mentions", "dates", "slogans --mentions", "kwic đối"])
def test_offsets_lines_and_columns_are_those_of_the_file(command: str, here: Path) -> None:
    text = "\ufeff" + REPORT.replace("\n", "\r\n").replace("Hữu nghị", "Hữu\u200b nghi\u0323")
    (here / "odd.txt").write_bytes(text.encode())
    read = text.removeprefix("\ufeff")
    found = rows(run(*arguments(command, "odd.txt"), cwd=here).stdout)
    assert found
    for row in found:
        said = row.get("word") or row.get("match") or row["text"]
        start, end = int(row["start"]), int(row["end"])
        assert read[start:end] == said
        line = read.split("\r\n")[int(row["line"]) - 1]
        assert line[int(row["column"]) - 1 :].startswith(said)


def test_compare(here: Path) -> None:
    done = run("compare", "2019", "2020", cwd=here)
    assert done.returncode == 0, done.stderr.decode()
    columns = [f"{what}_{side}" for what in ("count", "articles", "per_1000") for side in ("2019", "2020")]
    assert done.stdout.decode().splitlines()[0].split(",") == ["section", "item", "type", *columns, *MEASURES.split()]
    found = rows(done.stdout)
    assert {row["verdict"] for row in found} <= {
        "",
        "new",
        "gone",
        "more",
        "less",
        "no clear change",
        "too few to tell",
    }
    motto = next(row for row in found if row["item"] == "chủ động, linh hoạt, sáng tạo, hiệu quả")
    assert (motto["section"], motto["count_2019"], motto["count_2020"]) == ("slogans", "1", "1")
    assert {row["item"] for row in found if row["section"] == "dates"} >= {"2018", "2019", "2020", "2021"}


def test_compare_more_than_two_sides_and_names(here: Path) -> None:
    done = run("compare", "cũ=2019", "2020", "mới=data/2020/b.txt", "--section", "people", cwd=here)
    found = rows(done.stdout)
    assert [found[0][f"count_{side}"] for side in ("cũ", "2020", "mới")] == ["1", "1", "1"]
    assert {row["section"] for row in found} == {"people"}


def test_every_count_of_compare_can_be_traced(here: Path) -> None:
    counted = rows(run("compare", "2019", "2020", cwd=here).stdout)
    behind = rows(run("compare", "2019", "2020", "--evidence", cwd=here).stdout)
    assert {row["section"] for row in behind} >= {"people", "dates", "slogans", "words"}
    for row in counted:
        for side in ("2019", "2020"):
            if row["section"] != "overview":
                found = [
                    b for b in behind if (b["section"], b["item"], b["side"]) == (row["section"], row["item"], side)
                ]
                assert len(found) == int(row[f"count_{side}"]), row["item"]
    for row in behind:
        text = (here / row["file"]).read_text(encoding="utf-8")
        assert text[int(row["start"]) : int(row["end"])] == row["text"]


def test_meta_says_what_was_compared(here: Path) -> None:
    run("compare", "2019", "2020", "--meta", "meta.json", cwd=here)
    meta = json.loads((here / "meta.json").read_text(encoding="utf-8"))
    assert [side["name"] for side in meta["sides"]] == ["2019", "2020"] and meta["sides"][0]["articles"] == 1
    assert meta["sections"]["people"]["items"] > 0 and meta["test"] == "binomial, exact"


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        (["compare", "2019"], 2, "compare needs two sides"),
        (["compare", "2019", "2019"], 2, "named twice"),
        (["compare", "2019", "2031"], 1, "2031: no such file, folder or label"),
        (["compare", "2019", "bad.txt"], 1, "bad: nothing left to compare with"),
        (["compare", "2019", "x=2020", "x=2019"], 2, "the side x is named twice"),
        (["compare", "a=-", "b=-"], 2, "can be read only once"),
        (["entities", "-", "-"], 2, "can be read only once"),
        (["entities", ""], 2, "an INPUT is empty"),
        (["entities", "2019", "--data", "nowhere"], 2, "--data nowhere: no such folder"),
        (["entities", "2019", "--encoding", "base64"], 2, "no such encoding"),
        (["entities", "2019", "--date", "20200106"], 2, "write it as 2020-12-23"),
        (["entities", "2019", "--sep", ",", "--decimal", ","], 2, "is the decimal sign too"),
        (
            ["compare", "2019", "2020", "--section", "persons"],
            2,
            "--section persons: no such section; there are overview, people",
        ),
        (["entities", "2019", "--date", "2020-02-30"], 2, "--date 2020-02-30: no day of the calendar"),
        (["entities", "2019", "--encoding", "klingon"], 2, "--encoding klingon: no such encoding"),
        (["entities", "2019", "--sep", "ab"], 2, "--sep 'ab': it is one character"),
        (["entities", "2019", "--decimal", "x"], 2, "--decimal x"),
        (["entities", "2019", "-o", "out.doc"], 2, "--output out.doc: no format has the suffix '.doc'"),
        (["entities", "2019", "-o", "none/out.csv"], 1, "none/out.csv: cannot be written"),
        (["kwic", "!!", "2019"], 2, "holds no letter or digit"),
        (["entities"], 2, "Missing argument"),
        (["entities", "2019", "--format", "pdf"], 2, "pdf"),
        (["nothing"], 2, "No such command"),
    ],
)
def test_wrong_usage_and_failures(given: list[str], status: int, said: str, here: Path) -> None:
    done = run(*given, cwd=here)
    assert (done.returncode, done.stdout) == (status, b"")
    assert said in done.stderr.decode() and b"Traceback" not in done.stderr


def test_standard_input_and_options_of_reading(here: Path) -> None:
    done = run("articles", "-", "--date", "2020-12-12", stdin=REPORT.encode("utf-16"), cwd=here)
    (row,) = rows(done.stdout)
    assert (row["file"], row["report_date"], row["date_confidence"], row["residue_lines"]) == (
        "-",
        "2020-12-12",
        "given",
        "1",
    )
    kept = rows(run("tokens", "-", "--keep-residue", stdin=REPORT.encode(), cwd=here).stdout)
    assert "HOT" in {row["word"] for row in kept}
    assert "HOT" not in {row["word"] for row in rows(run("tokens", "-", stdin=REPORT.encode(), cwd=here).stdout)}


def test_residue_is_shown_on_request(here: Path) -> None:
    (row,) = rows(run("articles", "2020", "--residue", cwd=here).stdout)
    assert (row["kind"], row["text"], row["line"]) == ("web_marker", "Video đang HOT", "4")


def test_an_empty_side_is_compared_as_empty(here: Path) -> None:
    done = run("compare", "2019", "empty.txt", cwd=here)
    assert done.returncode == 0 and "empty: no text on this side" in done.stderr.decode()
    assert {row["verdict"] for row in rows(done.stdout)} <= {"", "too few to tell"}


def test_a_file_named_twice_is_read_once(here: Path) -> None:
    once, twice = run("entities", "data", cwd=here), run("entities", "data", "2019", "data/2020/b.txt", cwd=here)
    assert once.stdout == twice.stdout
    assert "on more than one side: a.txt" in run("compare", "2019", "x=data", cwd=here).stderr.decode()


def test_three_sides_are_judged_from_the_first_to_the_last(here: Path) -> None:
    for name, text in (("a", "Đoàn về Hà Nội."), ("b", "Đoàn thăm Huế. " * 30), ("c", "Đoàn về Hà Nội.")):
        (here / f"{name}.txt").write_text(text + " Mọi người vui." * 40, encoding="utf-8")
    found = rows(run("compare", "a.txt", "b.txt", "c.txt", "--section", "places", cwd=here).stdout)
    hue = next(row for row in found if row["item"] == "Huế")
    assert hue["verdict"] == "no clear change" and "uneven" in hue["note"].split("; ")


def test_columns_after_a_form_feed(here: Path) -> None:
    two = "Hội nghị tổng kết công tác năm\nSáng 6/1, tại Huế, Hội họp.\fPhụ nữ giữ nhịp giao lưu hữu nghị\nSáng 7/1, tại Huế, Hội họp.\n"
    (here / "ff.txt").write_text(two, encoding="utf-8")
    for row in rows(run("tokens", "ff.txt", cwd=here).stdout):
        assert two.split("\n")[int(row["line"]) - 1][int(row["column"]) - 1 :].startswith(row["word"])


def test_output_keeps_links_and_devices(here: Path) -> None:
    (here / "target.csv").write_text("old", encoding="utf-8")
    (here / "link.csv").symlink_to(here / "target.csv")
    run("entities", "2020", "-o", "link.csv", cwd=here)
    assert (here / "link.csv").is_symlink() and (here / "target.csv").read_text(encoding="utf-8").startswith("entity,")
    assert process("entities", "2020", "-f", "csv", "-o", "/dev/stdout", cwd=here).stdout.startswith(b"entity,")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full here")
def test_a_full_disk_is_said_in_one_line(here: Path) -> None:
    closed = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -m dnnd entities 2020 >&-'], capture_output=True, cwd=here
    )
    assert (closed.returncode, len(closed.stderr.splitlines())) == (2, 1)
    for command in ("entities 2020", "--help"):
        done = subprocess.run(
            ["bash", "-c", f'"{sys.executable}" -m dnnd {command} > /dev/full'], capture_output=True, cwd=here
        )
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 1) and b"standard output" in done.stderr


def test_limit_and_min_count(here: Path) -> None:
    assert len(rows(run("tokens", "2020", "--limit", "3", cwd=here).stdout)) == 3
    often = rows(run("entities", "2019", "2020", "--min-count", "2", cwd=here).stdout)
    assert often and all(int(row["mentions"]) >= 2 for row in often)
    names = {row["entity"] for row in often}
    each = rows(run("entities", "2019", "2020", "--mentions", "--min-count", "2", cwd=here).stdout)
    assert {row["entity"] for row in each} == names


@pytest.mark.parametrize("encoding", ["ascii", "cp1258", "latin-1"])
def test_a_terminal_that_cannot_write_vietnamese_gets_utf8(encoding: str, here: Path) -> None:
    done = process("entities", "2020", "-f", "table", cwd=here, PYTHONIOENCODING=encoding)
    assert done.returncode == 0 and "Lê Văn Tám" in done.stdout.decode()


def test_a_closed_pipe_is_quiet(here: Path) -> None:
    (here / "long.txt").write_text(REPORT * 200, encoding="utf-8")
    command = f'"{sys.executable}" -m dnnd tokens long.txt; echo "status $?" >&2'
    done = subprocess.run(["bash", "-c", f"({command}) | head -1"], capture_output=True, cwd=here)
    assert done.stdout.decode().startswith("file,article") and done.stderr.decode().split() == ["status", "0"]


def test_output_to_a_file_by_suffix(here: Path) -> None:
    done = run("entities", "2020", "-o", "out.json", cwd=here)
    assert (done.returncode, done.stdout) == (0, b"") and json.loads((here / "out.json").read_text(encoding="utf-8"))


def test_the_sample_is_named_as_such(tmp_path: Path) -> None:
    done = run("articles", "2019", cwd=tmp_path)
    assert done.returncode == 0 and "sample collection" in done.stderr.decode()
    assert run("articles", "2019", "--quiet", cwd=tmp_path).stderr == b""


def test_the_same_input_gives_the_same_bytes(here: Path) -> None:
    runs = [process("compare", "2019", "2020", cwd=here, PYTHONHASHSEED=str(seed)).stdout for seed in (1, 2)]
    assert runs[0] == runs[1]


def test_version() -> None:
    assert process("--version").stdout.startswith(b"dnnd ")
