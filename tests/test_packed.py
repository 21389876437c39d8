"""Packed numbers say what a dict says, also where many texts have one hash."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dnnd.packed import PackedNumbers

TEXTS = st.text(st.sampled_from("aâ ộ\u0301😀\udcff"), max_size=4)


@pytest.mark.parametrize("hashed", [hash, len, lambda text: 7], ids=["hash", "length", "one"])
@given(st.dictionaries(TEXTS, st.integers(0, 2**63 - 1)), st.lists(TEXTS))
def test_as_a_dict(hashed: Callable[[str], int], numbers: dict[str, int], asked: list[str]) -> None:
    asked = [*asked, *numbers]
    packed = PackedNumbers(numbers, hashed)
    assert packed.of(asked, missing=-1).tolist() == [numbers.get(text, -1) for text in asked]
