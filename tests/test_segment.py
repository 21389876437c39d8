"""Sentences and words: tables with | at the borders, and properties on ugly text."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dnnd import sentences, tokenize
from dnnd.normalize import lookup_key
from dnnd.syllables import syllables

SENTENCES = [
    "Hội nghị đã kết thúc.| Đại biểu ra về.",
    "Đoàn thăm TP. Huế và TP. Đà Nẵng.| Sau đó đoàn về Hà Nội.",
    "GS.TS. Lê Văn Tám chủ trì.| PGS. TS. Trần Thị Chín trình bày.",
    "Các nước Lào, Thái Lan, v.v. đã cử đại diện.",
    "Tổng thống V. Putin gửi điện mừng.",
    "Tổng thống Indonesia J. Widodo gửi điện mừng.",
    "Tổng thống V.Putin gửi điện mừng.",
    "Học sinh lớp A.| Giáo viên lớp B.",
    "Đại hội lần thứ V.| Hội nghị tiếp tục.",
    "Kinh phí 1.250.000 đồng, tăng 3.5 lần.| Năm sau giảm.",
    "1. Tổng kết công tác năm.| 2. Bàn nhiệm vụ mới.",
    "a) Về tổ chức",
    "Ông nói: “Chúng tôi rất vui.”| Mọi người vỗ tay.",
    "Thật vậy sao?| Đúng thế!| Ai cũng biết…",
    "Một dòng\n|Dòng khác",
    "Hội nghị thành công tốt đẹp./.",
    "Dự buổi lễ có các ông A, B, C...| Sau buổi lễ, đoàn dâng hương.",
    "Trang mạng dnnd.vn đưa tin.| Bạn đọc quan tâm.",
    "Ban Chấp hành T.Ư Đảng họp.",
    "Ông Sỹ Quý.| Ông Quý nói thêm.",
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_sentences(marked: str) -> None:
    text = marked.replace("|", "")
    assert [s.text for s in sentences(text)] == [part.strip() for part in marked.split("|")]


WORDS = [
    ("Đảng uỷ  hoà bình hôm nay", ["Đảng", "uỷ", "hoà bình", "hôm nay"]),
    ("", []),
    (" \n\t ", []),
    ("Nghị quyết số 22-NQ/TW", ["Nghị quyết", "số", "22", "-", "NQ", "/", "TW"]),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_words(text: str, words: list[str]) -> None:
    assert [w.text for w in tokenize(text)] == words


def test_decomposed_text_gives_the_same_words() -> None:
    text = "Uỷ ban nhân dân tỉnh đã tổ chức hội nghị tổng kết công tác."
    decomposed = unicodedata.normalize("NFD", text)
    assert [unicodedata.normalize("NFC", w.text) for w in tokenize(decomposed)] == [w.text for w in tokenize(text)]


@pytest.mark.parametrize("text", [s.replace("|", "") for s in SENTENCES])
def test_the_words_are_those_of_underthesea(text: str) -> None:
    from underthesea import word_tokenize

    for sentence in sentences(text):
        theirs = [word.replace(" ", "") for word in word_tokenize(sentence.text, use_token_normalize=False)]
        assert ["".join(w.text.split()) for w in tokenize(sentence.text)] == theirs


UGLY = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(
            [
                "Đảng",
                "uỷ",
                "hoà",
                ".",
                "TP.",
                "v.v.",
                "“",
                "”",
                "\u200b",
                "\r\n",
                "  ",
                "😀",
                "👨‍👩‍👧",
                "\x00",
                "\u0301",
            ]
        ),
    ),
    max_size=30,
).map("".join)


@settings(deadline=None)
@given(UGLY)
def test_words_and_sentences_hold_the_raw_text_in_order(text: str) -> None:
    for records in (sentences(text), tokenize(text)):
        last = 0
        for record in records:
            assert text[record.start : record.end] == record.text
            assert last <= record.start < record.end
            last = record.end


@settings(deadline=None)
@given(UGLY)
def test_no_letter_is_lost(text: str) -> None:
    covered = {offset for word in tokenize(text) for offset in range(word.start, word.end)}
    assert not [c for offset, c in enumerate(text) if c.isalnum() and offset not in covered]


def test_a_word_never_leaves_its_sentence() -> None:
    text = "Hội nghị tổng kết. Công tác đối ngoại\nNhân dân cả nước."
    ends = {s.end for s in sentences(text)}
    assert not [w for w in tokenize(text) for end in ends if w.start < end < w.end]


@given(st.text(st.sampled_from("aoàáquỳÝUÀ  _-–9²\u0301ΣσİIĐh.,(\n")))
def test_syllables_are_the_same_piece_by_piece(text: str) -> None:
    keys = lookup_key(text)
    found = syllables(text)
    assert [text[unit.start : unit.end] for unit in found] == [unit.text for unit in found]
    assert [keys[unit.start : unit.end] for unit in found] == [unit.key for unit in found]
    assert "".join(unit.text for unit in found) == "".join(text.split())
    assert all(unit.is_word == unit.text[0].isalpha() for unit in found)
    assert all(unit.is_capitalised == unit.text[0].isupper() for unit in found)
