"""Paths, globs, folders, labels and NAME=PATH."""

from pathlib import Path

import pytest

from dnnd.errors import InputError, UsageError
from dnnd.inputs import Side, labels, sides


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with data/2019, data/2020, b/x.txt and c/x.txt as the current one."""
    for name in (
        "data/2019/a.txt",
        "data/2019/sub/b.txt",
        "data/2020/c.txt",
        "data/2020/note.pdf",
        "data/.git/z.txt",
        "b/x.txt",
        "c/x.txt",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Hội nghị.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DNND_DATA", raising=False)
    return tmp_path


def test_a_label_is_a_folder_under_data(here: Path) -> None:
    assert sides(["2019"]) == [Side("2019", ("data/2019/a.txt", "data/2019/sub/b.txt"), "2019")]


def test_the_first_data_folder_that_has_the_label(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "other" / "2019").mkdir(parents=True)
    (here / "other" / "2019" / "o.txt").write_text("x", encoding="utf-8")
    monkeypatch.setenv("DNND_DATA", "other")
    assert sides(["2019"])[0].files == ("other/2019/o.txt",)
    assert sides(["2020"])[0].files == ("data/2020/c.txt",)
    assert sides(["2019"], Path("data"))[0].files[0] == "data/2019/a.txt"


def test_a_path_wins_over_a_label(here: Path) -> None:
    (here / "2019").mkdir()
    assert sides(["2019"])[0].files == ()


@pytest.mark.parametrize(
    ("given", "name", "files"),
    [
        ("b/x.txt", "x", ("b/x.txt",)),
        ("b", "b", ("b/x.txt",)),
        ("*/x.txt", "*/x.txt", ("b/x.txt", "c/x.txt")),
        ("data/**/*.txt", "data/**/*.txt", ("data/2019/a.txt", "data/2019/sub/b.txt", "data/2020/c.txt")),
        ("-", "stdin", ("-",)),
        ("cũ=b/x.txt", "cũ", ("b/x.txt",)),
        ("old=2019", "old", ("data/2019/a.txt", "data/2019/sub/b.txt")),
    ],
)
def test_names_and_files(here: Path, given: str, name: str, files: tuple[str, ...]) -> None:
    (side,) = sides([given])
    assert (side.name, side.files) == (name, files)


def test_two_files_of_one_name_are_told_apart_by_their_paths(here: Path) -> None:
    assert [s.name for s in sides(["b/x.txt", "c/x.txt"])] == ["b/x.txt", "c/x.txt"]


def test_one_side_twice(here: Path) -> None:
    with pytest.raises(UsageError, match="named twice"):
        sides(["2019", "2019"])


def test_an_unknown_label_lists_those_that_exist(here: Path) -> None:
    with pytest.raises(InputError, match=r"2031: no such file, folder or label; labels here: 2019, 2020"):
        sides(["2031"])


def test_a_glob_without_files(here: Path) -> None:
    with pytest.raises(InputError, match="no file matches"):
        sides(["*.none"])


def test_labels_leave_out_hidden_folders(here: Path) -> None:
    assert ".git" not in labels() and {"2019", "2020"} <= set(labels())
