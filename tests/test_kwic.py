"""Keyword in context: what a query finds, and what stands around it."""

import pytest

from dnnd.annotate import annotate, plain_article
from dnnd.errors import UsageError
from dnnd.kwic import kwic

TEXT = (
    "Hội nghị của Ủy ban Mặt trận Tổ quốc Việt Nam bàn việc đoàn kết.\n"
    "Sau đó, Mặt trận Tổ quốc và Uỷ ban cùng họp. Mặt trận đoàn\u200b kết.\n"
    "ĐOÀN KẾT là sức mạnh. Tình đoàn\nkết bạn."
)


def matches(query: str, exact: bool = False, width: int = 12) -> list[tuple[object, ...]]:
    table = kwic(query, [annotate(plain_article(TEXT))], width, exact)
    return [(row[2], *row[6:]) for row in table.rows]


def test_case_spelling_and_invisible_characters_do_not_matter() -> None:
    assert [row[2] for row in matches("đoàn kết", exact=True)] == ["đoàn kết", "đoàn\u200b kết", "ĐOÀN KẾT"]
    assert len(matches("ủy ban", exact=True)) == 2


def test_context_stays_within_the_paragraph_and_the_width() -> None:
    assert matches("là", exact=True) == [(3, "ĐOÀN KẾT", "là", "sức mạnh.")]


def test_a_name_finds_its_other_forms_once_each() -> None:
    found = [row[2] for row in matches("Mặt trận Tổ quốc Việt Nam")]
    assert "Mặt trận Tổ quốc" in found and len(found) == len(
        {(row[0], row[1], row[2]) for row in matches("Mặt trận Tổ quốc Việt Nam")}
    )
    assert len(matches("Mặt trận Tổ quốc Việt Nam", exact=True)) == 1


def test_offsets_are_those_of_the_text() -> None:
    for row in kwic("đoàn kết", [annotate(plain_article(TEXT))]).rows:
        assert isinstance(row[4], int) and isinstance(row[5], int)
        assert TEXT[row[4] : row[5]] == row[7]


@pytest.mark.parametrize("query", ["", "!?", " "])
def test_a_query_without_letters(query: str) -> None:
    with pytest.raises(UsageError, match="no letter or digit"):
        kwic(query, [])
