"""Slogans: what is a motto, a term, speech or a set formula, who speaks, and how the forms of a family differ."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dnnd.lexicon import table
from dnnd.segment import document
from dnnd.slogans import KINDS, enumerations, find_slogans
from dnnd.slogans.families import change, difference, families
from dnnd.slogans.quotations import quotations
from dnnd.slogans.recurrence import LONGEST, occurrences, outermost, pool, repeats
from dnnd.spans import Mention, Role, Slogan, Span
from dnnd.syllables import syllables


def found(*texts: str, taken: list[list[Span]] | None = None) -> list[Slogan]:
    return find_slogans([document(text) for text in texts], taken or [])


def kinds(*texts: str) -> list[tuple[str, str]]:
    return [(slogan.kind, slogan.slogan) for slogan in found(*texts)]


def person(text: str, name: str, entity: str = "") -> Mention:
    start = text.index(name)
    return Mention(start, start + len(name), name, "PER", entity or name, "test")


# --- quotations ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Chống “tự mãn”, \"tự ti\", 'tự phụ', «tự kiêu».", ["tự mãn", "tự ti", "tự phụ", "tự kiêu"]),
        ("Ông nói: “Nhớ câu 'dân là gốc' ấy”.", ["Nhớ câu 'dân là gốc' ấy", "dân là gốc"]),
        ("Bà nhắc: “Dự án “Vườn xanh” phải xong”.", ["Dự án “Vườn xanh” phải xong", "Vườn xanh"]),
        ('Mở bằng “một kiểu, đóng bằng kiểu khác".', ["một kiểu, đóng bằng kiểu khác"]),
        ('Tên gọi "Vườn xanh " đã đổi.', ["Vườn xanh"]),
        ("Dấu “mở mà không đóng. Câu sau có “dấu đóng”.", ["dấu đóng"]),
        ("Dòng một “mở\nDòng hai đóng”.", []),
        ("Bà Jeanne d'Arc và ông O'Neill.", []),
        ('Cao 5" và 6"', []),
    ],
)
def test_quotations(text: str, inside: list[str]) -> None:
    assert [q.text for q in quotations(text)] == inside


def test_a_quotation_that_is_never_closed_swallows_no_page() -> None:
    assert quotations("“" + "đất nước " * 400 + "”") == []


# --- mottos ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "motto"),
    [
        ("Hội phát huy tinh thần “bền bỉ, sáng tạo, hiệu quả” trong năm.", "bền bỉ, sáng tạo, hiệu quả"),
        (
            "Theo phương châm kỷ cương, trách nhiệm và hiệu quả, các cấp hội đã họp.",
            "kỷ cương, trách nhiệm và hiệu quả",
        ),
        ("Phương châm của Đại hội là: Đoàn kết - Kỷ cương - Phát triển.", "Đoàn kết - Kỷ cương - Phát triển"),
        ('Tô thắm truyền thống: "Tận tụy, gương mẫu, giữ vững nguyên tắc".', "Tận tụy, gương mẫu, giữ vững nguyên tắc"),
        ("Năm nay có chủ đề “Kết nối, sẻ chia, vươn xa: tuổi trẻ với biển”.", "Kết nối, sẻ chia, vươn xa"),
        ("Chi đoàn chọn khẩu hiệu “Nói không với rác nhựa” cho cả năm.", "Nói không với rác nhựa"),
        (
            "Phát huy truyền thống đoàn kết, sáng tạo, nghĩa tình để xây dựng quê hương.",
            "đoàn kết, sáng tạo, nghĩa tình",
        ),
        (
            "Vì mục tiêu dân giàu, nước mạnh, dân chủ, công bằng, văn minh.",
            "dân giàu, nước mạnh, dân chủ, công bằng, văn minh",
        ),
    ],
)
def test_a_motto_counts_where_it_stands_once(text: str, motto: str) -> None:
    assert kinds(text) == [("motto", motto)]


@pytest.mark.parametrize(
    "text",
    [
        "Dự họp có cán bộ, công chức, viên chức, người lao động của tỉnh.",
        "Với tinh thần đó, cán bộ, đảng viên, đoàn viên đã ra quân.",
        "Đời sống văn hóa, tinh thần ngày càng cao của nhân dân được chăm lo.",
        "Mục tiêu phát triển chăn nuôi, trồng rừng, làm đường được giao cho xã.",
        "Đoàn đi qua các huyện Cư Jút, Krông Nô, Đắk Mil.",
        "Hội có quan hệ hữu nghị truyền thống với các nước láng giềng.",
        "Trên tinh thần của hội nghị, các xã, phường, thị trấn đã họp.",
    ],
)
def test_a_descriptive_list_is_no_motto(text: str) -> None:
    assert kinds(text) == []


def test_a_motto_stands_again_without_quotation_marks() -> None:
    (motto,) = found(
        "Hội nêu phương châm “Chủ động, bền bỉ, hiệu quả”.", "Mọi việc được làm chủ động, bền bỉ,  hiệu quả suốt năm."
    )
    assert (motto.kind, motto.slogan, motto.variants) == ("motto", "chủ động, bền bỉ, hiệu quả", ())
    assert [(m.text_index, m.trigger) for m in motto.mentions] == [(0, "phương châm"), (1, "")]


@pytest.mark.parametrize(
    "other", ["“chủ động, bền bỉ, hiệu quả”", "'Chủ động, bền bỉ, hiệu quả'", '"CHỦ ĐỘNG, BỀN BỈ, HIỆU QUẢ."']
)
def test_case_and_marks_make_no_new_slogan(other: str) -> None:
    (motto,) = found("Phương châm “Chủ động, bền bỉ, hiệu quả” được nhắc.", f"Phương châm {other} được nhắc.")
    assert (len(motto.mentions), motto.variants) == (2, ())


def test_tone_placement_and_dashes_make_no_new_slogan() -> None:
    (motto,) = found("Khẩu hiệu “Hoà bình – Hữu nghị – Phát triển”.", "Khẩu hiệu “Hòa bình - Hữu nghị - Phát triển”.")
    assert motto.variants == ()


# --- quoted terms and speech -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Cần chống bệnh “thành tích” và thói “nói suông”.",
            [("quoted_term", "thành tích"), ("quoted_term", "nói suông")],
        ),
        ("Đó là kiểu “biết rồi, khổ lắm, nói mãi” ở cơ sở.", [("quoted_term", "biết rồi, khổ lắm, nói mãi")]),
        ("Triển lãm ảnh “Sông quê và những mùa nước nổi” mở cửa.", [("quoted_term", "Sông quê và những mùa nước nổi")]),
        ("Bà được tặng kỷ niệm chương “Vì sự nghiệp hữu nghị”.", []),
        ("“…” và “123” để trống.", []),
    ],
)
def test_terms(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


SPEECHES = [
    ("“Chúng tôi sẽ mở thêm hai lớp tiếng Lào”, bà Vi Thị Sen nói.", "nói", "Vi Thị Sen"),
    ("Ông Lò Văn Ón nhấn mạnh: “Việc gì có lợi cho bản thì làm ngay”.", "nhấn mạnh", "Lò Văn Ón"),
    ('"Năm tới phải làm khác đi" - đồng chí Đinh Thị Mơ yêu cầu.', "yêu cầu", "Đinh Thị Mơ"),
    ("Chị Hà Thị Then cho rằng “bà con đã quen với cách làm mới này rồi”.", "cho rằng", "Hà Thị Then"),
    ("Nhớ lời dặn của cụ Lường Văn Púng: “Giữ rừng là giữ bản”.", "lời dặn", "Lường Văn Púng"),
    ("“Đường này bao giờ mới xong?” anh Quàng Văn Tịnh hỏi.", "hỏi", "Quàng Văn Tịnh"),
]


@pytest.mark.parametrize(("text", "verb", "speaker"), SPEECHES)
def test_speech_has_its_speaker(text: str, verb: str, speaker: str) -> None:
    (speech,) = found(text, taken=[[person(text, speaker)]])
    assert speech.kind == "quoted_speech"
    assert (speech.mentions[0].trigger, speech.mentions[0].speaker) == (verb, speaker)


def test_a_short_name_and_a_title_give_the_full_name() -> None:
    text = "Bí thư Vàng A Lử dự họp. “Phải nghe dân trước đã”, ông Lử nói. “Nghe rồi mới bàn”, Bí thư yêu cầu."
    names = [person(text, "Vàng A Lử"), Mention(text.index("Lử nói"), text.index(" nói"), "Lử", "PER", "Lử", "test")]
    start = text.index("Bí thư yêu")
    role = Role(start, start + 6, "Bí thư", "Vàng A Lử")
    speakers = [s.mentions[0].speaker for s in found(text, taken=[[*names, role]]) if s.kind == "quoted_speech"]
    assert speakers == ["Vàng A Lử", "Vàng A Lử"]


def test_nested_speech_has_a_speaker_of_its_own() -> None:
    text = "\"Hãy nhớ lời dạy của cụ Kha: 'Đông tay thì việc nặng cũng nhẹ đi'\", bà Lý Thị Sáo yêu cầu."
    speech = {
        s.slogan[:4]: s.mentions[0].speaker
        for s in found(text, taken=[[person(text, "Kha"), person(text, "Lý Thị Sáo")]])
    }
    assert speech == {"Hãy ": "Lý Thị Sáo", "Đông": "Kha"}


def test_a_following_sentence_goes_on_with_the_speaker() -> None:
    text = "“Bản đã có điện rồi”, ông Sùng Mí Say nói. “Nay bà con chỉ mong có thêm đường”."
    speeches = found(text, taken=[[person(text, "Sùng Mí Say")]])
    assert [s.mentions[0].speaker for s in speeches] == ["Sùng Mí Say"] * 2


def test_names_and_documents_in_quotation_marks_are_no_slogans() -> None:
    text = "Ông Minh “Sâm” đọc “Quy chế phối hợp” trước hội nghị."
    start = text.index("Quy chế")
    document_name = Mention(start, start + len("Quy chế phối hợp"), "Quy chế phối hợp", "DOC", "", "test")
    assert found(text, taken=[[person(text, "Minh “Sâm”"), document_name]]) == []


# --- recurring phrases -----------------------------------------------------------------------------------------------


def recurring(*texts: str) -> list[str]:
    return [slogan.slogan for slogan in found(*texts) if slogan.kind == "recurring_phrase"]


def test_a_set_formula_is_found_closed_and_without_function_words() -> None:
    texts = ["Xã tiếp tục nâng cao chất lượng đời sống của bà con.", "Huyện đã nâng cao chất lượng đời sống, mở chợ."]
    assert recurring(*texts) == ["nâng cao chất lượng đời sống"]


def test_a_nested_phrase_goes_unless_it_stands_alone_too() -> None:
    long = "phát huy sức mạnh đoàn kết quân dân"
    assert recurring(f"Bản {long}.", f"Xã {long}.") == [long]
    assert recurring(f"Bản {long}.", f"Xã {long}.", "Huyện phát huy sức mạnh đoàn kết ở cơ sở.") == [
        "phát huy sức mạnh đoàn kết",
        long,
    ]


@pytest.mark.parametrize("sign", [". ", "! ", "? ", "; ", ": ", "\n"])
def test_a_phrase_crosses_no_stop(sign: str) -> None:
    text = f"Toàn huyện nâng cao chất lượng{sign}Công khai, minh bạch."
    assert recurring(text, text) == ["Công khai, minh bạch"]


@pytest.mark.parametrize(
    "text",
    [
        "Bà con trồng cây ăn quả ở các huyện vùng cao.",
        "Đồng chí Bí thư nhấn mạnh việc nâng cao chất lượng sinh hoạt chi bộ.",
        "Chính sách được thực hiện theo quy định của pháp luật.",
        "Có mặt cán bộ, đảng viên, đoàn viên, hội viên.",
    ],
)
def test_plain_repeated_words_are_no_formula(text: str) -> None:
    assert recurring(text, text) == []


def test_a_repeated_name_is_no_formula() -> None:
    text = "Ban Đổi mới Sáng tạo Phát triển và Hội nhập họp."
    name = Mention(0, text.index(" họp"), text[: text.index(" họp")], "ORG", "", "test")
    assert found(text, text, taken=[[name], [name]]) == []


def test_what_is_taken_parts_no_phrase_from_the_name_it_cuts() -> None:
    text = "Đẩy mạnh quan hệ hữu nghị với Hội Hữu nghị Việt - Lào."
    start = text.index("Hội")
    name = Mention(start, len(text) - 1, text[start:-1], "ORG", "", "test")
    other = "Đẩy mạnh quan hệ hữu nghị với Hội Hữu nghị Việt - Nga."
    assert [s.slogan for s in found(text, other, taken=[[name], [name]])] == ["Đẩy mạnh quan hệ hữu nghị"]


# --- families --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "form", "expected"),
    [
        ("chủ động, bền bỉ, hiệu quả", "Chủ động , bền bỉ, hiệu quả", ""),
        ("chủ động, bền bỉ, hiệu quả", "chủ động, bền bỉ, hiệu quả, trách nhiệm", "+ trách nhiệm"),
        ("chủ động, bền bỉ, bứt phá, hiệu quả", "chủ động, bền bỉ, hiệu quả", "- bứt phá"),
        ("chủ động, bền bỉ, hiệu quả", "bền bỉ, chủ động, hiệu quả", "order changed"),
        ("chủ động, bền bỉ, hiệu quả", "chủ động, bền bỉ và hiệu quả", '"và" for a comma'),
        ("chủ động, bền bỉ và hiệu quả", "chủ động, bền bỉ, hiệu quả", 'a comma for "và"'),
        ("đoàn kết - kỷ cương", "đoàn kết, kỷ cương", "other signs"),
    ],
)
def test_difference(head: str, form: str, expected: str) -> None:
    assert difference(head, form) == expected


def test_variants_form_one_family_and_show_their_difference() -> None:
    (motto,) = found(
        "Phương châm “chủ động, linh hoạt, bền bỉ, hiệu quả”.",
        "Phương châm “chủ động, linh hoạt, bền bỉ, hiệu quả”.",
        "Phương châm “chủ động, bền bỉ, hiệu quả”.",
    )
    assert motto.variants == ("chủ động, bền bỉ, hiệu quả (- linh hoạt)",)
    assert [m.text_index for m in motto.mentions] == [0, 1, 2]


def test_other_formulas_of_the_same_words_are_other_families() -> None:
    assert len(families({"đoàn kết, dân chủ, kỷ cương": 2, "đoàn kết, sáng tạo, hiệu quả": 2})) == 2


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"a b, c d, e f": 1}, {"a b, c d, e f": 3, "a b, c d": 1}, ("kept", "")),
        ({"a b, c d, e f": 1}, {"a b, c d, e f, g h": 1}, ("changed", "+ g h")),
        ({"a b": 1}, {}, ("gone", "")),
        ({}, {"a b": 1}, ("new", "")),
    ],
)
def test_change(before: dict[str, int], after: dict[str, int], expected: tuple[str, str]) -> None:
    assert change(before, after) == expected


def test_a_family_on_neither_side_is_an_error() -> None:
    with pytest.raises(ValueError, match="either side"):
        change({}, {})


# --- properties ------------------------------------------------------------------------------------------------------

WORDS = ["đoàn", "kết,", "sáng", "tạo", "và", "hiệu", "quả", "phương châm", "tinh thần", "nói", "là", "ông", "Minh"]
SIGNS = [".", "!", ";", ":", "\n", "“", "”", '"', "'", "-", "«", "»", "12", "𝔸", "\u0301"]
TEXTS = st.lists(st.sampled_from(WORDS + SIGNS), max_size=40).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(TEXTS, st.text(max_size=60)), max_size=4))
def test_records_stand_where_they_say(texts: list[str]) -> None:
    docs = [document(text) for text in texts]
    slogans = find_slogans(docs)
    assert slogans == find_slogans(docs)
    for slogan in slogans:
        assert slogan.kind in KINDS
        for mention in slogan.mentions:
            assert docs[mention.text_index].text[mention.start : mention.end] == mention.text != ""


def every_closed(ids: list[int], shortest: int) -> dict[tuple[int, ...], tuple[int, ...]]:
    """The closed repeats by their definition, for small inputs."""
    closed = {}
    for size in range(shortest, LONGEST + 1):
        places = defaultdict(list)
        for at in range(len(ids) - size + 1):
            places[tuple(ids[at : at + size])].append(at)
        for phrase, where in places.items():
            before = {ids[at - 1] if at else None for at in where}
            after = {ids[at + size] if at + size < len(ids) else None for at in where}
            if len(where) > 1 and len(before) > 1 and (len(after) > 1 or size == LONGEST):
                closed[phrase] = tuple(where)
    return closed


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("ab ,.", max_size=60), max_size=4), st.integers(1, 4))
def test_repeats_are_the_closed_ones(texts: list[str], shortest: int) -> None:
    pooled = pool(texts)
    ids = pooled.ids.tolist()
    found = {tuple(ids[r.places[0] : r.places[0] + r.size]): r.places for r in repeats(pooled, shortest)}
    assert found == every_closed(ids, shortest)


def test_outermost_and_occurrences_agree_on_places() -> None:
    pooled = pool(["a b c d e. a b c d f. a b c d e"])
    kept = outermost(list(repeats(pooled, 2)), len(pooled.ids))
    assert [(pooled.words(r.places[0], r.size), r.places) for r in kept] == [
        (("a", "b", "c", "d", "e"), (0, 12)),
        (("a", "b", "c", "d"), (0, 6, 12)),
    ]
    assert list(occurrences(pooled, [("c", "d"), ("x", "y")])) == [(("c", "d"), [2, 8, 14])]


# --- tables ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["slogan_triggers", "slogan_units", "slogan_clauses", "slogan_edges", "slogan_tasks", "speech_verbs"]
)
def test_tables_are_sorted_and_name_a_form_once(name: str) -> None:
    names = [entry.name for entry in table(name)]
    assert names == sorted(set(names))


def test_units_of_a_formula_are_units() -> None:
    for entry in table("slogan_units"):
        assert len(enumerations.parts(syllables(entry.name))) == 1, entry.name
