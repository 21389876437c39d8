"""Events, documents, awards: what is found, where it ends, and what is left alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dnnd.lexicon import table
from dnnd.segment import document
from dnnd.titled import _RULES, find_titled
from notation import parse

DOCUMENTS = [
    "Quốc hội thông qua [DOC luật Đo lường biển], còn luật Pháp thì khác.",
    "Theo [DOC quyết định thanh tra số 71/QĐ-TTr] và [DOC Nghị quyết liên tịch số 403/2017/NQLT].",
    "Tỉnh thực hiện [DOC Nghị quyết Đại hội XI Đảng bộ tỉnh] đúng hạn.",
    "Đơn vị quán triệt [DOC Chỉ thị 34] của Bộ Chính trị khóa XI về thi đua.",
    "Theo [DOC Nghị quyết số 22-NQ/TW] ngày 10/4/2013, công tác này được đẩy mạnh.",
    "[DOC Nghị định 100/2019/NĐ-CP] có hiệu lực; [DOC nghị định số 100/2019/NĐ-CP] được nhắc lại.",
    "Căn cứ [DOC Quyết định số 272-QĐ/TW] và [DOC Quyết định 1511/QĐ-TTg], các hội rà soát hồ sơ.",
    "Xã vay vốn theo [DOC Nghị định 67 /2014/NĐ-CP] của Chính phủ.",
    "Huyện nghèo theo [DOC Nghị quyết 30a/2008/NQ-CP] được hỗ trợ.",
    "Các cấp hội đưa [DOC Nghị quyết Đại hội XIII] vào cuộc sống.",
    "Hội sẽ cụ thể hóa [DOC nghị quyết Đại hội lần thứ XIII của Đảng] trong năm tới.",
    "Tỉnh triển khai [DOC Nghị quyết Đại hội đại biểu toàn quốc lần thứ XII của Đảng] từ sớm.",
    "Chi bộ học [DOC Nghị quyết Trung ương 4 (khóa XII)] về xây dựng Đảng.",
    "Họ thảo luận dự thảo [DOC Văn kiện Đại hội XIII của Đảng].",
    "Ban thi đua phổ biến [DOC Luật Thi đua, khen thưởng] và [DOC Luật Báo chí].",
    "[DOC Bộ luật Hình sự] và [DOC Luật Phòng, chống tham nhũng] được sửa đổi.",
    "Quốc hội thông qua [DOC Luật Sửa đổi, bổ sung một số điều của Luật Báo chí] chiều nay.",
    "Quốc hội bàn dự án [DOC Luật Hỗ trợ DNNVV] và [DOC Luật BVMT].",
    "Hai nước ký [DOC Hiệp định Thương mại tự do Việt Nam - Chile] tại Hà Nội.",
    "Các bên tôn trọng [DOC Hiến chương Liên hợp quốc] và [DOC Tuyên bố về ứng xử của các bên ở Biển Đông].",
    "Mọi công dân sống theo [DOC Hiến pháp năm 2013] và [DOC Bộ luật Dân sự 2015].",
    "Toà áp dụng [DOC Bộ luật Hình sự số 100/2015/QH13]; việc ấy vi phạm [DOC Luật Đất đai].",
    "Theo quy định [DOC Luật Xây dựng] và [DOC luật Du lịch], xã phải lấy ý kiến dân; dự án [DOC Luật Cảnh vệ] (sửa đổi) thì chưa.",
    "Hai nước phê chuẩn [DOC Hiệp định về dẫn độ tội phạm] và [DOC Hiệp ước Lisbon].",
    "Bộ lấy ý kiến về [DOC Hiệp định tránh đánh thuế hai lần giữa Chính phủ Việt Nam và Chính phủ Lào].",
    "Ông nói về [DOC Hiệp định Đối tác xuyên Thái Bình Dương] ([DOC TPP]).",
    "Cơ quan có [DOC Thông báo kết luận số 15-TB/TU] và [DOC Quyết định đưa vụ án ra xét xử số 9/2019/QĐXXST-HS].",
    "Hội đồng Bảo an thông qua [DOC Nghị quyết 1701]; xã rà soát theo [DOC nghị định 67].",
    "Xã làm theo [DOC Chỉ thị 07] năm 2015 và [DOC Luật Giá]; nước ấy ký [DOC Công ước chống tra tấn].",
    "Đơn vị áp dụng [DOC Pháp lệnh Cảnh vệ số 25/2005/PL-UBTVQH11] từ lâu.",
    "Sở nêu [DOC Luật NSNN năm 2002] – một lãnh đạo đánh giá.",
    "Tỉnh công bố [DOC Quy hoạch tổng thể phát triển du lịch Tây Bắc] và Đề án “[DOC Tuyên truyền biển, đảo]”.",
    "Hội thực hiện [DOC Đề án 03-ĐA/TU] của Thành ủy.",
    "Mục tiêu đề ra trong [DOC Chiến lược phát triển thư viện quốc gia] đến năm 2030.",
    "Tỉnh lồng ghép [DOC Chương trình mục tiêu quốc gia nước sạch nông thôn] và các Chương trình mục tiêu khác.",
    "Việc ấy phù hợp với [DOC Đề án sắp xếp và phát triển ngành bưu chính] giai đoạn 2021-2025.",
    "Bộ trình [DOC Quy hoạch phát triển hệ thống cảng cạn] thời kỳ 2021-2030.",
    "Sở có [DOC văn bản số 417/SXD-QLN] trả lời, căn cứ [DOC Văn bản 1234/2019] của Bộ.",
    "Nhân 40 năm ngày ký [DOC hiệp ước hữu nghị và hợp tác Việt Nam - Lào], hai bên gặp nhau.",
]

EVENTS = [
    "Bà lập [EVENT Phong trào Bước Tới] và 4 tháng sau thì rời hội.",
    "Bên lề [EVENT Hội nghị Thượng đỉnh Nhóm các nền kinh tế phát triển và mới nổi hàng đầu thế giới] (G20).",
    "Sở mở [EVENT Hội nghị sơ kết công tác phi chính phủ nước ngoài năm 2020] tại Huế.",
    "Sáng nay khai mạc [EVENT Đại hội đại biểu toàn quốc lần thứ XIII của Đảng] tại Hà Nội.",
    "Cơ quan tổ chức [EVENT Đại hội thi đua yêu nước lần thứ IV] giai đoạn 2020-2025.",
    "Hội mở [EVENT Hội nghị tổng kết công tác dân vận năm 2019 và triển khai nhiệm vụ năm 2020].",
    "Liên hiệp tổ chức [EVENT Hội nghị sơ kết công tác hữu nghị năm 2021, triển khai nhiệm vụ năm 2022] tại Huế.",
    "Sau [EVENT Hội nghị Trung ương 5 khóa XII], các cấp ủy đã vào cuộc.",
    "Theo tinh thần [EVENT hội nghị Trung ương 7 (khóa XI)] đã nêu.",
    "Tại [EVENT Kỳ họp thứ 10, Quốc hội khóa XIV], nhiều luật được thông qua.",
    "Đoàn ta dự [EVENT Hội nghị Cấp cao APEC 2017] tại Đà Nẵng và [EVENT Đại hội đồng IPU-132] ở Hà Nội.",
    "Thủ đô đăng cai [EVENT SEA Games 31] vào năm 2021.",
    "Thành phố tổ chức [EVENT Lễ kỷ niệm 50 năm Ngày thiết lập quan hệ ngoại giao Việt Nam - Cuba] tối qua.",
    "Bảo tàng trưng bày ảnh về [EVENT Chiến dịch Điện Biên Phủ].",
    "Ông dự [EVENT Hội nghị Tương lai châu Á lần thứ 23] của Thủ tướng.",
    "Sở mở [EVENT Hội nghị sơ kết công tác tư pháp 6 tháng đầu năm 2017] ở huyện.",
    "Huyện mở [EVENT Hội nghị toàn quốc sơ kết một năm thực hiện Chỉ thị 05-CT/TW] tại huyện.",
    "Có [EVENT Lễ hội Cà phê Buôn Ma Thuột lần thứ 6] vào tháng 3.",
    "Đại biểu dự [EVENT Diễn đàn Nhân dân ASEAN lần thứ 10] tại Hà Nội.",
    "Đoàn dự [EVENT Đại hội VIII Đảng Cộng sản Cuba] qua hình thức trực tuyến.",
    "Tỉnh mở [EVENT Hội nghị tổng kết công tác phòng, chống dịch, bảo vệ trẻ em năm 2019] hôm qua.",
    "Huyện mở [EVENT Hội nghị tổng kết công tác tổ chức xây dựng Đảng năm 2018 và triển khai nhiệm vụ năm 2019].",
    "Sau [EVENT hội nghị sơ kết 3 năm thực hiện Chỉ thị 13-CT/TW], xã họp lại.",
    "SỞ MỞ HỘI NGHỊ: [EVENT HỘI NGHỊ TỔNG KẾT CÔNG TÁC THANH TRA NĂM 2018 VÀ TRIỂN KHAI NHIỆM VỤ NĂM 2019]",
    "Ông dự [EVENT Tọa đàm Hợp tác kinh tế, thương mại Việt Nam - Lào] sáng nay.",
    "Đồng chí chủ trì [EVENT Hội nghị lần thứ 12 Ban Chấp hành Đảng bộ tỉnh An Giang khóa X].",
    "Tại [EVENT kỳ họp thứ 9, HĐND tỉnh Hà Tĩnh khóa XVII], [EVENT Phiên họp thứ 38 của Ủy ban Thường vụ Quốc hội] được nhắc.",
    "Bên lề [EVENT Khóa họp lần thứ 73 Đại hội đồng Liên hợp quốc], hai bên gặp nhau.",
    'Xã hưởng ứng phong trào thi đua “[EVENT Dân vận khéo]” và cuộc vận động "[EVENT Xóm làng xanh, nhà nhà sạch]".',
    "Huyện đoàn phát động chiến dịch “[EVENT Áo trắng về bản]” năm 2019, sau Hội thảo khoa học “[EVENT Sông và đời người]”.",
    "Thành phố mở [EVENT Festival Huế 2020] hoành tráng, sau [EVENT Lễ hội đua bò Bảy Núi lần thứ 26].",
    "Đội dự [EVENT Giải vô địch U23 châu Á 2018] và [EVENT V-League 2019].",
    "Huyện kể chuyện [EVENT Chiến dịch Hồ Chí Minh] năm 1975.",
    "Bà dự [EVENT lễ kỷ niệm 75 năm thành lập Bộ Công Thương].",
    "[EVENT Năm hữu nghị Việt Nam - Lào 2022] mở đầu ở Huế, nối tiếp [EVENT Năm APEC 2017].",
    "Ông dự [EVENT Hội nghị Lãnh đạo Kinh tế APEC] và [EVENT Diễn đàn Doanh nghiệp Việt Nam - Lào].",
    "Ông phát biểu tại [EVENT Đối thoại Shangri-La 2017].",
    "Kết luận [EVENT phiên họp Chính phủ thường kỳ tháng 5/2019], ông nêu ba việc.",
    "Việc này được bàn tại [EVENT phiên họp thường kỳ tháng 7 năm 2020 của Chính phủ].",
    "Ông dự [EVENT phiên họp lần thứ 21] của [EVENT Hội nghị Bộ trưởng Y tế ASEAN lần thứ 9].",
    "Bà khai mạc buổi [EVENT Gặp gỡ doanh nghiệp Việt Nam - Lào] sáng nay.",
    "Bộ trưởng chủ trì [EVENT Hội nghị ngành chè Việt Nam].",
]

AWARDS = [
    "Ban tặng kỷ niệm chương “[AWARD Vì sự nghiệp Đối ngoại nhân dân]” cho mười cá nhân.",
    'Hội trao Kỷ niệm chương "[AWARD Vì hòa bình, hữu nghị giữa các dân tộc]" cho ngài Đại sứ.',
    "Tập thể được tặng [AWARD Huân chương Lao động hạng Nhất] và [AWARD Huân chương Độc lập hạng Ba].",
    "Nhà nước phong tặng danh hiệu [AWARD Anh hùng Lao động] cho đơn vị.",
    "Ông được nhận [AWARD Giải thưởng Hồ Chí Minh] năm ấy.",
    "Cụ nhận [AWARD Huy hiệu 60 năm tuổi Đảng] tại nhà.",
    "Đảng bộ huyện đón [AWARD HUÂN CHƯƠNG LAO ĐỘNG HẠNG BA] năm ngoái.",
    "Bà có [AWARD Huân chương Hoàng gia Sahametrei] và [AWARD Huy chương Vì sự nghiệp Tài chính].",
    "Hội trao Kỷ niệm chương [AWARD Vì sự nghiệp Dân số] cho mười người.",
    "Ông trao [AWARD Huy hiệu 50 năm, 45 năm và 30 năm tuổi Đảng] cho các đảng viên.",
]

NONE = [
    "Gặp gỡ Tổng thống Lào, ông cảm ơn; Chiến lược sản phẩm của hãng thành công.",
    "Theo Viện Chiến lược phát triển giai đoạn 2010, Sở Kế hoạch và Đầu tư có văn bản 20 trang.",
    "Chủ tịch kết luận Hội nghị Đoàn Chủ tịch, Hội nghị Ban Thường vụ Tỉnh ủy và các phiên họp thường kỳ.",
    "Cách mạng Tháng Tám thành công; nhà ở đường Cách mạng Tháng Tám.",
    "Hội đàm Việt - Lào kết thúc; Ủy ban Olympic quốc gia họp ở Trung tâm Hội nghị Quốc gia.",
    "Mô hình “Bếp ấm tình làng” với phương châm “Nhà nhà giúp nhau” thành công.",
    "Chiến thắng của đội “Hoa Sen Xanh” và chương trình hành động với chủ đề “Sống vì nhau”.",
    "Tổ chức Hiệp ước Bắc Đại Tây Dương họp; các nước ký hiệp định thương mại tự do thế hệ mới.",
    "Bà được Huy chương Vàng, dự lễ kỷ niệm 10 năm thành lập.",
    "Tại Hội nghị, lãnh đạo Việt Nam cảm ơn; Hội nghị Tham dự có 20 người.",
    "Tỉnh vừa kỷ luật Đảng hai cán bộ và phổ biến quy luật Thị trường.",
    "Việt Nam là thành viên Phong trào Không liên kết.",
    "Phát biểu tại Hội nghị, đồng chí cảm ơn các đại biểu.",
    "Đại hội đã thành công tốt đẹp; Hội nghị thống nhất cho thôi nhiệm vụ.",
    "Các chi hội chuẩn bị đại hội đảng bộ các cấp và kế hoạch 5 năm 2016-2020.",
    "Sau Đại hội Đảng, Hội Luật gia và báo Pháp Luật TP.HCM có bài.",
    "Đại hội Đoàn các cấp và Đại hội Công đoàn sẽ diễn ra.",
    "Ông học Đại học Luật Hà Nội, làm ở Công ty Luật Ánh Dương, viết cho báo Pháp Luật Việt Nam.",
    "Hội nghị diễn ra vào ngày thứ hai của tuần.",
    "Luật sư của hãng gửi quyết định 10/4 cho tòa.",
    "Phiên bế mạc tại Trung tâm Hội nghị Quốc gia có nghị quyết của Đảng.",
    "Ông theo học Luật tại Huế, sau đó làm Chỉ thị viên.",
    "Hội nghị lần này có chương trình và kế hoạch riêng, tặng bằng khen cho 20 tập thể.",
    "Hội nghị\nĐồng chí Lê An Bình phát biểu.",
]


@pytest.mark.parametrize("marked", DOCUMENTS + EVENTS + AWARDS + NONE)
def test_finds_what_is_marked_and_nothing_else(marked: str) -> None:
    text, spans = parse(marked)
    found = [(m.start, m.end, m.type) for m in find_titled(document(text))]
    assert found == spans, [m.text for m in find_titled(document(text))]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("nghị quyết Đại hội XIII được thông qua", "Nghị quyết Đại hội XIII"),
        ("Hội nghị Tổng kết công tác hữu nghị năm 2020", "Hội nghị tổng kết công tác hữu nghị năm 2020"),
        ("kỷ niệm chương “Vì sự nghiệp đối ngoại nhân dân”", "Vì sự nghiệp Đối ngoại nhân dân"),
        ("Luật Thi đua  khen thưởng", "Luật Thi đua, khen thưởng"),
        ("Huân chương lao động hạng nhì", "Huân chương Lao động hạng Nhì"),
        ("Diễn đàn Shangri-La", "Đối thoại Shangri-La"),
        ("cuộc vận động “Người Việt ưu tiên dùng hàng Việt”", "Người Việt Nam ưu tiên dùng hàng Việt Nam"),
        ("Nghị định\u00a0số 20/2019/NĐ-CP", "Nghị định số 20/2019/NĐ-CP"),
    ],
)
def test_entity_is_one_spelling_for_all_mentions(text: str, entity: str) -> None:
    assert [m.entity for m in find_titled(document(text))] == [entity]


def test_every_kind_of_the_tables_has_its_rules() -> None:
    for name in ("documents", "document_kinds", "event_kinds", "awards"):
        assert {(name, entry.kind) for entry in table(name)} == {key for key in _RULES if key[0] == name}


PIECES = """Đại hội|Hội nghị|Nghị quyết|số|22-NQ/TW|lần thứ|XIII|của Đảng|Luật|Báo chí|tổng kết|năm 2019 và|triển khai|“
|”|danh hiệu|Trung ương 4|(khóa XII)|,|.|\n|Huân chương Lao động|hạng Nhất|34|Hiệp định|APEC 2017|-|Lễ kỷ niệm 50 năm"""


@given(st.lists(st.sampled_from(PIECES.split("|")), max_size=25))
def test_mentions_are_slices_in_order_without_overlap(pieces: list[str]) -> None:
    doc = document(" ".join(pieces))
    found = find_titled(doc)
    assert all(doc.text[m.start : m.end] == m.text and m.text.strip() == m.text and m.entity for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "piece", ["Đại hội a ", "Hội nghị tổng kết ", "Nghị quyết ", "Luật A ", "danh hiệu “a ", "lần thứ "]
)
def test_long_repetitions_neither_recurse_nor_hang(piece: str) -> None:
    doc = document(piece * 4_000)
    assert all(doc.text[m.start : m.end] == m.text for m in find_titled(doc))
