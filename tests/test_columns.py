"""What a column gives back is what was added, from memory and from a file, and the file leaves no trace."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dnnd.columns import Column, Texts
from dnnd.errors import StoreError

PIECES = st.lists(st.lists(st.integers(0, 2**31 - 1), max_size=9), max_size=9)


@given(PIECES, st.booleans(), st.integers(0, 90), st.integers(0, 90))
def test_numbers_come_back(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[list[int]], is_file: bool, a: int, b: int
) -> None:
    folder = tmp_path_factory.getbasetemp()
    before = set(folder.iterdir())
    column = Column(folder if is_file else None)
    for piece in pieces:
        column.add(np.array(piece, np.int32))
        assert len(column[:]) == len(column)
    every = [number for piece in pieces for number in piece]
    assert len(column) == len(every) and column[:].tolist() == every and column[a:b].tolist() == every[a:b]
    assert column[a:b].dtype == np.int32 and set(folder.iterdir()) == before
    column.close()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="none: cannot hold what is counted: no such file or directory; make room"):
        Column(tmp_path / "none")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    column = Column(tmp_path)
    column._file.close()
    column._file = Path("/dev/full").open("r+b", buffering=0)  # type: ignore[assignment]  # noqa: SIM115
    with pytest.raises(StoreError, match="cannot hold what is counted: no space left on device"):
        column.add(np.zeros(9, np.int32))
    column.close()


@given(st.lists(st.text(st.characters())))
def test_texts_come_back(texts: list[str]) -> None:
    held = Texts(texts)
    assert list(held) == texts and len(held) == len(texts)
    assert [held[at] for at in range(len(texts))] == texts


def test_half_a_pair_of_surrogates_comes_back() -> None:
    assert list(Texts(["a\ud800", "\udfff"])) == ["a\ud800", "\udfff"]
