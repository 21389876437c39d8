"""Planted truth: differences that were put in come out; two sides of one source show no more than chance allows."""

import random

import pandas as pd
import pytest

import dnnd

# What the articles are made of: sentences by topic, so that words and names come in clumps, as in real reports.
TOPICS = {
    "biên giới": [
        "Đồn Biên phòng phối hợp với nhân dân hai bên tuần tra đường biên, cột mốc.",
        "Hai xã giáp biên ký biên bản kết nghĩa và cùng giữ gìn an ninh trật tự.",
        "Bà con vùng biên được khám bệnh, phát thuốc miễn phí tại trạm y tế.",
        "Ông Lò Văn Páo, trưởng bản, vận động các hộ không vượt biên trái phép.",
    ],
    "giáo dục": [
        "Trường tiếp nhận sách giáo khoa và học bổng do các tổ chức nước ngoài trao tặng.",
        "Sinh viên Lào, Campuchia học tiếng Việt tại Trường Đại học Tây Bắc.",
        "Cô giáo Quàng Thị Mai mở lớp xóa mù chữ cho phụ nữ trong bản.",
        "Thư viện xã mở cửa cả ngày nghỉ, nhiều em nhỏ đến đọc sách.",
    ],
    "viện trợ": [
        "Dự án nước sạch do một tổ chức phi chính phủ tài trợ đã bàn giao cho huyện Sông Mã.",
        "Liên hiệp các tổ chức hữu nghị tỉnh kiểm tra việc giải ngân vốn viện trợ.",
        "Các hộ nghèo nhận bò giống, cây giống và được tập huấn kỹ thuật.",
        "Bà Nguyễn Thị Thoa, điều phối viên dự án, báo cáo tiến độ từng hợp phần.",
    ],
    "giao lưu": [
        "Đoàn nghệ thuật biểu diễn các tiết mục dân ca, dân vũ trong đêm giao lưu.",
        "Câu lạc bộ thanh niên tổ chức giải bóng chuyền với đoàn bạn tại Viêng Chăn.",
        "Triển lãm ảnh về đất nước, con người thu hút đông đảo khách tham quan.",
        "Ông Trịnh Công Đáng, chủ nhiệm câu lạc bộ, tặng bạn bức tranh thêu.",
    ],
}
MOTTO = "Hội thực hiện phương châm “chân thành, tin cậy, bền bỉ” trong mọi hoạt động."
ANNOUNCED = "Phó Chủ tịch Hội Vũ Thị Ngân chủ trì buổi làm việc tại huyện Vân Hồ."


def article(draw: random.Random, sentences: int = 10) -> list[str]:
    """An article mostly about one topic."""
    topic = draw.choice(sorted(TOPICS))
    chosen = [
        draw.choice(TOPICS[topic if draw.random() < 0.7 else draw.choice(sorted(TOPICS))]) for _ in range(sentences)
    ]
    return ["Sáng 6/3/2020, tại Sơn La, Hội tổ chức hội nghị.", *chosen]


def side(draw: random.Random, articles: int = 8, planted: tuple[str, ...] = ()) -> list[str]:
    """Articles, each with the planted sentences."""
    return ["\n".join([*article(draw), *planted]) for _ in range(articles)]


def verdicts(table: pd.DataFrame, section: str) -> dict[str, str]:
    of_section = table[table["section"] == section]
    return dict(zip(of_section["item"], of_section["verdict"], strict=True))


def test_what_was_planted_comes_out() -> None:
    draw = random.Random(1)
    extra = "Bản thảo được dịch và in trong năm nay."
    before = side(draw, planted=(ANNOUNCED,))
    after = side(draw, planted=(MOTTO, extra, "Ông Sa Văn Dân chủ trì buổi làm việc tại huyện Mộc Châu."))
    table = dnnd.compare({"2019": before, "2020": after})
    assert verdicts(table, "people")["Vũ Thị Ngân"] == "gone"
    assert verdicts(table, "people")["Sa Văn Dân"] == "new"
    assert verdicts(table, "places")["huyện Vân Hồ"] == "gone"
    assert verdicts(table, "places")["huyện Mộc Châu"] == "new"
    assert verdicts(table, "slogans")["chân thành, tin cậy, bền bỉ"] == "new"
    assert verdicts(table, "words")["bản thảo"] == "new"
    unplanted = {verdicts(table, "people").get(name) for name in ("Lò Văn Páo", "Quàng Thị Mai", "Trịnh Công Đáng")}
    assert unplanted <= {"no clear change", "too few to tell", None}


def test_more_and_less_are_told_apart() -> None:
    draw = random.Random(2)
    often, once = (MOTTO, MOTTO, MOTTO, MOTTO), (MOTTO,)
    more = dnnd.compare({"2019": side(draw, planted=once), "2020": side(draw, planted=often)}, sections=["slogans"])
    less = dnnd.compare({"2019": side(draw, planted=often), "2020": side(draw, planted=once)}, sections=["slogans"])
    assert verdicts(more, "slogans")["chân thành, tin cậy, bền bỉ"] == "more"
    assert verdicts(less, "slogans")["chân thành, tin cậy, bền bỉ"] == "less"


@pytest.mark.parametrize("articles", [2, 8])
@pytest.mark.parametrize("sides", [2, 3])
def test_sides_of_one_source_show_no_more_than_chance(articles: int, sides: int) -> None:
    """Over many draws at most one item in twenty of those that were tested is called a change."""
    tested = called = 0
    for seed in range(5):
        draw = random.Random(seed)
        table = dnnd.compare({f"{2018 + n}": side(draw, articles) for n in range(sides)}, sections=["people", "words"])
        tested += int(table["p"].notna().sum())
        called += int(table["verdict"].isin(["new", "gone", "more", "less"]).sum())
    assert tested > 50 and called <= tested / 20
