"""Near-copies of whole articles: which pairs count, who is the first of a group, and that work grows with the articles."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dnnd import near_copies as module
from dnnd.near_copies import COMMON, JACCARD, SHARED, SHINGLE, SHORT, NearCopy, near_copies
from dnnd.normalize import lookup_key
from dnnd.syllables import syllables

HEAD = "Hội Làm vườn tỉnh Bình Sơn tổng kết năm công tác"
REPORT = [
    "Sáng 12/1/2019, tại thị xã Bình Sơn, Hội Làm vườn tỉnh đã tổ chức hội nghị tổng kết công tác năm 2018.",
    "Dự hội nghị có đại diện Ủy ban tỉnh và bà Lò Thị Mẩy, Chủ tịch Hội, cùng hơn tám mươi đại biểu của các chi hội trong toàn tỉnh.",
    "Báo cáo tại hội nghị cho biết, năm qua các chi hội đã trồng mới ba trăm héc-ta cam, quýt và bưởi da xanh.",
    "Nhiều hộ nghèo ở vùng cao được vay vốn, được hướng dẫn cách ủ phân và phòng bệnh vàng lá cho cây.",
    "Hội cũng mở mười hai lớp dạy nghề ngắn ngày, đưa bà con đi học cách làm của các tỉnh bạn.",
    "Phát biểu tại hội nghị, bà Lò Thị Mẩy đánh giá cao tinh thần đoàn kết, hòa thuận, chịu khó của hội viên.",
    "Bà đề nghị thời gian tới các chi hội chú trọng nguồn giống sạch, giữ uy tín của nông sản quê nhà.",
    "Nhân dịp này, Hội đã tặng giấy khen cho sáu tập thể và mười lăm gia đình có thành tích xuất sắc.",
]
OTHER = [
    "Chiều qua, đội bóng chuyền nữ của trường Trung học Suối Hoa bước vào trận chung kết trên sân nhà.",
    "Trời mưa nhỏ nhưng khán đài vẫn kín chỗ, tiếng trống vang lên không ngớt suốt hai giờ liền.",
    "Sau hai hiệp thua sát nút, các cô gái áo đỏ thay đổi cách phát bóng và gỡ hòa ngoạn mục.",
    "Hiệp cuối kéo dài tới điểm thứ mười chín mới phân được thắng bại, đội chủ nhà lên ngôi vô địch.",
    "Huấn luyện viên cho hay nửa số học sinh trong đội phải đi bộ hơn một giờ tới chỗ tập.",
    "Nhà trường dự định dùng tiền thưởng để mua lưới mới và sửa lại mái che đã dột từ mùa trước.",
    "Giải năm nay có mười hai trường tham gia, đông nhất kể từ ngày phong trào được khôi phục.",
    "Ban tổ chức hẹn gặp lại vào mùa xuân, khi con đường vào xã được rải nhựa xong.",
]
TELEGRAM = (
    "Nhân kỷ niệm lần thứ {} Ngày thành lập thành phố {}, hôm nay, Chủ tịch thị xã Bình Sơn {} đã gửi điện mừng tới "
    "Thị trưởng {}. Bức điện bày tỏ vui mừng trước thành tựu mà nhân dân {} đã đạt được trong những năm qua, cảm ơn ngài "
    "{} đã tận tình giúp đỡ các đoàn học sinh và tin rằng tình hữu nghị giữa hai thành phố sẽ ngày càng bền chặt."
)
SHORT_NEWS = "Sáng nay, Hội Làm vườn xã Nà Phòn đã bầu ban chấp hành mới gồm bảy người."

report, other = " ".join(REPORT), " ".join(OTHER)
steady = settings(derandomize=True, deadline=None, max_examples=200)  # the reason is in test_tails


def pairs(*texts: str) -> list[tuple[int, int]]:
    return [(copy.index, copy.of) for copy in near_copies(texts)]


# --- which pairs count -----------------------------------------------------------------------------------------------

COPIES = {
    "the same": (report, report),
    "another headline": (f"{HEAD}\n{report}", f"Vườn cam trên núi cao\n{report}"),
    "a caption and a signature more": (
        report,
        f"{report} Tin: A Páo".replace("Báo cáo", "Quang cảnh hội nghị. Báo cáo"),
    ),
    "its end cut off": (report, " ".join(REPORT[:6])),
    "its end cut off, the longer one later": (" ".join(REPORT[:6]), report),
    "its sentences in another order": (report, " ".join(REPORT[4:] + REPORT[:4])),
    "capitals": (report, report.upper()),
    "decomposed letters": (report, unicodedata.normalize("NFD", report)),
    "the other tone placement": (report, report.replace("Ủy", "Uỷ").replace("hòa", "hoà")),
    "other signs and lines": (report, report.replace(", ", " – ").replace(". ", "…\n\n")),
    "other years and nothing else": (report, report.replace("2019", "2020").replace("2018", "2019")),
    "a soft hyphen in the middle of words": (report, report.replace("nghị", "ng\u00adhị")),
    "a short one": (SHORT_NEWS, SHORT_NEWS.upper().rstrip(".")),
    "fewer syllables than a shingle": ("Tin vắn", "tin vắn."),
}
NO_COPIES = {
    "another report": (report, other),
    "a notice quoted whole in a long report": (" ".join(REPORT[:3]), f"{other} {' '.join(REPORT[:3])}"),
    "a third of it": (report, " ".join(REPORT[:3])),
    "half of it and half of another": (report, " ".join(REPORT[:4] + OTHER[:4])),
    "the same formula with other names": (
        TELEGRAM.format(50, "Sa-va", "Lò Văn Ín", "Ma-ri Đu-bua", "Sa-va", "Đu-bua"),
        TELEGRAM.format(45, "Pắc Lai", "Vi Thị Mơ", "Bun Thoong", "Pắc Lai", "Bun Thoong"),
    ),
    "short, one word other": (SHORT_NEWS, SHORT_NEWS.replace("bảy", "chín")),
    "short, another year": (f"{SHORT_NEWS} Bình Sơn, 2019.", f"{SHORT_NEWS} Bình Sơn, 2020."),
    "nothing": ("", ""),
    "only signs": ("… – …", "… – …"),
}


@pytest.mark.parametrize(("one", "two"), COPIES.values(), ids=COPIES)
def test_a_near_copy(one: str, two: str) -> None:
    assert pairs(one, other, two) == [(2, 0)]


@pytest.mark.parametrize(("one", "two"), NO_COPIES.values(), ids=NO_COPIES)
def test_no_near_copy(one: str, two: str) -> None:
    assert pairs(one, two) == []


def words(start: int, size: int) -> str:
    """So many words, the same from the same number on and all of them different; made of letters."""
    letters = str.maketrans("0123456789", "abcdefghij")
    return " ".join(str(number).translate(letters) for number in range(start, start + size))


@pytest.mark.parametrize(
    ("common", "own", "others", "shared"),
    [
        (104, 0, 0, 1.0),  # 100 shingles
        (104, 25, 25, 0.8),  # 100 of 125
        (104, 26, 26, None),
        (104, 0, 100, 1.0),  # 100 of 200 in both
        (104, 0, 101, None),
        (104, 10, 50, 100 / 110),
        (104, 20, 70, 100 / 120),
        (104, 20, 81, None),
        (39, 0, 0, 1.0),
        (40, 0, 8, 1.0),
        (39, 0, 1, None),  # one of them is short
    ],
)
def test_the_thresholds(common: int, own: int, others: int, shared: float | None) -> None:
    both = words(0, common)
    one, two = f"{both} {words(1000, own)}".strip(), f"{both} {words(3000, others)}".strip()
    expected = [] if shared is None else [NearCopy(1, 0, shared)]
    assert near_copies([one, two]) == near_copies([two, one]) == expected


# --- groups and order ------------------------------------------------------------------------------------------------


def test_every_copy_names_the_first_of_its_group() -> None:
    assert pairs(other, report, f"{HEAD} {report}", other, f"{report} Tin: A Páo") == [(2, 1), (3, 0), (4, 1)]


def test_a_copy_of_a_copy_alone_begins_a_group() -> None:
    """Else a report could be struck out for one that it has little in common with."""
    cut = [" ".join(REPORT[first : first + 6]) for first in (0, 1, 2)]
    assert pairs(*cut) == [(1, 0)]
    assert pairs(cut[1], cut[0], cut[2]) == [(1, 0), (2, 0)]


def test_short_and_long_articles_come_in_their_order() -> None:
    assert pairs(SHORT_NEWS, report, report, SHORT_NEWS, report) == [(2, 1), (3, 0), (4, 1)]


def test_nothing_in_nothing_out() -> None:
    assert near_copies([]) == near_copies([report]) == near_copies([SHORT_NEWS]) == []


def test_the_numbers_of_words_are_the_same_in_every_run() -> None:
    numbers = module._Numbers()
    assert numbers["Hội"] == numbers["hội"] == 13152522544422764750
    assert numbers["2019"] == numbers["1975"] != numbers["2100"]


# --- against the definition ------------------------------------------------------------------------------------------


def shingles(text: str) -> set[tuple[str, ...]]:
    keys = [unit.key for unit in syllables(text) if unit.text[0].isalnum()]
    keys = ["year" if re.fullmatch(r"(19|20)\d\d", key) else key for key in keys]
    return {tuple(keys[at : at + SHINGLE]) for at in range(len(keys) - SHINGLE + 1)}


def by_definition(texts: Sequence[str]) -> list[NearCopy]:
    """Every long article against every first one before it, in plain sets."""
    originals: list[int] = []
    found = []
    for index, text in enumerate(texts):
        mine = shingles(text)
        for of in originals:
            its = shingles(texts[of])
            both, either = len(mine & its), len(mine | its)
            if both / min(len(mine), len(its)) >= SHARED and both / either >= JACCARD:
                found.append(NearCopy(index, of, both / min(len(mine), len(its))))
                break
        else:
            originals.append(index)
    return found


@st.composite
def collections(draw: st.DrawFn) -> list[str]:
    """Articles of four sentences or more, out of the same sixteen: many share most of their sentences."""
    article = st.lists(st.sampled_from(REPORT + OTHER), min_size=4, max_size=12, unique=True)
    long = st.builds(lambda start, size: words(start, size), st.integers(0, 400), st.integers(SHORT, 900))
    return draw(st.lists(article.map(" ".join) | long, max_size=8))


@steady
@given(collections())
def test_what_is_found_is_what_the_definition_says(texts: list[str]) -> None:
    assert near_copies(texts) == by_definition(texts)


@steady
@given(collections())
def test_reprints_of_all_are_all_found(texts: list[str]) -> None:
    found = near_copies(texts)
    twice = near_copies(texts + [lookup_key(text) for text in texts])
    assert twice[: len(found)] == found
    assert [copy.index for copy in twice[len(found) :]] == list(range(len(texts), 2 * len(texts)))
    assert not {copy.of for copy in twice} & {copy.index for copy in twice}


# --- growth ----------------------------------------------------------------------------------------------------------


def altered(text: str, share: float, rng: random.Random) -> str:
    """The text with such a share of its words replaced by words of the other one."""
    units = text.split()
    for place in rng.sample(range(len(units)), round(len(units) * share)):
        units[place] = rng.choice(other.split())
    return " ".join(units)


def compared(texts: Sequence[str]) -> tuple[int, int, int]:
    """How many near-copies are found, how many pairs compared in full, and how many by their sketches."""
    calls: Counter[str] = Counter()

    def counting(name: str) -> Callable[..., object]:
        function = getattr(module, name)

        def counted(*given: object) -> object:
            calls[name] += 1
            return function(*given)

        return counted

    with pytest.MonkeyPatch.context() as patch:
        for name in ("_shared_by_copies", "_may_be_copies"):
            patch.setattr(module, name, counting(name))
        found = len(near_copies(texts))
    return found, calls["_shared_by_copies"], calls["_may_be_copies"]


@pytest.mark.parametrize("size", [100, 200])
def test_a_group_of_copies_is_compared_with_its_first(size: int) -> None:
    rng = random.Random(size)
    texts = [f"{altered(report, 0.01, rng)} Bản tin số {number}" for number in range(size)]
    assert compared(texts) == (size - 1, size - 1, size - 1)


def test_twice_as_many_that_are_alike_and_no_copies_are_twice_the_work() -> None:
    """All with all would be four times the work."""
    rng = random.Random(5)
    alike = [altered(report, 0.06, rng) for _ in range(800)]
    half, whole = compared(alike[:400]), compared(alike)
    assert half[0] == whole[0] == 0
    assert whole[1] <= 2.5 * half[1]
    assert whole[2] <= 2.5 * half[2]


def test_a_reprint_is_found_among_many_of_the_same_formula() -> None:
    rng = random.Random(7)
    many = [f"{altered(report, 0.12, rng)} {words(40 * number, 40)}" for number in range(3 * COMMON)]
    assert pairs(*many, many[-1].upper(), many[0]) == [(len(many), len(many) - 1), (len(many) + 1, 0)]
