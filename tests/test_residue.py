"""What is set aside as page residue, in lines `kind: text`, and what must never be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dnnd.residue import blanked, described, find_residue

ARTICLE = "Hội đã họp bàn về chương trình giao lưu với các tỉnh bạn.\n" * 8

FOUND = [
    # A last line that ends with "…" as a list does is the article's own.
    ("Đầu đề\nLời dẫn của bài.\nHội đã giao lưu với nhiều tỉnh bạn: Champasak, Salavan, Sekong, Attapeu…", []),
    (f"{ARTICLE}{ARTICLE.replace(chr(10), ' ') * 3}đoàn đã thăm Champasak, Salavan, Sekong, Attapeu…", []),
    (
        "Hội nghị đã họp.\nleftcenterrightdel\nToàn cảnh buổi gặp mặt\nĐại biểu phát biểu.",
        ["web_marker: leftcenterrightdel", "caption: Toàn cảnh buổi gặp mặt"],
    ),
    ("Đoạn một.\nVideo đang HOT\nĐoạn hai.", ["web_marker: Video đang HOT"]),
    (
        "Bà Lê Thị Sáu, Chủ tịch Hội, phát biểu khai mạc. (Ảnh: Đức Anh)\nĐoạn hai.",
        ["caption: Bà Lê Thị Sáu, Chủ tịch Hội, phát biểu khai mạc.", "photo_credit: (Ảnh: Đức Anh)"],
    ),
    ("Quang cảnh lễ ký kết. Ảnh: TTXVN\nĐoạn hai.", ["caption: Quang cảnh lễ ký kết.", "photo_credit: Ảnh: TTXVN"]),
    (
        "Đoạn một kể chuyện cũ.\nĐại biểu dự lễ. Ảnh: Minh Châu/TTXVN Sáng nay, đoàn về tới Huế. Mọi người ra đón.",
        ["caption: Đại biểu dự lễ.", "photo_credit: Ảnh: Minh Châu/TTXVN"],
    ),
    *(
        (
            f"Đoạn một kể chuyện cũ.\nĐại biểu dự lễ. {credit}{behind}",
            ["caption: Đại biểu dự lễ.", f"photo_credit: {credit}"],
        )
        for credit, behind in (
            ("Ảnh: Đức Minh", " Hội họp tại Huế với đông đảo hội viên của cả tỉnh."),
            ("Ảnh: Ánh Đào – TTXVN", " Hội họp tại Huế với đông đảo hội viên của cả tỉnh."),
            ("Ảnh: Tú Ơn/BNEWS/TTXVN.", " Hội họp tại Huế với đông đảo hội viên của cả tỉnh."),
            ("Ảnh: T.Đ", " Hội họp tại Huế với đông đảo hội viên của cả tỉnh."),
            ("Ảnh: H.Tú.", " Hội họp tại Huế với đông đảo hội viên của cả tỉnh."),
            ("Ảnh: ĐỖ ÁI", " Hội họp tại Huế với đông đảo hội viên của cả tỉnh."),
            ("Ảnh: Reuters", " Hội họp tại Huế với đông đảo hội viên của cả tỉnh."),
            ("Ảnh: Reuters", " Đoàn Việt Nam đến thăm và làm việc với Hội của nước bạn."),
            ("Ảnh: Tiền phong", " Hội họp tại Huế với đông đảo hội viên của cả tỉnh."),
            ("Ảnh: Báo Nhân dân", " Hội họp tại Huế với đông đảo hội viên của cả tỉnh."),
            ("Ảnh: Tư liệu", " Hội họp tại Huế với đông đảo hội viên của cả tỉnh."),
            ("Ảnh: hoihuunghi.org.vn/Vân Hạ", " Hội họp tại Huế với đông đảo hội viên của cả tỉnh."),
            ("Ảnh: Công an tỉnh cung cấp", " Hội họp tại Huế với đông đảo hội viên của cả tỉnh."),
            ("Ảnh: Như Ý", " Hội họp tại Huế với đông đảo hội viên của cả tỉnh."),
            ("Ảnh: Vân.", " Hội họp tại Huế với đông đảo hội viên của cả tỉnh."),
        )
    ),
    (
        "Đoạn một.\nĐại biểu dự lễ ở Huế Ảnh: Đức Minh Hội họp với đông đảo hội viên của cả tỉnh và các huyện.",
        ["caption: Đại biểu dự lễ ở Huế", "photo_credit: Ảnh: Đức Minh"],
    ),
    ("Đoạn một.\nCác đại biểu trồng cây lưu niệm. Tin, ảnh: ĐỨC MINH", ["byline: Tin, ảnh: ĐỨC MINH"]),
    ("Đoạn một.\nTrong ảnh: Đại biểu Huế dự lễ. Hội họp với đông đảo hội viên của cả tỉnh và các huyện.", []),
    ("Đoạn một.\nĐại biểu dự lễ. Ảnh: Bệnh viện mới của tỉnh khánh thành. Mọi người ra đón.", []),
    ("Đoạn một.\nĐại biểu dự lễ. Ảnh: Chủ tịch Hội và Đại sứ trồng cây. Mọi người ra đón.", []),
    ("Hội nghị thành công tốt đẹp./.\nMinh Tú", ["end_mark: /.", "byline: Minh Tú"]),
    ("Đầu đề\nHội nghị thành công tốt đẹp./. Minh Tú/VOV.VN", ["end_mark: /.", "byline: Minh Tú/VOV.VN"]),
    ("Đầu đề\nHội nghị thành công. PV", ["byline: PV"]),
    ("Đầu đề\nHội nghị thành công. Theo Hà Vy (tổng hợp)", ["byline: Theo Hà Vy (tổng hợp)"]),
    ("Thứ Tư, 23/12/2020\nĐầu đề\nNội dung.", ["dateline: Thứ Tư, 23/12/2020"]),
    (
        f"{ARTICLE}Đoàn Huế thăm Savannakhet Chiều 3/7, đoàn đại biểu thành phố đã có mặt tại bản và trao quà cho các...",
        [
            "teaser: Đoàn Huế thăm Savannakhet Chiều 3/7, đoàn đại biểu thành phố đã có mặt tại bản và trao quà cho các..."
        ],
    ),
    (
        "Đoạn một.\nTin liên quan\nKhai mạc tuần lễ hữu nghị\nTrao quà cho học sinh bản Pa Đen",
        ["related: Tin liên quan", "related: Khai mạc tuần lễ hữu nghị", "related: Trao quà cho học sinh bản Pa Đen"],
    ),
    (
        f"{ARTICLE}Minh Tú\nĐoàn Huế thăm Savannakhet Chiều 3/7, đoàn đại biểu thành phố đã có mặt tại bản và trao quà cho các...",
        [
            "byline: Minh Tú",
            "teaser: Đoàn Huế thăm Savannakhet Chiều 3/7, đoàn đại biểu thành phố đã có mặt tại bản và trao quà cho các...",
        ],
    ),
    (
        "Đoạn một.\nMinh Tú\nTin liên quan\nKhai mạc tuần lễ hữu nghị",
        ["byline: Minh Tú", "related: Tin liên quan", "related: Khai mạc tuần lễ hữu nghị"],
    ),
    (
        "Đoạn một.\nĐoạn hai./.\nTin liên quan: Khai mạc tuần lễ hữu nghị",
        ["end_mark: /.", "related: Tin liên quan: Khai mạc tuần lễ hữu nghị"],
    ),
    ("Đoạn một.\n* * *\nĐoạn hai.", ["web_marker: * * *"]),
]

NEVER = [
    "Hội nghị tổng kết\nSáng 6/1, tại Huế, Hội đã họp.\nĐại biểu vỗ tay.",
    "Triển lãm ảnh: nơi gặp gỡ của hai dân tộc\nĐoạn một dài hơn.",
    "Nguồn: lực con người là quý nhất.\nĐoạn hai.",
    "Đoạn một.\nÔng Sáu nói: “Còn nước còn tát…”",
    "Một đoạn duy nhất kết thúc lửng lơ và chẳng ai biết vì sao người viết dừng ở đây...",
    "Danh sách:\nLê Văn Tám\nTrần Thị Chín",
    "",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_residue(text: str, expected: list[str]) -> None:
    assert [described(r) for r in find_residue(text)] == expected


@pytest.mark.parametrize("text", NEVER)
def test_sentences_of_the_article(text: str) -> None:
    assert find_residue(text) == ()


@given(st.text(st.sampled_from('Ab Ả.ảnh:()/\n…"”TXVN1'), max_size=80))
def test_residue_lies_in_the_text_without_overlap(text: str) -> None:
    last = 0
    for residue in find_residue(text):
        assert text[residue.start : residue.end] == residue.text
        assert last <= residue.start < residue.end
        last = residue.end
    assert len(blanked(text, find_residue(text))) == len(text)
