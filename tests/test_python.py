"""The Python functions: records on any text, and errors that say what was wrong."""

import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dnnd

PIECES = [
    "Thứ trưởng Bộ Ngoại giao Lê Văn Tám", "ông Trần Thị Chín, Chủ tịch Hội", "tại TP. Huế", "sáng 6/1", "năm 2019", "giai đoạn 2015-2020",
    "phương châm “chủ động, linh hoạt, hiệu quả”", "Nghị quyết số 22-NQ/TW", ". ", ", ", "\n", "\r\n", "\x0c", " ", "  ", "\u200b", "\ufeff", "\ud800",
    "Uỷ ban", "nghi\u0323", "“", "”", "'", "(", ")", "/", "-", "1/1/1", "ngày ", "Ảnh: TTXVN", "đồng chí ", "và ", "😀", "\x00", "ĐẠI HỘI XIII",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=14).map("".join)
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@PATIENT
@given(TEXTS)
def test_every_record_holds_the_raw_text_in_order(text: str) -> None:
    finders = (dnnd.sentences, dnnd.tokenize, dnnd.find_entities, dnnd.find_roles, dnnd.find_dates)
    for records in (find(text) for find in finders):
        assert [r.start for r in records] == sorted(r.start for r in records)
        for r in records:
            assert r.start < r.end and text[r.start : r.end] == r.text


@PATIENT
@given(TEXTS)
def test_names_do_not_overlap_nor_do_titled_things(text: str) -> None:
    found = dnnd.find_entities(text)
    for layer in (("PER", "ORG", "LOC"), ("EVENT", "DOC", "AWARD")):
        last = 0
        for mention in (m for m in found if m.type in layer):
            assert mention.start >= last
            last = mention.end


@PATIENT
@given(st.lists(TEXTS, max_size=3))
def test_slogans_hold_the_raw_text(texts: list[str]) -> None:
    for slogan in dnnd.find_slogans(texts):
        assert slogan.mentions
        for m in slogan.mentions:
            assert texts[m.text_index][m.start : m.end] == m.text


def test_dates_take_any_day_from_which_one_can_count() -> None:
    moment = datetime.datetime(2020, 1, 6, 8, 30)
    assert [t.value for t in dnnd.find_dates("Hôm nay và năm qua.", moment)] == ["2020-01-06", "2019"]
    with pytest.raises(ValueError, match="its year lies between 1000 and 2999"):
        dnnd.find_dates("hôm nay", datetime.date.max)
    with pytest.raises(TypeError, match=r"datetime\.date or None, not str"):
        dnnd.find_dates("hôm nay", "2020-01-06")  # type: ignore[arg-type] # what is tested


def test_one_string_is_no_list_of_texts() -> None:
    with pytest.raises(TypeError, match="put one text into a list"):
        dnnd.find_slogans("Hà Nội")
    with pytest.raises(TypeError, match="not one string"):
        dnnd.compare({"a": "Hà Nội", "b": ["Huế"]})


@pytest.mark.parametrize("texts", [{}, {"a": ["Hà Nội"]}])
def test_a_comparison_needs_two_sides(texts: dict[str, list[str]]) -> None:
    with pytest.raises(ValueError, match="needs two sides or more"):
        dnnd.compare(texts)


def test_articles_and_paths_are_taken_too(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Hội nêu phương châm “chủ động, linh hoạt, hiệu quả”.", encoding="utf-8")
    (article,) = dnnd.read(path)
    assert article.file == str(path)
    (slogan,) = dnnd.find_slogans([article])
    assert article.text[slogan.mentions[0].start : slogan.mentions[0].end] == "chủ động, linh hoạt, hiệu quả"
    frame = dnnd.compare({"a": [article], "b": [path], "c": ["Hội họp tại Huế."]})
    assert frame[frame["item"] == "Huế"][["count_a", "count_b", "count_c"]].to_numpy().tolist() == [[0, 0, 1]]


def test_what_is_offered_is_there() -> None:
    assert all(getattr(dnnd, name) for name in dnnd.__all__) and set(dnnd.__all__) <= set(dir(dnnd))
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = dnnd.nothing
