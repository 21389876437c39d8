"""A file into articles: borders, titles, lines, offsets, residue."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dnnd
from dnnd.articles import Reading, articles, total_residue_lines

TWO = """\
Phụ nữ vùng biên giữ nhịp giao lưu
Sáng 12/11/2020, tại Lạng Sơn, Hội tổ chức gặp mặt. Đại biểu trao đổi kinh nghiệm.
Video đang HOT
Buổi gặp mặt kết thúc trong tình cảm thắm thiết.
Bạn bè quốc tế chung tay sau lũ
Chiều 22/12/2020, tại Huế, Liên hiệp tổ chức họp mặt. Các tổ chức cam kết đồng hành.
Hương Lan
"""


def test_two_articles_in_a_file() -> None:
    first, second = articles(TWO, "a.txt")
    assert (first.title, second.title) == ("Phụ nữ vùng biên giữ nhịp giao lưu", "Bạn bè quốc tế chung tay sau lũ")
    assert (first.first_line, first.last_line, second.first_line, second.last_line) == (1, 4, 5, 7)
    assert (first.date.value, second.date.value) == ("2020-11-12", "2020-12-22")
    assert (first.number, second.number) == (1, 2)
    assert [r.kind for r in second.residue] == ["byline"]


def test_residue_is_not_in_the_text_and_offsets_stay() -> None:
    for article in articles(TWO):
        assert len(article.text) == len(article.raw)
        assert TWO[article.start : article.start + len(article.raw)] == article.raw
        assert "Video" not in article.text and "Hương Lan" not in article.text
        for residue in article.residue:
            assert article.raw[residue.start : residue.end] == residue.text


def test_options_of_reading() -> None:
    (whole,) = articles(TWO, reading=Reading(split=False))
    assert whole.last_line == 7
    assert "Video đang HOT" in articles(TWO, reading=Reading(keep_residue=True))[0].text


def test_a_subheading_is_no_new_article() -> None:
    text = "Hội nghị tổng kết công tác năm\nSáng 6/1/2020, tại Huế, Hội họp.\nNhiều kết quả nổi bật trong năm\nCác chi hội đã làm tốt.\n"
    assert len(articles(text)) == 1


def test_a_summary_without_full_stop_is_no_new_article() -> None:
    text = "Hội nghị tổng kết công tác năm\nĐại biểu mong muốn có thêm hoạt động thiết thực\nSáng 6/1/2020, tại Huế, Hội họp.\n"
    assert len(articles(text)) == 1


def test_without_headline_the_title_is_the_first_sentence_cut_short() -> None:
    (article,) = articles("Sáng 6/1, tại Huế, " + "Hội hữu nghị " * 12 + "đã họp. Hết.")
    assert article.title.endswith(" …") and len(article.title) <= 102


@pytest.mark.parametrize("text", ["", " \n\r\n\t", "\ufeff"])
def test_nothing_to_read(text: str) -> None:
    assert articles(text.removeprefix("\ufeff")) == []


def test_line_ends_of_every_kind_give_the_same_lines() -> None:
    for end in ("\n", "\r\n", "\r"):
        found = articles(TWO.replace("\n", end))
        assert [(a.first_line, a.last_line) for a in found] == [(1, 4), (5, 7)]


def test_read(tmp_path: Path) -> None:
    path = tmp_path / "2020-03-04-hop.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TWO.encode())
    found = dnnd.read(str(path))
    assert [a.file for a in found] == [str(path)] * 2
    assert found[0].raw.startswith("Phụ nữ") and str(found[0].report_date) == "2020-03-04"


def test_residue_lines() -> None:
    assert [total_residue_lines(a) for a in articles(TWO)] == [1, 1]


@given(
    st.lists(
        st.sampled_from([*TWO.split("\n"), "\r", "\x0c", "Ảnh: TTXVN", "\u200b", "Sáng 3/4, tại Huế, Hội họp."]),
        max_size=12,
    )
)
def test_every_character_belongs_to_one_article(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = articles(text)
    assert [a.start for a in found] == sorted(a.start for a in found)
    for a in found:
        assert text[a.start : a.start + len(a.raw)] == a.raw
    assert not found or sum(len(a.raw.strip()) for a in found) <= len(text)
