"""Entities: which mentions of a collection are one person, body or place."""

from __future__ import annotations

import pytest

from dnnd.linking import body_entity, link, place_entity
from dnnd.names import find_names
from dnnd.segment import document


def entities(*texts: str) -> list[list[str]]:
    """The entities of each text, in order."""
    return [[m.entity for m in text] for text in link([find_names(document(text)) for text in texts])]


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("Mặt trận Tổ quốc", "Mặt trận Tổ quốc Việt Nam"),
        ("MTTQ", "Mặt trận Tổ quốc Việt Nam"),
        ("Trung ương Đảng", "Ban Chấp hành Trung ương Đảng"),
        ("Ban chấp hành T.Ư Đảng", "Ban Chấp hành Trung ương Đảng"),
        ("UBND tỉnh Bình Thuận", "Ủy ban nhân dân tỉnh Bình Thuận"),
        ("Uỷ ban Nhân dân tỉnh Bình Thuận", "Ủy ban nhân dân tỉnh Bình Thuận"),
        ("LHQ", "Liên hợp quốc"),
        ("HĐBA LHQ", "Hội đồng Bảo an Liên hợp quốc"),
        ("TTXVN", "Thông tấn xã Việt Nam"),
        ("ban Dân vận Trung ương", "Ban Dân vận Trung ương"),
        ("Bộ NN&PTNT", "Bộ Nông nghiệp và Phát triển nông thôn"),
        ("Bộ Ngoại giao Việt Nam", "Bộ Ngoại giao"),
        ("Bộ Ngoại giao Lào", "Bộ Ngoại giao Lào"),
        ("Sở TN&MT Yên Bái", "Sở Tài nguyên và Môi trường Yên Bái"),
        ("ban Tổ chức Tỉnh ủy", "Ban Tổ chức Tỉnh ủy"),
        ("Công ty Hoa Đào", "Công ty Hoa Đào"),
    ],
)
def test_bodies(name: str, entity: str) -> None:
    assert body_entity(name) == entity


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("TP.HCM", "Thành phố Hồ Chí Minh"),
        ("TP Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("LB Nga", "Nga"),
        ("CHDCND Lào", "Lào"),
        ("Mỹ", "Hoa Kỳ"),
        ("Thủ đô Hà Nội", "Hà Nội"),
        ("Vương quốc Campuchia", "Campuchia"),
        ("Q. Ba Đình", "quận Ba Đình"),
        ("TP Vinh", "Vinh"),
        ("Tỉnh Yên Bái", "tỉnh Yên Bái"),
        ("thành phố Yên Bái", "thành phố Yên Bái"),
        ("đường Trường Sa", "đường Trường Sa"),
    ],
)
def test_places(name: str, entity: str) -> None:
    assert place_entity(name) == entity


def test_the_fullest_form_and_one_spelling_stand_for_all() -> None:
    assert entities(
        "Sở Nội vụ Yên Bái trả lời.", "Sở Nội vụ tỉnh Yên Bái họp ở Yên Bái.", "Cả tỉnh Yên Bái chung sức."
    ) == [
        ["Sở Nội vụ tỉnh Yên Bái"],
        ["Sở Nội vụ tỉnh Yên Bái", "tỉnh Yên Bái"],
        ["tỉnh Yên Bái"],
    ]
    assert entities("Ông Lê Hoà Bình đến.", "Ông Lê Hòa Bình đi, bà Lê Hòa Bình ở lại.") == [
        ["Lê Hòa Bình"],
        ["Lê Hòa Bình", "Lê Hòa Bình"],
    ]


def test_a_city_is_not_the_province_of_its_name() -> None:
    assert entities("Tỉnh Yên Bái và thành phố Yên Bái.") == [["tỉnh Yên Bái", "thành phố Yên Bái"]]


def test_a_given_name_joins_the_full_name_before_it_in_its_text() -> None:
    assert entities("Đồng chí Lê Thị Mai phát biểu. Đồng chí Mai đề nghị.", "Bà Mai vắng mặt.") == [
        ["Lê Thị Mai", "Lê Thị Mai"],
        ["Mai"],
    ]


def test_a_given_name_that_two_people_bear_stays_alone() -> None:
    assert entities("Ông Lê Văn Thăng và ông Trần Đức Thăng đến. Ông Thăng phát biểu.")[0][-1] == "Thăng"


def test_a_foreign_family_name_joins_too() -> None:
    assert (
        entities("Tổng thống Nga Vladimir Putin đến. Ông V.Putin và ông Putin là một.")[0][1:] == ["Vladimir Putin"] * 3
    )


def test_an_appellation_is_the_person() -> None:
    assert entities("Lời Bác Hồ dạy và tư tưởng Hồ Chí Minh.") == [["Hồ Chí Minh", "Hồ Chí Minh"]]


def test_an_abbreviation_taught_in_brackets_holds_in_its_text_only() -> None:
    first, second = entities(
        "Trung tâm Nghiên cứu Phụ nữ (TTNCPN) ra mắt. Hôm sau TTNCPN họp.",
        "Trung tâm Nghiên cứu Phú Nhuận (TTNCPN) họp.",
    )
    assert set(first) == {"Trung tâm Nghiên cứu Phụ nữ"}
    assert set(second) == {"Trung tâm Nghiên cứu Phú Nhuận"}


def test_nothing_is_lost_and_only_the_entity_changes() -> None:
    texts = [find_names(document(text)) for text in ("", "Ông An gặp bà Hoa ở Huế.", "Quốc hội họp.")]
    linked = link(texts)
    assert [[(m.start, m.end, m.text, m.type, m.found_by) for m in text] for text in linked] == [
        [(m.start, m.end, m.text, m.type, m.found_by) for m in text] for text in texts
    ]
    assert link(linked) == linked
