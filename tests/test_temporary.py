"""Many files are read into a store for the time of one run; nobody sees a difference, and nothing of it stays."""

import errno
import tempfile
from pathlib import Path

import pytest

from dnnd import disk, temporary
from test_cli import Done, run
from test_store import COMMANDS, ROOT, SENTENCE, UGLY

FORCED = [words for words in COMMANDS if words[0] not in ("articles", "tokens") and "--exact" not in words]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return tmp_path / "temporary"


@pytest.fixture
def made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Any text is worth a temporary store; the folders of those that were made."""
    found: list[Path] = []

    def noted(path: Path) -> None:
        found.append(path)
        make_folder(path)

    make_folder = disk.make_folder
    monkeypatch.setattr(disk, "make_folder", noted)
    monkeypatch.setattr(temporary, "WORTHWHILE", 1)
    monkeypatch.setattr(temporary, "cores", lambda: 1)
    return found


def same(plain: Done, made: list[Path], folder: Path, *arguments: str, stores: int = 1, stdin: bytes = b"") -> bool:
    """Whether a command with a temporary store does the same as without, and leaves nothing."""
    del made[:]
    done = run(*arguments, cwd=ROOT, stdin=stdin)
    return done == plain and len(made) == stores and not list(folder.iterdir())


@pytest.mark.parametrize("words", FORCED, ids=" ".join)
def test_it_answers_as_the_files_do(words: list[str], folder: Path, request: pytest.FixtureRequest) -> None:
    plain = run(*words, "data/2019", "data/2020", cwd=ROOT)
    assert len(plain.stdout) > 100
    assert same(plain, request.getfixturevalue("made"), folder, *words, "data/2019", "data/2020")


@pytest.mark.parametrize("option", ([], ["--no-split"], ["--keep-residue"], ["--date", "2019-07-01"]), ids=" ".join)
def test_hard_spellings_unreadable_files_and_standard_input(
    option: list[str], tmp_path: Path, folder: Path, request: pytest.FixtureRequest
) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for name, text in UGLY.items():
        (texts / name).write_bytes(text.encode())
    (texts / "bad.txt").write_bytes(SENTENCE.encode() + b"\xff")
    commands = [["entities", "--mentions", *option, "-", str(texts)], ["dates", *option, str(texts), "data/2020"]]
    plain = [run(*words, cwd=ROOT, stdin=SENTENCE.encode()) for words in commands]
    assert [done.returncode for done in plain] == [3, 3] and b"bad.txt: byte" in plain[0].stderr
    made = request.getfixturevalue("made")
    for words, done in zip(commands, plain, strict=True):
        assert same(done, made, folder, *words, stdin=SENTENCE.encode())


def test_nothing_that_can_be_read(tmp_path: Path, folder: Path, request: pytest.FixtureRequest) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_bytes(b"\xff\xff")
    plain = run("entities", str(tmp_path), cwd=ROOT)
    assert plain.returncode == 1 and plain.stderr.endswith(b"no input could be read\n")
    assert same(plain, request.getfixturevalue("made"), folder, "entities", str(tmp_path))


def test_one_large_file_is_shared_out_article_by_article(
    tmp_path: Path, folder: Path, made: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(temporary, "cores", lambda: 2)
    (tmp_path / "large.txt").write_text(SENTENCE * 9, encoding="utf-8")
    (tmp_path / "small.txt").write_text(SENTENCE, encoding="utf-8")
    assert run("entities", str(tmp_path)).returncode == 0 and not made


def test_no_room(folder: Path, made: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(temporary, "TemporaryDirectory", full)
        failed = [run("entities", "data/2019", cwd=ROOT)]
    with monkeypatch.context() as patch:
        patch.setattr(disk, "put", full)
        failed.append(run("dates", "data/2019", cwd=ROOT))
    for done in failed:
        assert done.returncode == 1 and not done.stdout and done.stderr.count(b"\n") == 1
        assert b"no space left on device; many texts need room" in done.stderr and b"TMPDIR" in done.stderr
    assert not list(folder.iterdir())
