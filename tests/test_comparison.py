"""The comparison: nothing new is lost, nothing small is called a change, articles are dealt whole."""

import itertools
import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dnnd
from dnnd.comparison import ALL_SECTIONS
from dnnd.permutation import Standing, permutation_p
from dnnd.significance import _change

SPEECH = "Đại biểu trao đổi việc chung. Mọi người góp thêm ý kiến về công tác của hội."


def frame(**sides: list[str]) -> pd.DataFrame:
    return dnnd.compare(sides)


def verdict(table: pd.DataFrame, section: str, item: str) -> str:
    row = table[(table["section"] == section) & (table["item"] == item)]
    assert len(row) == 1, f"{item} stands {len(row)} times in {section}"
    return str(row["verdict"].iloc[0])


def test_what_stands_on_one_side_only_is_not_lost() -> None:
    table = frame(a=["Bà Lê Thị Sáu thăm Huế. " + SPEECH], b=["Bà Trần Thị Bảy thăm Đà Lạt. " + SPEECH])
    assert set(table[table["section"] == "people"]["item"]) == {"Lê Thị Sáu", "Trần Thị Bảy"}
    assert set(table[table["section"] == "places"]["item"]) == {"Huế", "Đà Lạt"}


def test_little_is_too_few_to_tell() -> None:
    table = frame(a=["Bà Lê Thị Sáu thăm Huế. " * 5 + SPEECH], b=["Đoàn thăm Đà Lạt. " * 5 + SPEECH])
    assert verdict(table, "people", "Lê Thị Sáu") == "too few to tell"


def test_more_articles_can_show_a_change() -> None:
    old = [f"Đoàn thăm Huế lần {n}. Đoàn ở lại Huế. " + SPEECH for n in "ABCDEF"]
    new = [f"Đoàn thăm Đà Lạt lần {n}. Đoàn ở lại Đà Lạt. " + SPEECH for n in "ABCDEF"]
    table = frame(a=old, b=new)
    assert verdict(table, "places", "Huế") == "gone"
    assert verdict(table, "places", "Đà Lạt") == "new"


def test_one_article_that_says_it_often_is_no_change() -> None:
    plain = ["Đoàn làm việc cả ngày. " + SPEECH for _ in range(6)]
    table = frame(a=plain, b=[*plain[:5], "Đoàn thăm Đà Lạt. " * 12])
    assert verdict(table, "places", "Đà Lạt") == "no clear change"
    note = table[(table["section"] == "places") & (table["item"] == "Đà Lạt")]["note"].iloc[0]
    assert note in ("clumped", "one article")


def test_with_few_articles_one_paragraph_that_says_it_often_is_clumped() -> None:
    plain = "\n".join(SPEECH for _ in range(12))
    table = frame(a=[plain], b=[plain + "\n" + "Đoàn thăm Đà Lạt. " * 12])
    row = table[(table["section"] == "places") & (table["item"] == "Đà Lạt")].iloc[0]
    assert (row["verdict"], row["note"]) == ("no clear change", "clumped") and row["p_adjusted"] < 0.05


def test_with_few_articles_what_runs_through_a_text_is_a_change_of_these_texts() -> None:
    plain = "\n".join(SPEECH for _ in range(12))
    table = frame(a=[plain], b=["\n".join("Đoàn thăm Đà Lạt. " + SPEECH for _ in range(12))])
    assert verdict(table, "places", "Đà Lạt") == "new"


def test_two_halves_of_one_source_show_nothing() -> None:
    texts = [f"Ngày {n}/3, bà Lê Thị Sáu và ông Trần Văn Bảy thăm Huế. {SPEECH}" for n in range(1, 13)]
    table = frame(a=texts[:6], b=texts[6:])
    assert not set(table["verdict"]) & {"new", "gone", "more", "less"}


def test_names_are_not_counted_again_as_words() -> None:
    table = frame(a=["Ủy ban nhân dân tỉnh Bình Thuận họp. " + SPEECH], b=["Hội bàn việc. " + SPEECH])
    words = set(table[table["section"] == "words"]["item"])
    assert "hội" in words and not {"bình thuận", "nhân dân", "ủy ban", "của", "và"} & words


def test_dates_tell_what_is_reviewed_and_what_is_planned() -> None:
    sides = {
        "2019": ["Sáng 20/12/2019, Hội họp. Năm 2019, hội viên tăng; năm 2020, Hội xây nhà."],
        "2020": ["Sáng 20/12/2020, Hội họp. Năm 2020, Hội xây nhà; năm 2021, Hội trồng rừng."],
    }
    frame = dnnd.compare(sides, sections=["overview", "dates"])
    notes = dict(zip(frame["item"], frame["note"], strict=True))
    assert [notes[year] for year in ("2019", "2020", "2021")] == ["before", "after → before", "after"]
    counts = frame.set_index("item")["count_2019"]
    assert [counts[f"dates_{order}"] for order in ("before", "around", "after")] == [1, 1, 1]


def test_who_followed_whom_in_an_office_of_one_holder() -> None:
    a = "Ông Lê Văn Tám, Chủ tịch UBND tỉnh Quảng Trị, và bà Trần Thị Hoa, Phó Chủ tịch UBND tỉnh Quảng Trị, họp."
    b = "Ông Phạm Văn Chín, Chủ tịch UBND tỉnh Quảng Trị, và bà Lý Thị Na, Phó Chủ tịch UBND tỉnh Quảng Trị, họp."
    table = frame(a=[a], b=[b])
    notes = dict(zip(table["item"], table["note"], strict=True))
    assert notes["Chủ tịch UBND tỉnh Quảng Trị – Phạm Văn Chín"] == "in place of: Lê Văn Tám"
    assert notes["Chủ tịch UBND tỉnh Quảng Trị – Lê Văn Tám"] == "followed by: Phạm Văn Chín"
    assert notes["Phó Chủ tịch UBND tỉnh Quảng Trị – Lý Thị Na"] == ""  # of deputies there are many


def test_an_office_that_does_not_say_of_which_body_is_followed_by_nobody() -> None:
    table = frame(a=["Chủ tịch UBND tỉnh Lê Văn Tám họp."], b=["Chủ tịch UBND tỉnh Phạm Văn Chín họp."])
    assert set(table[table["section"] == "roles"]["note"]) == {""}


def test_of_three_sides_one_in_the_middle_that_stands_out_is_no_change() -> None:
    plain = [f"Ngày {n}/3, đoàn công tác làm việc. {SPEECH}" for n in range(1, 7)]
    loud = [f"Đoàn thăm Đà Lạt, về Đà Lạt. {text}" for text in plain]
    table = frame(a=plain, b=loud, c=plain)
    row = table[(table["section"] == "places") & (table["item"] == "Đà Lạt")].iloc[0]
    assert (row["verdict"], row["note"]) == ("no clear change", "uneven") and row["p_adjusted"] <= 0.05
    assert verdict(frame(a=plain, b=plain, c=loud), "places", "Đà Lạt") == "new"


def test_what_became_of_a_slogan() -> None:
    first = "Hội theo phương châm “Chủ động, sáng tạo, hiệu quả”. Khẩu hiệu “Vì bạn, vì ta, vì hòa bình” vang lên."
    last = (
        "Hội theo phương châm “Chủ động, linh hoạt, sáng tạo, hiệu quả”. Khẩu hiệu “Gần dân, sát dân, vì dân” vang lên."
    )
    table = frame(a=[first], b=[last])
    notes = set(table[table["section"] == "slogans"]["note"])
    assert notes == {"changed: + linh hoạt", "gone here", "new here"}


def test_a_near_copy_on_its_side_is_counted_once_and_one_on_another_side_on_both() -> None:
    report = f"Sáng 6/1/2020, tại Huế, Hội tổng kết công tác năm 2019. Đoàn thăm Đà Lạt. {SPEECH * 3}"
    table = frame(a=[report, report.replace("Sáng", "Chiều"), SPEECH], b=[report])
    row = table[table["item"] == "Đà Lạt"].iloc[0]
    assert (row["count_a"], row["count_b"]) == (1, 1)
    articles = table[table["item"] == "articles"].iloc[0]
    assert (articles["count_a"], articles["count_b"]) == (2, 1)


def test_columns_and_sections() -> None:
    table = frame(**{"2019": [SPEECH], "2020": [SPEECH], "2021": [SPEECH]})
    per_side = [f"{what}_{side}" for what in ("count", "articles", "per_1000") for side in ("2019", "2020", "2021")]
    measures = [
        "ratio",
        "log_ratio",
        "log_ratio_low",
        "log_ratio_high",
        "lrc",
        "ll",
        "p",
        "p_adjusted",
        "verdict",
        "note",
    ]
    assert list(table.columns) == ["section", "item", "type", *per_side, *measures]
    assert set(table["section"]) <= set(ALL_SECTIONS)


def test_an_empty_side_is_all_zero() -> None:
    table = frame(a=[""], b=["Đoàn thăm Huế."])
    row = table[(table["section"] == "places")].iloc[0]
    assert (row["count_a"], row["count_b"], row["verdict"]) == (0, 1, "too few to tell")


def test_measures_are_those_of_the_first_side_to_the_last() -> None:
    table = frame(a=["Đoàn thăm Huế. " * 8 + SPEECH], b=["Đoàn thăm Huế. " + SPEECH * 8])
    row = table[table["item"] == "Huế"].iloc[0]
    assert math.isclose(row["ratio"], row["per_1000_a"] / row["per_1000_b"])
    assert row["log_ratio_low"] < row["log_ratio"] < row["log_ratio_high"]


# --- permutation ---------------------------------------------------------------------------------------------------


def slow_p(counts: list[int], words: list[int], first: int) -> float:
    """The same by plain enumeration."""

    def spread(a: tuple[int, ...]) -> float:
        rest = [n for n in range(len(words)) if n not in a]
        rates = [sum(counts[n] for n in side) / sum(words[n] for n in side) for side in (a, rest)]
        return abs(rates[0] - rates[1])

    deals = list(itertools.combinations(range(len(words)), first))
    seen = spread(tuple(range(first)))
    return sum(spread(deal) >= seen * (1 - 1e-9) for deal in deals) / len(deals)


def sparse(counts: list[int]) -> dict[int, int]:
    return {text: n for text, n in enumerate(counts) if n}


@settings(max_examples=40, deadline=None)
@given(
    st.integers(2, 4).flatmap(
        lambda n: st.tuples(
            st.lists(st.integers(0, 9), min_size=2 * n, max_size=2 * n),
            st.lists(st.integers(50, 500), min_size=2 * n, max_size=2 * n),
        )
    )
)
def test_exact_permutation_against_plain_enumeration(data: tuple[list[int], list[int]]) -> None:
    counts, words = data
    first = len(words) // 2
    assert permutation_p(Standing.of([sparse(counts)]), words, [first, len(words) - first])[0] == pytest.approx(
        slow_p(counts, words, first)
    )


def test_sampled_permutation_is_seeded_and_close_to_the_truth() -> None:
    counts, words = Standing.of([sparse([5] * 12 + [0] * 12), sparse([1, 0] * 12)]), [200] * 24
    first = permutation_p(counts, words, [12, 12])
    assert first == permutation_p(counts, words, [12, 12])
    assert first[0] == pytest.approx(1e-4) and first[1] == 1.0


def test_no_items() -> None:
    assert permutation_p(Standing.of([]), [10, 10], [1, 1]) == []


@pytest.mark.parametrize(
    ("counts", "sizes", "expected"),
    [
        ((0, 6), (1_000, 1_000), "new"),
        ((6, 0), (1_000, 1_000), "gone"),
        ((10, 40), (1_000, 1_000), "more"),
        ((40, 10), (1_000, 1_000), "less"),
        ((30, 40), (1_000, 100_000), "less"),  # more often, yet at a lower rate
        ((40, 30), (100_000, 1_000), "more"),
    ],
)
def test_a_change_reads_from_the_first_side_to_the_last(
    counts: tuple[int, int], sizes: tuple[int, int], expected: str
) -> None:
    assert _change(counts, sizes, uneven=False) == expected
