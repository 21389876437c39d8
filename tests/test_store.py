"""A store answers as its files do, byte for byte; it can be stopped at any moment, and says what it cannot do."""

import contextlib
import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dnnd import disk, parts
from dnnd.articles import Reading
from dnnd.errors import InputError, StoreError
from dnnd.inputs import sides
from dnnd.progress import Progress, line
from dnnd.store import INDEX, MARKER, PARTS, read_store
from dnnd.storing import Done as Written
from dnnd.storing import write_store
from test_cli import Done, run

ROOT = Path(__file__).parents[1]
SENTENCE = "Ngày 5/3/2020, Thứ trưởng Bộ Ngoại giao Lê Văn Tám thăm huyện Vân Hồ. "
COMMANDS = (
    ["articles"],
    ["articles", "--residue"],
    ["tokens", "--limit", "3000"],
    ["entities"],
    ["entities", "--mentions", "--format", "jsonl"],
    ["dates"],
    ["slogans", "--min-count", "2", "--format", "table"],
    ["slogans", "--mentions"],
    ["compare", "--format", "table", "--lang", "vi", "--top", "4"],
    ["compare", "--evidence", "--section", "people"],
    ["compare", "--section", "people", "--section", "roles", "--section", "dates", "--section", "words"],
    ["kwic", "Mặt trận Tổ quốc"],
    ["kwic", "hợp tác", "--exact"],
)
# Spellings that are hard to keep: marks apart, signs that are not seen, other line ends, residue, an empty article.
UGLY = {
    "nfd.txt": unicodedata.normalize("NFD", SENTENCE * 3),
    "hidden.txt": "\ufeff" + SENTENCE.replace("Bộ", "B\u200bộ").replace(" thăm", "\u00a0\u00a0thăm") * 2,
    "crlf.txt": f"Hội nghị tổng kết công tác Hội\r\n{SENTENCE}\r\nVideo đang HOT\r\nẢnh: TTXVN\r\n{SENTENCE}\r",
    "two.txt": f"Hội nghị tổng kết công tác Hội\n{SENTENCE}\nHội nghị triển khai công tác mới\nSáng 16/7, tại Huế, Hội họp.\n",
    "empty.txt": "",
    "blank.txt": " \n\n",
    "tên có dấu.txt": "Theo phương châm “Chủ động, sáng tạo, hiệu quả”, Hội đã đổi mới.",
}


def command(words: list[str], *inputs: str) -> Done:
    """A command on inputs, which stand behind its other arguments."""
    return run(*words, *inputs, cwd=ROOT)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store of the sample reports."""
    store = str(tmp_path_factory.mktemp("sample") / "store")
    assert run("annotate", "data/2019", "data/2020", "-o", store, cwd=ROOT).returncode == 0
    return store


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder of eight short texts."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(8):
        (folder / f"{number}.txt").write_text(f"Bài số {number}. {SENTENCE * (1 + number % 3)}", encoding="utf-8")
    return folder


def stored(store: Path, *inputs: Path, workers: int = 1, batch: int = 500) -> Written:
    """A store of these inputs, with small parts."""
    named = [(str(one), side) for one in inputs for side in sides([str(one)])]
    return write_store(store, named, Reading(), batch=batch, workers=workers)


def contents(store: Path) -> dict[str, bytes]:
    """All that a store holds, by name."""
    return {str(path.relative_to(store)): path.read_bytes() for path in store.rglob("*") if path.is_file()}


def finished(store: Path) -> list[str]:
    """The names of the parts that are there whole."""
    return [name for name in disk.names(store / PARTS) if not name.endswith(disk.UNFINISHED)]


def same_answers(store: Path, *inputs: Path) -> bool:
    return all(run(*c, str(store)).stdout == run(*c, *map(str, inputs)).stdout for c in (["articles"], ["entities"]))


# --- the same answers ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_store_answers_as_its_files_do(sample: str, words: list[str]) -> None:
    from_files, from_store = command(words, "data/2019", "data/2020"), command(words, sample)
    assert from_store.stdout == from_files.stdout and len(from_files.stdout) > 100
    assert (from_store.returncode, from_store.stderr) == (from_files.returncode, from_files.stderr)


def test_a_workbook_and_what_was_compared_are_the_same(sample: str, tmp_path: Path) -> None:
    for name, inputs in (("files", ("data/2019", "data/2020")), ("store", (sample,))):
        out, meta = str(tmp_path / f"{name}.xlsx"), str(tmp_path / f"{name}.json")
        assert run("compare", *inputs, "-o", out, "--meta", meta, cwd=ROOT).returncode == 0
    assert (tmp_path / "store.xlsx").read_bytes() == (tmp_path / "files.xlsx").read_bytes()
    assert (tmp_path / "store.json").read_bytes() == (tmp_path / "files.json").read_bytes()


def test_a_store_beside_files(sample: str) -> None:
    together = ("data/2019", "data/2020", "data/2020/hoi-nghi-doi-ngoai-nhan-dan.txt", "README.md")
    assert command(["entities"], *together).stdout == command(["entities"], sample, *together[2:]).stdout


def test_a_named_store_is_one_side(sample: str) -> None:
    done = command(["compare", "--section", "overview"], f"cả hai={sample}", "2019=data/2019")
    assert b"count_c\xe1\xba\xa3 hai,count_2019" in done.stdout and b"articles,SIZE,17,8," in done.stdout


def test_three_sides_with_near_copies_an_empty_one_and_one_of_one_article(tmp_path: Path) -> None:
    sides = {"a": 3, "b": 1, "c": 0}
    for side, number in sides.items():
        (tmp_path / side).mkdir()
        for n in range(number):
            (tmp_path / side / f"{n}.txt").write_text(f"{SENTENCE * 8}Bài {n}.", encoding="utf-8")
    inputs = [str(tmp_path / side) for side in sides]
    assert run("annotate", *inputs, "-o", str(tmp_path / "store")).returncode == 0
    for more in ([], ["--section", "people", "--section", "words", "--min-count", "2"], ["--format", "table"]):
        from_store = run("compare", str(tmp_path / "store"), *more)
        assert from_store == run("compare", *inputs, *more) and len(from_store.stdout) > 100
    assert b"no text on this side" in from_store.stderr


@pytest.mark.parametrize("option", [[], ["--no-split"], ["--keep-residue"], ["--date", "2020-02-03"]], ids=str)
def test_hard_spellings(tmp_path: Path, option: list[str]) -> None:
    folder, store = tmp_path / "a", str(tmp_path / "store")
    folder.mkdir()
    for name, text in UGLY.items():
        (folder / name).write_bytes(text.encode())
    assert run("annotate", str(folder), "-o", store, *option).returncode == 0
    for words in (
        ["articles"],
        ["articles", "--residue"],
        ["tokens"],
        ["entities", "--mentions"],
        ["dates"],
        ["slogans"],
    ):
        assert run(*words, store).stdout == run(*words, str(folder), *option).stdout


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    name = os.fsdecode(b"b\xe1o c\xe1o 2020-03-04.txt")  # Latin-1 on a file system of bytes
    try:
        (tmp_path / name).write_text(SENTENCE, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    stored(tmp_path / "store", tmp_path / name)
    assert run("articles", str(tmp_path / "store")).stdout == run("articles", str(tmp_path / name)).stdout


# --- what is read again --------------------------------------------------------------------------------------------


def test_nothing_is_read_twice(texts: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert stored(store, texts).read == 8
    before = contents(store)
    assert stored(store, texts).read == 0 and contents(store) == before


def test_a_changed_a_new_and_a_deleted_file(texts: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    stored(store, texts)
    (texts / "1.txt").write_text("Hội họp tại Huế.", encoding="utf-8")
    (texts / "9.txt").write_text("Bà Trần Thị Chín thăm Lào.", encoding="utf-8")
    (texts / "3.txt").unlink()
    assert stored(store, texts).read == 2
    assert same_answers(store, texts)
    assert {file.part for file in read_store(store).files} == set(disk.names(store / PARTS))


def test_a_change_of_the_same_size_is_seen(texts: Path, tmp_path: Path) -> None:
    stored(tmp_path / "store", texts)
    text = (texts / "2.txt").read_text(encoding="utf-8")
    (texts / "2.txt").write_text(text.replace("Vân Hồ", "Mộc Hà"), encoding="utf-8")
    assert stored(tmp_path / "store", texts).read == 1 and same_answers(tmp_path / "store", texts)


def test_the_same_bytes_at_another_time_are_not_read_again(texts: Path, tmp_path: Path) -> None:
    stored(tmp_path / "store", texts)
    os.utime(texts / "2.txt", (1, 1))
    assert stored(tmp_path / "store", texts).read == 0
    assert [file.changed for file in read_store(tmp_path / "store").files if file.file.endswith("2.txt")] == [10**9]


def test_another_input_is_added_and_none_is_forgotten(texts: Path, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "x.txt").write_text(SENTENCE, encoding="utf-8")
    stored(tmp_path / "store", texts)
    assert stored(tmp_path / "store", texts, tmp_path / "more").read == 1
    assert same_answers(tmp_path / "store", texts, tmp_path / "more")
    with pytest.raises(StoreError, match=r"this store is of .*texts too; name all of its inputs"):
        stored(tmp_path / "store", tmp_path / "more")


# --- what cannot be read -------------------------------------------------------------------------------------------


def test_an_unreadable_file_is_listed_and_the_rest_goes_on(texts: Path, tmp_path: Path) -> None:
    (texts / "bad.txt").write_bytes(b"Hoi\xff\xfe nghi")
    store = str(tmp_path / "store")
    done = run("annotate", str(texts), "-o", store)
    assert done.returncode == 3 and b"bad.txt: byte 3 (0xFF) is not UTF-8" in done.stderr
    assert done.stdout.splitlines()[1] == b"texts,9,8,1"
    (listed,) = [file for file in read_store(Path(store)).files if file.problem]
    assert listed.file.endswith("bad.txt") and "is not UTF-8" in listed.problem
    assert run("entities", store) == run("entities", str(texts))
    (texts / "bad.txt").write_bytes(SENTENCE.encode())
    assert run("annotate", str(texts), "-o", store).returncode == 0


VALUES = {
    "string": st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    "binary": st.binary(max_size=5),
    "bool": st.booleans(),
    "int32": st.integers(-(2**31), 2**31 - 1),
    "uint64": st.integers(0, 2**64 - 1),
    "double": st.floats(allow_nan=False),
}


@pytest.mark.parametrize("alias", VALUES)
@settings(deadline=None)
@given(data=st.data())
def test_columns_are_those_of_arrow(alias: str, data: st.DataObject) -> None:
    values = data.draw(st.lists(VALUES[alias], max_size=20))
    type_ = pyarrow.type_for_alias(alias)
    assert parts.as_array(values, type_).equals(pyarrow.array(values, type_))


def test_a_part_is_made_without_pandas(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "a.txt").write_text(SENTENCE * 9, encoding="utf-8")
    code = (
        "import sys\nfrom dnnd.articles import Reading\nfrom dnnd.parts import Wanted, write_part\n"
        f"assert write_part({str(tmp_path)!r}, [Wanted({str(tmp_path / 'a.txt')!r}, 0)], Reading()).articles == 1\n"
        "assert 'pyarrow' in sys.modules and 'pandas' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_article_that_dnnd_fails_over_is_told(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(article: object, **_: bool) -> None:
        raise ValueError("oh")

    monkeypatch.setattr("dnnd.annotate.annotate", fail)
    files = stored(tmp_path / "store", texts).files
    assert all("internal error in line 1 or behind: ValueError: oh" in file.problem for file in files)


def test_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    assert run("annotate", str(tmp_path / "none"), "-o", str(tmp_path / "store")).returncode == 0
    assert run("articles", str(tmp_path / "store")).stdout.count(b"\n") == 1


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["texts"], 2, b"annotate writes a store: name its folder with -o STORE"),
        (["texts", "none", "-o", "new"], 1, b"none: no such file, folder or label"),
        (["-", "-o", "new"], 2, b"annotate reads files, not standard input"),
        (["store", "-o", "new"], 2, b"store is a store already; name the texts that it was made of"),
        (["texts", "-o", "texts"], 1, b"texts: this is no store and holds something else; name a new folder"),
        (["texts", "-o", "texts/1.txt"], 1, b"this is no store and holds something else"),
        (["texts", "-o", "store", "--no-split"], 1, b"this store was written without --no-split; leave out --no-split"),
    ],
    ids=str,
)
def test_wrong_usage(texts: Path, tmp_path: Path, arguments: list[str], status: int, said: bytes) -> None:
    if "store" in arguments:
        assert run("annotate", "texts", "-o", "store", cwd=tmp_path).returncode == 0
    done = run("annotate", *arguments, cwd=tmp_path)
    assert done.returncode == status and said in done.stderr and not (tmp_path / "new" / INDEX).exists()


# --- stores that are refused ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"version": "0.0.9"}, b"dnnd 0.0.9 wrote this store, and this is dnnd"),
        ({"format": 0}, b"this store has format 0, and this dnnd reads format"),
        ({"knowledge": "00"}, b"this store was written with other lexicons, models or libraries"),
        ({"program": "other"}, b"its dnnd-store.json is not dnnd's; name another folder"),
    ],
    ids=str,
)
def test_an_older_or_foreign_store(sample: str, tmp_path: Path, changed: dict[str, object], said: bytes) -> None:
    store = tmp_path / "store"
    shutil.copytree(sample, store)
    marker = json.loads((store / MARKER).read_text())
    (store / MARKER).write_text(json.dumps(marker | changed))
    for words in (["entities", str(store)], ["compare", str(store)], ["annotate", "data/2019", "-o", str(store)]):
        done = run(*words, cwd=ROOT)
        assert done.returncode == 1 and said in done.stderr and done.stderr.count(b"\n") == 1 and not done.stdout


def test_a_marker_that_is_no_json(tmp_path: Path) -> None:
    (tmp_path / MARKER).write_text("[]")
    assert b"is not dnnd's; name another folder" in run("articles", str(tmp_path)).stderr


def test_other_options(sample: str, texts: Path, tmp_path: Path) -> None:
    done = run("entities", sample, "--date", "2020-01-01")
    assert done.returncode == 1
    assert b"this store was written without --date; leave the option out, or write another store" in done.stderr
    store = str(tmp_path / "dated")
    assert run("annotate", str(texts), "-o", store, "--date", "2020-01-01").returncode == 0
    assert run("entities", store, "--date", "2020-01-01").returncode == 0
    done = run("entities", store, "--date", "2020-01-02")
    assert b"this store was written with --date 2020-01-01; leave the option out" in done.stderr
    assert b"with --date 2020-01-01; add --date" in run("annotate", str(texts), "-o", store).stderr


def test_a_store_that_is_not_finished(sample: str, tmp_path: Path) -> None:
    shutil.copytree(sample, tmp_path / "store")
    (tmp_path / "store" / INDEX).unlink()
    done = run("articles", str(tmp_path / "store"))
    assert done.returncode == 1 and b"not finished; run the same dnnd annotate again" in done.stderr


@pytest.mark.parametrize("index", [b"", b"{", b"{}\n", b'{"sides": []}\n{"x": 1}\n', b'{"sides": []}\n\xff'], ids=str)
def test_a_damaged_list(sample: str, tmp_path: Path, index: bytes) -> None:
    shutil.copytree(sample, tmp_path / "store")
    (tmp_path / "store" / INDEX).write_bytes(index)
    with pytest.raises(StoreError, match=r"its files\.jsonl is damaged; remove that file and run dnnd annotate again"):
        read_store(tmp_path / "store")


def test_a_damaged_part(sample: str, tmp_path: Path) -> None:
    shutil.copytree(sample, tmp_path / "store")
    for part in (tmp_path / "store" / PARTS).iterdir():
        part.write_bytes(part.read_bytes()[:1000])
    done = run("articles", str(tmp_path / "store"))
    assert done.returncode == 1 and b"remove this part and run the same dnnd annotate again" in done.stderr
    assert done.stderr.count(b"\n") == 1


# --- stopped at any moment -----------------------------------------------------------------------------------------

RUN = """\
import sys
from pathlib import Path
from dnnd.articles import Reading
from dnnd.inputs import sides
from dnnd.storing import write_store

if __name__ == "__main__":
    texts, store = sys.argv[1:]
    write_store(Path(store), [(texts, side) for side in sides([texts])], Reading(), batch=4_000, workers=2)
"""


@contextlib.contextmanager
def running(texts: Path, store: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that writes a store with small parts; it and its own processes are gone afterwards."""
    script = texts.parent / "run.py"
    script.write_text(RUN)
    process = subprocess.Popen([sys.executable, str(script), str(texts), str(store)], start_new_session=True)
    try:
        yield process
        process.wait(timeout=60)
    finally:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                os.killpg(process.pid, 0)
            except ProcessLookupError:
                return
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
        pytest.fail("processes outlived the one that had started them")


def test_killed_at_random_moments(tmp_path: Path) -> None:
    texts, store = tmp_path / "texts", tmp_path / "store"
    texts.mkdir()
    for number in range(60):
        (texts / f"{number:02}.txt").write_text(f"Bài số {number}. {SENTENCE * 20}", encoding="utf-8")
    drawn = random.Random(2019)
    kept: dict[str, bytes] = {}
    for _ in range(3):
        with running(texts, store) as process:
            begun = time.monotonic()
            while time.monotonic() < begun + 5 and len(finished(store)) <= len(kept):
                time.sleep(0.01)  # until it has begun to write parts
            time.sleep(drawn.uniform(0, 0.4))
            process.kill()
        found = {name: data for name, data in contents(store).items() if name.endswith(".parquet")}
        assert kept.items() <= found.items()
        kept = found
    assert kept
    with running(texts, store):
        pass
    stored(tmp_path / "whole", texts, batch=4_000)
    assert contents(store) == contents(tmp_path / "whole")
    assert sum(file.articles for file in read_store(store).files) == 60


def test_an_interrupt_keeps_what_is_done(texts: Path, tmp_path: Path) -> None:
    for number in range(60):
        (texts / f"more{number}.txt").write_text(SENTENCE * 60, encoding="utf-8")
    with running(texts, tmp_path / "store") as process:
        while not finished(tmp_path / "store"):
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
    assert process.returncode == -signal.SIGINT and not (tmp_path / "store" / INDEX).exists()
    assert stored(tmp_path / "store", texts, batch=4_000).read < 68


@pytest.mark.parametrize("survives", range(4))
def test_a_full_disk(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, survives: int) -> None:
    store, synchronise, calls = tmp_path / "store", os.fsync, iter(range(100))

    def full(handle: int) -> None:
        if next(calls) >= 2 * survives:  # a file and its folder
            raise OSError(errno.ENOSPC, "No space left on device")
        synchronise(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="no space left on device; mend that and run the same again"):
        stored(store, texts, batch=1_000)
    monkeypatch.undo()
    assert not [name for name in contents(store) if name.endswith(disk.UNFINISHED)]
    stored(store, texts, batch=1_000)
    stored(tmp_path / "whole", texts, batch=1_000)
    assert contents(store) == contents(tmp_path / "whole")


def test_one_process_finds_what_two_find(texts: Path, tmp_path: Path) -> None:
    stored(tmp_path / "one", texts, workers=1)
    stored(tmp_path / "two", texts, workers=2)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_two_runs_at_a_time(texts: Path, tmp_path: Path) -> None:
    stored(tmp_path / "store", texts)
    with (
        disk.held(tmp_path / "store" / ".lock"),
        pytest.raises(StoreError, match="another dnnd annotate is writing it"),
    ):
        stored(tmp_path / "store", texts)


# --- the line on the terminal --------------------------------------------------------------------------------------


def test_the_line_is_for_terminals_only(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with line() as tell:
        tell(Progress(10, 5, 1))
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with line(quiet=True) as tell:
        tell(Progress(10, 5, 1))
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with pytest.raises(InputError), line() as tell:
        tell(Progress(20_000_000, 10_000_000, 12))
        raise InputError("x")
    shown = capsys.readouterr().err
    assert "12 articles, 10.0 of 20.0 MB, " in shown and " left" in shown and shown.endswith("\r\x1b[K")
