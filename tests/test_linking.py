"""Entities: which mentions of a collection are one person, body or place."""

from __future__ import annotations

from itertools import permutations

import pytest

from dnnd.linking import body_entity, canonical, link, place_entity
from dnnd.names import find_names
from dnnd.segment import document
from dnnd.spans import Mention


def entities(*texts: str) -> list[list[str]]:
    """The entities of each text, in order."""
    read = [document(text) for text in texts]
    return [[m.entity for m in text] for text in link([find_names(doc) for doc in read], [doc.text for doc in read])]


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
        ("UBND H.Nghĩa Hành", "Ủy ban nhân dân huyện Nghĩa Hành"),
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


@pytest.mark.parametrize("names", list(permutations(["Phú Lạ", "xã Phú Lạ", "huyện xã Phú Lạ"])))
def test_a_full_name_may_be_the_bare_one_of_another(names: tuple[str, ...]) -> None:
    found = canonical({("LOC", name, ""): 1 for name in names})
    assert set(found.values()) == {"huyện xã Phú Lạ"}


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


def test_a_full_name_further_on_counts_too() -> None:
    assert entities("Ông Thăng đến. Ông Trần Đức Thăng phát biểu.")[0] == ["Trần Đức Thăng"] * 2
    assert entities("Bà Ánh Mai đến. Bà Lê Thị Ánh Mai và bà Mai đi.")[0] == ["Lê Thị Ánh Mai"] * 3
    assert entities("Ông Joko Widodo đến. Tổng thống J. Widodo đi, bà B. Widodo ở lại.")[0][1:] == [
        "Joko Widodo",
        "B. Widodo",
    ]


def test_a_foreign_name_in_short_is_known_by_the_collection() -> None:
    assert entities("Tổng thống Vladimir Putin đến.", "Ông Putin và ông Mai đi.", "Ông Lê Mai ở lại.") == [
        ["Vladimir Putin"],
        ["Vladimir Putin", "Mai"],
        ["Lê Mai"],
    ]


def test_a_country_is_one_place_under_all_its_names() -> None:
    assert set(entities("CHDCND Lào và Lào; quan hệ Việt - Lào.")[0]) == {"Lào", "Việt Nam"}
    assert set(entities("Mỹ, Hoa Kỳ.", "Ở Mỹ.")[0]) == {"Hoa Kỳ"}
    assert entities("Đến tỉnh Savannakhet.", "Ở Savannakhet.") == [["tỉnh Savannakhet"], ["tỉnh Savannakhet"]]


def test_a_society_without_its_province_is_the_one_of_its_text() -> None:
    one, other = entities("Hội Luật gia tỉnh Yên Bái họp. Hội Luật gia bầu chủ tịch.", "Hội Luật gia Việt Nam họp.")
    assert one == ["Hội Luật gia tỉnh Yên Bái"] * 2
    assert other == ["Hội Luật gia Việt Nam"]


@pytest.mark.parametrize(
    "names",
    [
        ("Chỉ thị 34", "Chỉ thị số 34-CT/TW", "chỉ thị số 34/CT-TW"),
        ("Nghị quyết Đại hội XIII", "nghị quyết Đại hội lần thứ XIII của Đảng"),
        ("Đại hội XIII của Đảng", "Đại hội đại biểu toàn quốc lần thứ XIII của Đảng", "Đại hội Đảng lần thứ 13"),
        ("Nghị quyết Trung ương 4 (khóa XII)", "Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII"),
    ],
)
def test_number_and_kind_make_one_document_or_congress(names: tuple[str, ...]) -> None:
    kind = "EVENT" if names[0].startswith("Đại") else "DOC"
    text = [Mention(9 * i, 9 * i + 1, name, kind, name, "") for i, name in enumerate(names)]
    assert len({m.entity for m in link([text])[0]}) == 1


def test_other_numbers_and_owners_stay_apart() -> None:
    names = ["Nghị định 10/2019/NĐ-CP", "Nghị định 10/2020/NĐ-CP", "Nghị định 10", "Đại hội XIII", "Đại hội XII"]
    names += ["Đại hội XIII Đảng bộ tỉnh Yên Bái", "Đại hội đại biểu lần thứ XIII"]
    text = [Mention(9 * i, 9 * i + 1, name, "DOC", name, "") for i, name in enumerate(names)]
    assert len({m.entity for m in link([text])[0]}) == len(names)


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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ông Ek đến. Bà Anna Ek đi. Tổng thống Ek ở lại.", ["Ek", "Anna Ek", "Ek"]),
        ("Bà Anna Ek và ông Jan Ek đến. Bà Ek đi, ông Ek ở lại.", ["Anna Ek", "Jan Ek", "Anna Ek", "Jan Ek"]),
        ("Bà Lê Thị Ánh đến. Chị Ánh đi, ông Ánh ở lại.", ["Lê Thị Ánh", "Lê Thị Ánh", "Ánh"]),
        ("Thủ tướng Anh Sarah Whitcombe đến. Bà Whitcombe đi.", ["Anh", "Sarah Whitcombe", "Sarah Whitcombe"]),
    ],
)
def test_a_man_is_no_woman_of_his_name(text: str, found: list[str]) -> None:
    assert entities(text)[0] == found


def test_without_the_text_the_names_alone_tell() -> None:
    text = [Mention(4, 6, "Ek", "PER", "", ""), Mention(16, 23, "Anna Ek", "PER", "", "")]
    assert [m.entity for m in link([text])[0]] == ["Anna Ek", "Anna Ek"]


def test_a_name_that_ran_on_is_the_name_that_the_text_has_more_often() -> None:
    def person(names: list[str]) -> list[str]:
        return [m.entity for m in link([[Mention(0, 1, name, "PER", "", "") for name in names]])[0]]

    assert set(person(["Lê Thị Kim Chi", "Lê Thị Kim Chi Thông"])) == {"Lê Thị Kim Chi"}
    assert set(person([*["Lê Đại Minh"] * 3, "Lê Đại Minh Báo"])) == {"Lê Đại Minh"}
    assert person(["Lê Thị Thu", "Lê Thị Thu Hà"]) == ["Lê Thị Thu", "Lê Thị Thu Hà"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "UBND tỉnh Yên Bái và UBND tỉnh.",
            ["Ủy ban nhân dân tỉnh Yên Bái", "Ủy ban nhân dân tỉnh Yên Bái"],
        ),
        ("Tỉnh ủy Yên Bái và Tỉnh ủy.", ["Tỉnh ủy Yên Bái", "Tỉnh ủy Yên Bái"]),
        ("UBND TP Đà Nẵng và UBND thành phố.", ["Ủy ban nhân dân thành phố Đà Nẵng"] * 2),
        ("Sở Y tế Yên Bái và Sở Y tế.", ["Sở Y tế Yên Bái"] * 2),
        (
            "UBND tỉnh Yên Bái, UBND tỉnh Lào Cai và UBND tỉnh.",
            ["Ủy ban nhân dân tỉnh Yên Bái", "Ủy ban nhân dân tỉnh Lào Cai", "Ủy ban nhân dân tỉnh"],
        ),
        ("Bộ Y tế Lào và Bộ Y tế.", ["Bộ Y tế Lào", "Bộ Y tế"]),
        ("Ủy ban Kinh tế - Đô thị và Ủy ban KTĐT.", ["Ủy ban Kinh tế - Đô thị"] * 2),
        ("Ủy ban TCNS họp.", ["Ủy ban Tài chính - Ngân sách"]),
        ("Ban KTĐT, Ủy ban Kinh tế - Đô thị.", ["Ban KTĐT", "Ủy ban Kinh tế - Đô thị"]),
    ],
)
def test_a_body_named_in_short_is_the_one_that_its_text_names_in_full(text: str, found: list[str]) -> None:
    mentions, at = [], 0
    for part in text.rstrip(".").replace(" họp", "").replace(" và ", ", ").split(", "):
        mentions.append(Mention(at, at + len(part), part, "ORG", "", ""))
        at += len(part) + 2
    assert [m.entity for m in link([mentions])[0]] == found


def test_the_field_behind_a_minister_is_his_ministry() -> None:
    def field(name: str, after: str = "", kind: str = "LOC") -> list[Mention]:
        found = [Mention(10, 10 + len(name), name, "ORG", "", "field_of_title")]
        start = found[0].end + 1
        return found + ([Mention(start, start + len(after), after, kind, "", "")] if after else [])

    cases = [field("Y tế"), field("Y tế", "Lào"), field("Y tế", "Việt Nam"), field("Y tế", "Lê An", "PER")]
    cases.append(field("Y tế", "Jan Ek", "PER"))
    found = ["Bộ Y tế", "Bộ Y tế Lào", "Bộ Y tế", "Bộ Y tế", "Y tế"]
    assert [link([case])[0][0].entity for case in cases] == found
