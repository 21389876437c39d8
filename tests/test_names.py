"""People, bodies and places, in the notation `[PER Lê An] họp tại [LOC Hà Nội]`; the sentences are our own."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dnnd.names import find_names, read_by_rules
from dnnd.segment import document
from notation import parse

PERSON_AFTER_BODY = """
Thứ trưởng [ORG Bộ Ngoại giao] [PER Lê Văn Tám] chủ trì buổi gặp.
Thường trực [ORG Ban Bí thư] [PER Phạm Đức Thịnh] tiếp đoàn.
Chủ tịch [ORG Quốc hội Fiji] [PER Joseph Tukana] cảm ơn nước chủ nhà.
Phó Chủ tịch thứ nhất [ORG Hội đồng Thi đua-Khen thưởng Trung ương] [PER Đỗ Thị Ngọc Lan] trao cờ.
Bí thư [ORG Tỉnh ủy] [PER Nguyễn Đắc Sơn] và Chủ tịch [ORG UBND tỉnh Bình Thuận] [PER Trần Thị Hoa] cùng dự.
Chủ tịch [ORG UBND TP] [PER Lê Quang Huy] phát biểu.
Chủ nhiệm [ORG Văn phòng Chính phủ] [PER Mai Quốc Dũng] trả lời báo chí.
Chủ tịch [ORG Diễn đàn Kinh tế Thế giới] ([ORG WEF]) [PER Klaus Berger] gửi lời chào.
Chủ tịch [ORG Hội Nhà báo Việt Nam] [PER Hồ Quang Lợi] dự lễ.
Bộ trưởng [ORG Ngoại giao] [LOC Nga] [PER Sergey Ivanov] và Ngoại trưởng [LOC Lào] hội đàm.
Bí thư [LOC Hà Nội] [PER Ngô Thị Thanh Hằng] thăm xã.
"""

OFFICES_AND_FIRMS = """
[ORG Xứ ủy Nam Kỳ] và [ORG Khu ủy Tây Bắc] được thành lập từ trước.
[ORG Huyện đoàn Chợ Mới] phối hợp với [ORG Đồn Biên phòng Mỹ Lý] dọn vệ sinh bãi biển.
[ORG Kho bạc Nhà nước huyện Chư Sê] và [ORG Cục Thuế tỉnh Đồng Nai] cùng rà soát hồ sơ.
[ORG Thanh tra tỉnh] chuyển hồ sơ sang [ORG Cơ quan Cảnh sát điều tra].
Cán bộ [ORG Hạt Kiểm lâm huyện Ba Bể] tuần tra ban đêm.
[ORG Ban Chỉ huy Phòng chống thiên tai và Tìm kiếm cứu nạn tỉnh Yên Bái] họp khẩn.
[ORG Lữ đoàn Pháo binh 364] và [ORG Đại đội 12] bắn đạt loại giỏi.
[ORG Cục Cảnh sát điều tra tội phạm về trật tự xã hội] vào cuộc.
[ORG Ủy ban Quản lý vốn nhà nước tại doanh nghiệp] làm việc với [ORG Vinafood 2] và [ORG PV Oil].
[ORG Ban Tuyên giáo và Dân vận Trung ương] thay cho hai ban cũ.
[ORG Techcombank], [ORG VinFast] và [ORG Honda Việt Nam] tăng vốn.
[ORG Hội Bảo trợ Người khuyết tật và Trẻ mồ côi Việt Nam] tặng quà tại [LOC Lũng Cú].
"""

PLACES_OF_THE_PRESS = """
Đoàn đi từ [LOC Thâm Quyến] qua [LOC Vácsava] đến [LOC Bôlykhămxay].
Lũ trên [LOC sông Mã] dâng cao, nước tràn vào [LOC phố cổ Hội An].
Đại biểu đặt hoa tại [LOC Đài tưởng niệm các Anh hùng liệt sĩ] rồi ra [LOC huyện đảo Phú Quốc].
Công nhân [LOC mỏ Mạo Khê] trở lại làm việc.
"""

PEOPLES_OF_MANY_NATIONS = """
Hai em [PER Rmah Duyên] và [PER Ksor Thắm] được tuyên dương.
Bà [PER Trà Thị Nhung] và ông [PER Lỷ A Páo] cùng dự.
Nhà sử học nhắc đến [PER Stanislav Novotny] và [PER Ingrid Halvorsen].
"""

BODIES_TO_THEIR_END = """
[ORG Hội Liên hiệp Phụ nữ Việt Nam] phối hợp với [ORG UBND tỉnh Bình Thuận] tổ chức lớp học.
[ORG Ban Chấp hành Đảng bộ tỉnh Yên Bái] khóa XVIII họp phiên đầu.
Ủy viên không thường trực [ORG Hội đồng Bảo an Liên hợp quốc] nhiệm kỳ 2020-2021.
Cán bộ [ORG Văn phòng Trung ương Đảng] và [ORG Liên hiệp các tổ chức hữu nghị tỉnh] dự hội nghị.
Ủy viên [ORG Ban chấp hành Trung ương Đảng] thăm [ORG Bộ Nông nghiệp và Phát triển nông thôn].
Kết luận của [ORG Ủy ban Kiểm tra T.Ư] được công bố.
[ORG Văn phòng Bộ Nội vụ] và [ORG Thanh tra Bộ Xây dựng] cùng kiểm tra.
[ORG Ban Thường vụ Tỉnh ủy Nghệ An] giao [ORG Sở Tài nguyên và Môi trường tỉnh Nghệ An] chủ trì.
[ORG Đại sứ quán Việt Nam tại Liên bang Nga] tổ chức gặp mặt.
[ORG Ủy ban Văn hóa, Giáo dục, Thanh niên, Thiếu niên và Nhi đồng của Quốc hội] thẩm tra dự án luật.
[ORG Hội Hữu nghị Việt Nam - Cuba] và [ORG Hội hữu nghị Nga-Việt] ký thỏa thuận.
[ORG Học viện Chính trị quốc gia Hồ Chí Minh] khai giảng.
[ORG Đoàn Thanh niên Cộng sản Hồ Chí Minh] phát động phong trào.
[ORG Ban Chỉ đạo Trung ương về phòng, chống tham nhũng] họp.
[ORG Quân khu 7] và [ORG Bộ Tư lệnh Cảnh sát biển] diễn tập.
[ORG Trường Đại học Tôn Đức Thắng] nhận cờ thi đua.
[ORG Hiệp hội “Nhịp cầu xanh”] tặng quà.
[ORG Tập đoàn Dầu khí Quốc gia Việt Nam] báo cáo.
"""

LOWER_CASE_HEADS = """
Trưởng [ORG ban Dân vận Trung ương] [PER Lê Thị Mận] đề nghị làm rõ.
Phó chánh [ORG thanh tra Bộ Nội vụ] trả lời.
Phóng viên báo [ORG Nhân Dân] đưa tin, báo chí quan tâm.
Theo [ORG văn phòng UBND tỉnh Yên Bái], việc này đã xong.
"""

COORDINATION = """
Thay mặt [ORG Bộ Chính trị], [ORG Ban Bí thư], đồng chí cảm ơn.
[ORG Văn phòng Chính phủ] và [ORG Văn phòng Quốc hội] phối hợp.
[ORG Tỉnh ủy], [ORG HĐND], [ORG UBND] và [ORG Ủy ban MTTQ tỉnh Nghệ An] dâng hương.
Phối hợp đối ngoại [ORG Đảng], ngoại giao [ORG Nhà nước] và đối ngoại nhân dân.
Chủ trương của [ORG Đảng] và [ORG Nhà nước] được [ORG Quốc hội] thể chế hóa.
"""

NO_NAMES = """
Các cấp ủy, các đoàn thể và tổ chức nhân dân ở Trung ương cùng dự.
Hội nghị thống nhất cao; Đại hội thành công.
Chủ tịch nước tiếp các đảng viên lão thành.
Bộ đã giao Ban và Ủy ban thực hiện.
Đảng viên phải gương mẫu, Đảng ủy cần sâu sát.
Quốc hội các nước ủng hộ, chính phủ hai bên đồng ý.
Bộ trưởng yêu cầu các sở, ngành khẩn trương.
Ý kiến này đúng, Pháp luật phải nghiêm, Anh ấy đồng ý.
Hội nghị thượng đỉnh kết thúc sau khi yêu cầu được đáp ứng.
Tết Đinh Dậu đến gần.
Văn bản số 19/2017/NQ-CP nêu rõ.
"""

PLACES = """
Người [LOC Việt Nam] ở [LOC tỉnh Bình Thuận] và [LOC TP. Hồ Chí Minh] hướng về [LOC Biển Đông].
Các tỉnh [LOC Hà Tĩnh], [LOC Quảng Bình] bị ảnh hưởng.
Quan hệ [LOC Việt] - [LOC Lào] và quan hệ [LOC Việt Nam] – [LOC Nga] phát triển.
Quan hệ [LOC Nga]-[LOC Việt] bền chặt.
Lễ mít tinh tại [LOC Nhà hát Lớn Hà Nội], rồi diễu hành qua [LOC đường Trường Sa].
Trụ sở ở số 23 [LOC Lê Duẩn], [LOC quận 1].
Lũ trên [LOC sông Mê Kông] làm ngập [LOC huyện An Phú] và [LOC thị xã Tân Châu].
[LOC Thủ đô Viêng Chăn] của [LOC Lào] đón đoàn từ [LOC Liên bang Nga] và [LOC Vương quốc Campuchia].
Khu vực [LOC châu Á - Thái Bình Dương] cần hòa bình.
Tàu rời [LOC quần đảo Hoàng Sa] về [LOC Đà Nẵng].
“Chủ tịch [ORG ASEAN]” là trọng trách của [LOC Việt Nam].
Cử tri [LOC Hải Phòng] gặp đại biểu ở [LOC Trung tâm Hội nghị Quốc gia].
"""

PEOPLE = """
Học tập tư tưởng, đạo đức [PER Hồ Chí Minh] ở [LOC TP. Hồ Chí Minh].
Thiếu nhi nhớ lời [PER Bác Hồ] dạy.
Tổng thống [LOC Nga] [PER V.Putin] gặp Tổng thư ký [PER Ban Ki-moon].
Chủ tịch nước [LOC Lào] [PER Bounnhang Vorachith] và ông [PER Trump] trao đổi.
Bộ trưởng [ORG Quốc phòng] [LOC Đức] [PER Ursula von der Leyen] từ chức.
Bà [PER Mai], ông [PER An], anh [PER Sơn] và cô [PER Hoa] nhận quà.
Bà [PER Nga] và ông [PER Đức] là vợ chồng.
PGS.TS [PER Trần Thị Mây] và GS [PER Nguyễn Lân Vinh] trình bày.
Các đồng chí [PER Lò Văn Tình], [PER Giàng A Páo] và [PER Y Bình Niê] được bầu.
Đại sứ [LOC Việt Nam] tại [LOC Campuchia] [PER Thạch Sơn] dự lễ.
Trùm [PER Minh “Sâm”] không phải tên thật.
[PER Cao Bá Quát] là nhà thơ, [LOC Cao Bằng] là một tỉnh.
Ông [PER Nguyễn Thị Như Ý] là tên nữ.
(Ảnh: [PER Trung Hiếu])
Ảnh: [PER Nhật Sáng]-[ORG TTXVN]
[PER Vũ Dũng]/[ORG VOV]
[PER Thu Hằng]
"""

LONG_BODIES = """
[ORG Trung tâm Thông tin và Dự báo kinh tế - xã hội] công bố số liệu, [ORG Vụ Giáo dục thể chất] góp ý.
[ORG Tổ chức Giáo dục, Khoa học và Văn hóa của Liên hợp quốc] ghi danh di sản.
[ORG Hội đồng Nhà nước về các vấn đề với UNESCO] họp.
[ORG Hội đồng Thương mại và Đầu tư Việt Nam – Hoa Kỳ] ra mắt.
[ORG Cục Quản lý cạnh tranh] nhận đơn, [ORG Bộ Công an] điều tra, [ORG Sở Xây dựng] kiểm tra.
[ORG Tổng công ty Đầu tư phát triển bến bãi Sao Mai] ([ORG SMTC]) đấu thầu.
[ORG Công ty cổ phần Cơ điện Hòa Mai] và [ORG Công ty cổ phần Phong điện Cồn Lau] góp vốn.
[ORG Khoa Thận nhân tạo], [ORG Khoa Nội] đã nhận máy.
Bộ trưởng [ORG Công Thương], [ORG Y tế] và [ORG Ngoại giao] trả lời.
Thủ tướng giao các bộ: [ORG Công Thương], [ORG Y tế] và [ORG Nội vụ].
Lãnh đạo [ORG Sở Y tế], [ORG Giáo dục và Đào tạo] cùng dự.
Hội nghị Bộ trưởng Quốc phòng [ORG ASEAN] mở rộng khai mạc.
[ORG Bộ Tư lệnh Quân khu 4] diễn tập.
[ORG Chính phủ Hoàng gia Campuchia] cảm ơn.
Trưởng [ORG Ban Quốc tế Trung ương Đoàn] [PER Phạm Mai Chi] và Trưởng [ORG Ban Nội vụ Trung ương] [PER Đoàn Văn Ba].
Bí thư [ORG Thành đoàn] [PER Thái Thị Mận] đến, Phó Chủ tịch [ORG HĐND tỉnh] [PER Y Khăm Niê Kđăm] tiếp.
Đại diện tổ chức [ORG Cầu Vồng Quốc tế] nói; tỉnh tổ chức Ngày vui.
Chủ tịch [ORG Quỹ Lindqvist] và ông [PER Kurt Lind] - Chủ tịch [ORG Lind Group] dự.
Thành viên [ORG Phong trào Không liên kết] ủng hộ, đảng viên [ORG đảng Cộng hòa] phản đối.
[ORG Đài Truyền hình Việt Nam] đưa tin.
"""

LINES_OF_PLACES = """
Tuyến số 1 ([LOC Ngọc Hồi] - [LOC Yên Viên] - [LOC Như Quỳnh]), đoạn [LOC La Sơn]-[LOC Túy Loan].
Đoàn đi [LOC Hội An]-[LOC Quảng Nam] rồi theo [LOC đường cao tốc Thành phố Hồ Chí Minh-Long Thành-Dầu Giây].
Ùn tắc trên các tuyến đường: [LOC Nguyễn Thị Định], [LOC Lê Phụng Hiểu], [LOC Đồng Văn Cống].
[LOC Đường Võ Trần Chí] dài 9 km, ở tổ 52 [LOC phường Minh Tân].
[LOC Nghĩa trang liệt sĩ Đồi 82] được tôn tạo, [LOC Khu kinh tế cửa khẩu tỉnh Cao Bằng] mở rộng.
Hai đầu cầu [LOC Đà Nẵng] và [LOC Daegu] kết nối; huyện miền núi [LOC Nam Trà My] đón khách.
Ông [PER Lê An] - Giám đốc công ty - nói về đường cao tốc ở [LOC Việt Nam].
"""

FIRST_WORDS = """
[LOC Ý] và [LOC Áo] ký kết.
Ý ông là chưa vội.
Anh làm hình ảnh này.
Vụ nổ ở [LOC Manchester], [LOC Anh].
Nhật hoàng [PER Akihito] và vua [PER Harald] hội kiến.
Chủ tịch [ORG Hội hữu nghị Việt - Trung] [PER Nguyễn Xuân Mai] cảm ơn.
Công văn 5319/UBND-SXD đã gửi đi, một cán bộ [ORG Công an phường Trung Hòa] nhận.
"""

CAPITALS = """
HỘI NGHỊ CỦA [ORG MẶT TRẬN TỔ QUỐC VIỆT NAM] TẠI [LOC HÀ NỘI] THÀNH CÔNG
"""

NAMED_AS_A_PLACE = """
Ông [PER Hà Giang] sống ở [LOC Hà Giang], bà [PER Đồng Tháp Mai] quê ở [LOC Đồng Tháp].
Các ông bà [LOC Hà Nội] và bà con cô bác [LOC Cần Thơ] cùng dự.
[ORG Nhà Trắng] ra thông cáo, đoàn khách dừng lại tại [LOC Nhà Trắng].
Đoàn đặt vòng hoa tại [LOC Bảo tàng Lê Văn Tám], [ORG Bảo tàng Lê Văn Tám] cảm ơn.
Công trình [LOC Nhà máy Đạm Phú Hòa] và [LOC nhà máy bột giấy Lâm Sơn] chậm tiến độ.
Gia đình bà ngụ [LOC phường Nguyễn Cư Trinh], con ở [LOC xã Vĩnh Lộc A].
Đường mới chạy qua [LOC ấp Nguyễn Thị Láng], lớp học mở tại [LOC thôn Trần Phú Trung].
Lễ cầu siêu tại [LOC Arabia Saudi] và tàu của [LOC Phillipines] rời bến.
"""

NAMES_OF_PERSONS = """
Hai anh [PER Sùng A Tủa] và [PER H'Loan Mlô] dệt vải, [PER A Biu] hát.
TS [PER Phó Đức Lâm] và bà [PER Rơ Ông Ha Đạt] trình bày.
Nữ hoàng [PER Elizabeth II] tiếp Thủ tướng [PER Lý Gia Minh] ([PER Li Jiaming]).
Trùm ma túy [PER Joaquín "El Gato" Guzmán] ra tòa.
Người bán hàng là [PER Sáu Cồn]; thứ Hai và quý Tư là hạn chót.
Bộ trưởng [ORG Bộ Giáo dục và Đào tạo] [PER Bồ Uy Nhậm] và Chủ tịch công ty [PER Đồng Sĩ Ngà] đến.
Hội nghị bế mạc. [PER Vân Hạnh]/[ORG VOV]
Bộ trưởng [ORG Bộ Công an] [PER Vi Hạ] trả lời, Bộ trưởng [ORG Bộ Y tế] [PER Tô Hạnh] giải trình.
Phó Giám đốc [PER Lê Minh Hạ] Chia sẻ về dự án, Chủ tịch [PER Trần Văn Tư] Trả lời câu hỏi.
Đội đã bắt [PER Tư "Chợ Lớn"] - giang hồ ở bến tàu.
Bà [PER Lê Thu Hằng] năm nay 50 tuổi. Hằng năm, bà tặng 20 suất học bổng; hằng tháng, chị em đến thăm.
"""

BODIES_GO_ON = """
[ORG Tổng công ty Thiết bị Y tế Việt Nam] và [ORG Công ty CP Tập đoàn Sao Biển] góp vốn.
Chủ tịch [ORG HĐQT Công ty CP Địa ốc Sao Biển] từ chức, [ORG công ty Hưng Thịnh Phát] vay nợ.
[ORG Đồn Biên phòng Tân Thanh] phối hợp với [ORG công an huyện Đức Hòa].
[ORG Đội Quản lý thị trường số 14] và [ORG Ngân hàng Ngoại thương - Chi nhánh Huế] báo cáo.
Thường trực [ORG Tỉnh ủy Bến Tre] giao [ORG chi bộ thôn Nà Lại].
Hãng hàng không [ORG Pegaso Air] và hãng xe [ORG Volvo] thua lỗ.
Tham gia trả lời chất vấn: [ORG KH-ĐT], [ORG Tài chính], [ORG Nội vụ].
Bộ trưởng [ORG Bưu chính và Viễn thông] [LOC Lào] thăm các bộ, ngành Trung ương.
Quyết định số 3344/QĐ-TTCP có hiệu lực.
"""

PLACES_BY_NUMBER = """
Tai nạn trên [LOC tỉnh lộ 176], gần [LOC hẻm 14 Ngô Quyền] và [LOC đồi A1]; tổ 3 người đi trước.
Dự án tuyến [LOC đường bộ cao tốc Bắc - Nam] và vùng [LOC Yên Thế].
Phóng viên ở [LOC Khanty-Mansiysk] kể về người [LOC Việt] tại [LOC Lao Chải].
"""

LINES_IN_CAPITALS = """
CHỦ TỊCH [ORG QUỐC HỘI] [PER ÂU THỊ MAI KHANH] TIẾP ĐOÀN
"""

BY_RULES = (NAMED_AS_A_PLACE, NAMES_OF_PERSONS, BODIES_GO_ON, PLACES_BY_NUMBER, LINES_IN_CAPITALS)

TABLES = (
    PERSON_AFTER_BODY,
    BODIES_TO_THEIR_END,
    OFFICES_AND_FIRMS,
    PLACES_OF_THE_PRESS,
    PEOPLES_OF_MANY_NATIONS,
    LOWER_CASE_HEADS,
    COORDINATION,
    NO_NAMES,
    PLACES,
    PEOPLE,
    CAPITALS,
    LONG_BODIES,
    LINES_OF_PLACES,
    FIRST_WORDS,
)


def cases(*blocks: str) -> list[str]:
    return [line for block in blocks for line in block.strip().split("\n")]


def found(text: str) -> list[tuple[int, int, str]]:
    return [(m.start, m.end, m.type) for m in find_names(document(text))]


def shown(text: str, spans: list[tuple[int, int, str]]) -> str:
    """The text with its spans in brackets: what a failing test shows."""
    for start, end, kind in reversed(spans):
        text = f"{text[:start]}[{kind} {text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize("marked", cases(*TABLES))
def test_names_of_a_sentence(marked: str) -> None:
    text, spans = parse(marked)
    assert shown(text, found(text)) == shown(text, spans)


@pytest.mark.parametrize("marked", cases(*BY_RULES))
def test_rules_without_the_model(marked: str) -> None:
    text, spans = parse(marked)
    read = read_by_rules(document(text))
    by_rules = [(c.units[h.start].start, c.units[h.end - 1].end, h.type) for c, hits in read for h in hits]
    assert shown(text, by_rules) == shown(text, spans)


KNOWN_FAILURES = """
Chủ tịch [ORG JCCI] [PER Mimura] phát biểu.
Bộ trưởng [ORG Năng lượng] [LOC Mỹ], [PER Rick Hale], cho biết.
"""


@pytest.mark.xfail(reason="needs evidence that tables and rules do not have", strict=True)
@pytest.mark.parametrize("marked", cases(KNOWN_FAILURES))
def test_known_failures(marked: str) -> None:
    text, spans = parse(marked)
    assert shown(text, found(text)) == shown(text, spans)


def test_a_name_is_known_again_where_nothing_else_shows_it() -> None:
    text, spans = parse("Bà [PER Yulia Petrova] đến. Theo [PER Yulia Petrova], việc đã xong.\nVề [PER YULIA PETROVA]")
    assert shown(text, found(text)) == shown(text, spans)


def test_a_country_that_is_also_a_word_is_known_by_the_rest_of_the_text() -> None:
    text, spans = parse("[LOC Anh] rời khối.\nNước [LOC Anh] và cử tri [LOC Anh] chờ đợi.")
    assert shown(text, found(text)) == shown(text, spans)
    assert "LOC" not in {kind for *_, kind in found("Anh rời khối.\nMột người anh nói.")}


def test_a_foreign_surname_is_known_again() -> None:
    text, spans = parse("Bà [PER Greta Lindqvist] đến. Nhiều người chờ [PER Lindqvist] phát biểu.")
    assert shown(text, found(text)) == shown(text, spans)


def test_an_abbreviation_in_brackets_is_learnt() -> None:
    marked = "[ORG Hội Nghiên cứu Khoa học về Đông Nam Á] ([ORG HNKDA]) ra mắt. Hôm sau [ORG HNKDA] họp."
    text, spans = parse(marked)
    assert [span for span in found(text) if span[2] == "ORG"][1:] == [s for s in spans if s[2] == "ORG"][1:]


PIECES = [
    "Ban",
    "Bộ",
    "Hội",
    "Đảng",
    "Việt",
    "Nam",
    "Nguyễn",
    "Văn",
    "Hồ",
    "Chí",
    "Minh",
    "tỉnh",
    "TP.",
    "UBND",
    "ông",
    "Chủ",
    "tịch",
    "và",
    ",",
    "-",
    "–",
    "(",
    ")",
    "“",
    "”",
    ".",
    "/",
    "1",
    "Á",
    "H'",
    "của",
    "T.Ư",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join) | st.text(max_size=60))
def test_mentions_are_sorted_apart_and_true_to_the_text(text: str) -> None:
    doc = document(text)
    mentions = find_names(doc)
    assert all(doc.text[m.start : m.end] == m.text and m.text.strip() == m.text for m in mentions)
    assert all(before.end <= after.start for before, after in pairwise(mentions))
    assert {m.type for m in mentions} <= {"PER", "ORG", "LOC"} and all(m.found_by and m.entity for m in mentions)


def test_spelling_of_tones_and_composition_do_not_matter() -> None:
    assert [m.text for m in find_names(document("Uỷ viên Bộ Chính trị; Uỷ ban Kiểm tra Trung ương"))] == [
        "Bộ Chính trị",
        "Uỷ ban Kiểm tra Trung ương",
    ]


def test_time_grows_with_the_length_of_a_line_only() -> None:
    """A line without a full stop is one sentence, however long; counted in rule calls, not in seconds."""
    import cProfile
    import pstats

    def calls(times: int) -> int:
        doc = document("Chủ tịch UBND tỉnh Bình Thuận Trần Thị Hoa, Ban Chấp hành và Hội Nông dân " * times)
        profile = cProfile.Profile()
        profile.runcall(find_names, doc)
        return pstats.Stats(profile).total_calls  # type: ignore[attr-defined,no-any-return]

    calls(1)
    assert calls(400) < 2.2 * calls(200)
