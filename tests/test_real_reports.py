"""What must come out of two real reports that are not part of this project; skipped where they are not at hand."""

from pathlib import Path

import pytest

import dnnd
from dnnd.annotate import annotate, linked
from dnnd.articles import Article

REPORTS = Path(__file__).parents[2] / "shared" / "reports"
FILES = sorted(REPORTS.glob("*.txt"))
pytestmark = pytest.mark.skipif(
    not FILES, reason=f"needs the two reports in {REPORTS.parent.name}/{REPORTS.name} beside the project"
)

PEOPLE = {
    "Trần Quốc Vượng": {"Ủy viên Bộ Chính trị", "Thường trực Ban Bí thư"},
    "Trương Thị Mai": {"Ủy viên Bộ Chính trị", "Bí thư Trung ương Đảng", "Trưởng Ban Dân vận Trung ương"},
    "Hoàng Bình Quân": {"Trưởng Ban Đối ngoại Trung ương"},
    "Nguyễn Tuấn Phong": {"Phó trưởng Ban Đối ngoại Trung ương"},
    "Nguyễn Minh Vũ": {"Thứ trưởng Bộ Ngoại giao"},
    "Nguyễn Văn Nên": {"Bí thư Trung ương Đảng", "Chánh Văn phòng Trung ương Đảng"},
    "Đặng Thị Ngọc Thịnh": {"Phó Chủ tịch nước", "Phó Chủ tịch thứ nhất Hội đồng Thi đua-Khen thưởng Trung ương"},
}
BODIES = {
    "Ban Đối ngoại Trung ương",
    "Mặt trận Tổ quốc Việt Nam",
    "Bộ Chính trị",
    "Ban Bí thư",
    "Văn phòng Trung ương Đảng",
    "Hội đồng Bảo an Liên hợp quốc",
    "Đảng",
    "Nhà nước",
}
DATES = {
    ("Ngày 23/12", "2020-12-23"),
    ("Sáng 6/1", "2020-01-06TMO"),
    ("Sáng 16/7", "2020-07-16TMO"),
    ("giai đoạn 2020-2025", "2020/2025"),
    ("năm 2019", "2019"),
}


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return [article for file in FILES for article in dnnd.read(file)]


def test_three_articles_with_their_days(articles: list[Article]) -> None:
    assert sorted(a.date.value for a in articles) == ["2020-01-06", "2020-07-16", "2020-12-23"]
    assert all(a.date.evidence for a in articles)
    kinds = {r.kind for a in articles for r in a.residue}
    assert kinds >= {"web_marker", "photo_credit", "caption", "byline", "teaser"}
    assert not any(
        word in a.text for a in articles for word in ("leftcenterrightdel", "Video đang HOT", "Ảnh:", "Tú Giang")
    )


def test_people_with_their_roles_and_bodies_whole(articles: list[Article]) -> None:
    found = list(linked([annotate(a) for a in articles]))
    people = {m.entity for one in found for m in one.mentions if m.type == "PER"}
    assert people == {*PEOPLE, "Hồ Chí Minh"}
    for person, titles in PEOPLE.items():
        held = {r.text.replace("Uỷ", "Ủy") for one in found for r in one.roles if r.person == person}
        assert held >= titles, person
    assert {m.entity for one in found for m in one.mentions if m.type == "ORG"} >= BODIES


def test_documents_award_and_dates(articles: list[Article]) -> None:
    found = [annotate(a) for a in articles]
    texts = {(m.type, m.text) for one in found for m in one.mentions}
    assert texts >= {("DOC", "Chỉ thị 34"), ("DOC", "Chỉ thị 04"), ("DOC", "Nghị quyết Đại hội XIII")}
    assert ("AWARD", "Vì sự nghiệp Đối ngoại nhân dân") in texts
    assert {(t.text, t.value) for one in found for t in one.timexes} >= DATES


def test_the_motto_is_one_slogan_on_both_sides(articles: list[Article]) -> None:
    slogans = dnnd.find_slogans(articles)
    (motto,) = [s for s in slogans if s.slogan.lower() == "chủ động, linh hoạt, sáng tạo, hiệu quả"]
    assert motto.kind == "motto" and len({m.text_index for m in motto.mentions}) == 2
