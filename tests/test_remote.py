"""Inputs and stores at an address: the same answers as from this machine, nothing half written, one-line errors."""

import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from dnnd import disk
from dnnd.articles import Reading
from dnnd.errors import InputError, StoreError
from dnnd.inputs import sides
from dnnd.remote import Remote, location
from dnnd.store import INDEX, MARKER, PARTS, read_store
from dnnd.storing import write_store
from test_cli import run

fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed")
SENTENCE = "Ngày 5/3/2020, Thứ trưởng Bộ Ngoại giao Lê Văn Tám thăm huyện Vân Hồ. "
SLOGAN = "Theo phương châm “Chủ động, sáng tạo, hiệu quả”, Hội đã đổi mới."
COMMANDS = (["articles"], ["tokens"], ["entities", "--mentions"], ["dates"], ["slogans"], ["kwic", "Vân Hồ"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with texts, and files that are none."""
    for number in range(6):
        place = tmp_path / "2020" / ("sub" if number % 2 else "") / f"{number}.txt"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"Bài số {number}. {SENTENCE * (1 + number)}{SLOGAN}", encoding="utf-8")
    for name in (".hidden.txt", "note.pdf", "sub/UPPER.TXT"):
        (tmp_path / "2020" / name).write_text(SENTENCE, encoding="utf-8")
    return tmp_path / "2020"


@pytest.fixture
def memory(folder: Path) -> Iterator[str]:
    """The address of the same folder in this process's memory."""
    name = f"memory://{uuid.uuid4().hex}"
    system = fsspec.filesystem("memory")
    system.put(str(folder), f"{name}/2020", recursive=True)
    yield name
    system.rm(name, recursive=True)


def wrote(store: str, *inputs: str, workers: int = 1, batch: int = 800) -> int:
    """How many files a run read that made a store with small parts."""
    named = [(one, side) for one in inputs for side in sides([one])]
    return write_store(location(store), named, Reading(), batch=batch, workers=workers).read


def same_answers(one: str, other: str, base: str, other_base: str) -> bool:
    """Whether the commands print the same of two inputs but for where the files lie."""
    said = [run(*words, one).stdout.replace(base.encode(), b"") for words in COMMANDS]
    assert all(out.count(b"\n") > 1 for out in said)
    return said == [run(*words, other).stdout.replace(other_base.encode(), b"") for words in COMMANDS]


# --- the same answers ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["/2020", "/2020/", "/2020/*.txt", "/2020/**/*.txt", "/2020/sub/1.txt", "/2020/?.txt"])
@pytest.mark.parametrize("scheme", ["memory", "file", "chain"])
def test_a_folder_a_file_and_a_pattern(folder: Path, memory: str, scheme: str, name: str) -> None:
    here, there = f"{folder.parent}{name}", f"{memory}{name}"
    if scheme == "file":
        there = f"file://{here}"
    elif scheme == "chain":
        there = f"dir://{name.lstrip('/')}::file://{folder.parent}"
    (expected,), (side,) = sides([here]), sides([there])
    assert side.label == expected.label and len(side.files) == len(expected.files) > 0
    assert "*" in name or "?" in name or side.name == expected.name
    assert [location(file).read_bytes() for file in side.files] == [Path(file).read_bytes() for file in expected.files]
    assert sides([f"năm={there}"])[0].name == "năm"


def test_files_and_stores_elsewhere_answer_as_those_here(folder: Path, memory: str) -> None:
    assert wrote(f"{memory}/store", f"{memory}/2020") == 7
    assert len(disk.names(location(f"{memory}/store/{PARTS}"))) > 2
    for there in (f"{memory}/2020", f"{memory}/store"):
        assert same_answers(str(folder), there, str(folder.parent), memory)


def test_a_store_here_of_files_elsewhere_and_the_other_way_round(folder: Path, memory: str, tmp_path: Path) -> None:
    assert wrote(str(tmp_path / "store"), f"{memory}/2020") == 7
    assert wrote(f"{memory}/store", str(folder)) == 7
    assert same_answers(str(tmp_path / "store"), f"{memory}/2020", memory, memory)
    assert same_answers(f"{memory}/store", str(folder), "", "")


def test_processes_read_and_write_addresses(folder: Path, tmp_path: Path) -> None:
    assert wrote(f"file://{tmp_path}/one", f"file://{folder}") == 7
    assert wrote(f"file://{tmp_path}/two", f"file://{folder}", workers=2) == 7
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / n).rglob("*") if p.is_file()} for n in ("one", "two"))
    assert one == two and len(one) > 4


def test_the_command_line(folder: Path, memory: str) -> None:
    done = run("annotate", f"{memory}/2020", "-o", f"{memory}/store")
    assert done.returncode == 0 and done.stdout.splitlines()[1] == b"2020,7,7,0", done.stderr
    assert f"{memory}/store: 7 of 7 files read".encode() in done.stderr
    assert run("compare", f"a={memory}/store", f"b={folder}", "--section", "people").returncode == 0


# --- what is read again --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["memory", "file"])
def test_only_what_has_changed_is_read_again(folder: Path, memory: str, scheme: str) -> None:
    base = memory if scheme == "memory" else f"file://{folder.parent}"
    system = fsspec.filesystem(scheme)
    assert wrote(f"{base}/store", f"{base}/2020") == 7
    assert wrote(f"{base}/store", f"{base}/2020") == 0
    system.pipe_file(f"{base}/2020/0.txt", "Hội họp tại Huế.".encode())
    system.pipe_file(f"{base}/2020/9.txt", "Bà Trần Thị Chín thăm Lào.".encode())
    system.rm_file(f"{base}/2020/2.txt")
    assert wrote(f"{base}/store", f"{base}/2020") == 2
    assert same_answers(f"{base}/store", f"{base}/2020", "", "")
    assert {file.part for file in read_store(location(f"{base}/store")).files} == set(
        disk.names(location(f"{base}/store/{PARTS}"))
    )


def test_a_listing_tells_the_state_of_its_files(memory: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told, asked = type(fsspec.filesystem("memory")).info, []

    def noted(system: object, path: str, **more: object) -> dict[str, object]:
        asked.append(path)
        return dict(told(system, path, **more))

    wrote(f"{memory}/store", f"{memory}/2020")
    monkeypatch.setattr(type(fsspec.filesystem("memory")), "info", noted)
    assert wrote(f"{memory}/store", f"{memory}/2020") == 0
    assert asked and not [path for path in asked if path.endswith(".txt")]


def test_where_nothing_tells_of_a_change_the_bytes_do(memory: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = type(fsspec.filesystem("memory")).info

    def silent(system: object, path: str, **more: object) -> dict[str, object]:
        return {name: value for name, value in told(system, path, **more).items() if name != "created"}

    monkeypatch.setattr(type(fsspec.filesystem("memory")), "info", silent)
    assert wrote(f"{memory}/store", f"{memory}/2020") == 7
    text = location(f"{memory}/2020/0.txt").read_bytes().decode()
    fsspec.filesystem("memory").pipe_file(f"{memory}/2020/0.txt", text.replace("Vân Hồ", "Mộc Hà").encode())
    assert wrote(f"{memory}/store", f"{memory}/2020") == 1
    assert wrote(f"{memory}/store", f"{memory}/2020") == 0


def test_an_unreadable_file_is_listed(folder: Path, memory: str) -> None:
    fsspec.filesystem("memory").pipe_file(f"{memory}/2020/bad.txt", b"Hoi\xff\xfe nghi")
    done = run("annotate", f"{memory}/2020", "-o", f"{memory}/store")
    assert done.returncode == 3 and f"{memory}/2020/bad.txt: byte 3 (0xFF) is not UTF-8".encode() in done.stderr


# --- whole or not at all -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fails", ["pipe_file", "mv"])
def test_half_a_file_is_never_seen(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str) -> None:
    system = type(fsspec.filesystem("file"))
    whole = system.pipe_file

    def half(self: object, path: str, data: bytes, **more: object) -> None:
        whole(self, path, data[:10])
        raise OSError("connection lost\nand more of it")

    def no(self: object, *_: object, **__: object) -> None:
        raise ValueError("moving is not allowed")

    store = tmp_path / "store"
    monkeypatch.setattr(system, fails, half if fails == "pipe_file" else no)
    with pytest.raises(
        StoreError, match=r"cannot be written: (connection lost|moving is not allowed); mend that"
    ) as told:
        wrote(f"file://{store}", str(folder))
    assert "\n" not in str(told.value) and not [path for path in store.rglob("*") if path.is_file()]
    monkeypatch.undo()
    assert wrote(f"file://{store}", str(folder)) == 7 and same_answers(str(store), str(folder), "", "")


def test_a_file_is_moved_onto_another_where_that_must_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system = type(fsspec.filesystem("file"))
    move = system.mv

    def as_hdfs(self: object, one: str, other: str, **more: object) -> None:
        if Path(other).exists():
            raise OSError("file exists")
        move(self, one, other, **more)

    monkeypatch.setattr(system, "mv", as_hdfs)
    for data in (b"one", b"two"):
        disk.write_whole(Remote(f"file://{tmp_path}/a"), data)
        assert (tmp_path / "a").read_bytes() == data and [path.name for path in tmp_path.iterdir()] == ["a"]


# --- what cannot be opened -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("memory://none/at/all", b"memory://none/at/all: no such file or folder; check the address"),
        ("memory://none/*.txt", b"memory://none/*.txt: no file matches"),
        ("none://bucket/news", b"none://bucket/news: protocol not known: none; check the address"),
    ],
)
def test_an_address_that_is_none(address: str, said: bytes, tmp_path: Path) -> None:
    for words in (["entities"], ["annotate", "-o", str(tmp_path / "store")]):
        done = run(*words, address)
        assert done.returncode == 1 and said in done.stderr and b"internal" not in done.stderr
    assert not (tmp_path / "store").exists()


def test_a_store_at_an_address_that_is_none(folder: Path) -> None:
    done = run("annotate", str(folder), "-o", "none://bucket/store")
    assert done.returncode == 1 and b"none://bucket/store" in done.stderr and b"protocol not known" in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_without_fsspec(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("fsspec", "fsspec.core"):
        monkeypatch.setitem(sys.modules, name, None)
    done = run("entities", "s3://bucket/news")
    assert b"s3://bucket/news: an address with a scheme needs fsspec: pip install 'dnnd[cluster]'" in done.stderr
    assert run("entities", str(folder)).returncode == 0


def test_what_is_no_store(memory: str) -> None:
    with pytest.raises(StoreError, match="this is no store and holds something else"):
        wrote(f"{memory}/2020", f"{memory}/2020")
    assert wrote(f"{memory}/store", f"{memory}/2020") == 7
    fsspec.filesystem("memory").rm_file(f"{memory}/store/{INDEX}")
    with pytest.raises(StoreError, match="this store is not finished"):
        read_store(location(f"{memory}/store"))
    fsspec.filesystem("memory").pipe_file(f"{memory}/store/{MARKER}", b"{}")
    assert b"is not dnnd's" in run("articles", f"{memory}/store").stderr


def test_a_damaged_part(memory: str) -> None:
    wrote(f"{memory}/store", f"{memory}/2020")
    for name in disk.names(location(f"{memory}/store/{PARTS}")):
        fsspec.filesystem("memory").pipe_file(f"{memory}/store/{PARTS}/{name}", b"PAR1")
    done = run("articles", f"{memory}/store")
    assert done.returncode == 1 and b"remove this part and run the same dnnd annotate again" in done.stderr


def test_tables_are_written_on_this_machine(folder: Path) -> None:
    done = run("entities", str(folder), "-o", "s3://bucket/a.csv")
    assert (
        done.returncode == 2
        and b"--output s3://bucket/a.csv: tables are written to files of this machine" in done.stderr
    )


def test_an_input_that_goes_away(memory: str) -> None:
    (side,) = sides([f"{memory}/2020"])
    fsspec.filesystem("memory").rm_file(side.files[0])
    with pytest.raises(InputError, match=r"0.txt: no such file or directory; check the path"):
        from dnnd.inputs import read_text

        read_text(side.files[0])
