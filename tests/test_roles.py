"""Titles and who holds them: where a title ends, whose it is, and what is nobody's.

In the marked sentences ROLE is a title that somebody holds (marked twice where two people share it) and the list
behind gives the holders in the order of the marks. Names are given, so that only the roles are tested.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dnnd
from dnnd.lexicon import table
from dnnd.roles import find_roles
from dnnd.roles.offices import office_key
from dnnd.segment import document
from dnnd.spans import Mention
from notation import parse

AN, BINH, CHI = "Lê Hòa An", "Trần Văn Bình", "Phạm Thị Chi"

BEFORE_THE_NAME = [
    ("[ROLE Tổng thống] mới [PER Lê Hòa An] đến.", [AN]),
    ("[ROLE Thủ tướng [LOC Lào]] - [PER Lê Hòa An] đáp lời.", [AN]),
    ("Theo [ROLE Chủ tịch UBND TP]. [PER Lê Hòa An], đường đã thông.", [AN]),
    ("[ROLE Tổng thống tiền nhiệm [LOC Pháp]] [PER Lê Hòa An] vắng mặt.", [AN]),
    ("[ROLE Người phát ngôn của Thủ tướng [LOC Đức]], ông [PER Lê Hòa An] đáp lời.", [AN]),
    ("[ROLE Trưởng phái đoàn [LOC Việt Nam] tại [ORG Liên hợp quốc]] [PER Phạm Thị Chi] phát biểu.", [CHI]),
    ("[ROLE Phó Trưởng ban chỉ đạo phòng, chống lụt bão [LOC tỉnh Yên Bái]], ông [PER Lê Hòa An] thị sát.", [AN]),
    ("[ROLE trưởng [ORG Ban Chỉ đạo 389]] [PER Lê Hòa An] họp.", [AN]),
    ("[ROLE Chủ tịch đảng [ORG Cây Xanh]] [PER Lê Hòa An] thắng cử.", [AN]),
    ("[ROLE Thứ trưởng [ORG Bộ Ngoại giao]] [PER Lê Hòa An] đồng chủ trì.", [AN]),
    (
        (
            "Phát biểu khai mạc, [ROLE Bí thư [ORG Trung ương Đảng]], [ROLE Chánh [ORG Văn phòng Trung ương "
            "Đảng]] [PER Lê Hòa An] cảm ơn."
        ),
        [AN, AN],
    ),
    (
        (
            "[ROLE Phó Chủ tịch nước], [ROLE Phó Chủ tịch thứ nhất [ORG Hội đồng Thi đua-Khen thưởng Trung "
            "ương]] [PER Phạm Thị Chi] trao quà."
        ),
        [CHI, CHI],
    ),
    ("[ROLE Phó trưởng [ORG Ban Đối ngoại Trung ương]] [PER Lê Hòa An] báo cáo.", [AN]),
    ("[ROLE Trưởng [ORG ban Dân vận Trung ương]] [PER Phạm Thị Chi] đề nghị.", [CHI]),
    ("Đón đoàn có [ROLE Đại sứ [LOC Việt Nam] tại [LOC Campuchia]] [PER Lê Hòa An].", [AN]),
    ("[ROLE Thủ tướng [LOC Campuchia]] Samdech Techo [PER Lê Hòa An] đón đoàn.", [AN]),
    ("[ROLE Bộ trưởng], [ROLE Chủ nhiệm [ORG Văn phòng Chính phủ]] [PER Lê Hòa An] họp báo.", [AN, AN]),
    ("Tân [ROLE Chủ tịch [ORG Hội Chữ thập đỏ Việt Nam]] khóa X, bà [PER Phạm Thị Chi] nhận hoa.", [CHI]),
    ("[ROLE nguyên Chủ tịch [ORG Hội Hữu nghị Việt Nam - Cuba]] [PER Lê Hòa An] ôn lại kỷ niệm.", [AN]),
    ("[ROLE Thượng tướng] [PER Lê Hòa An] và [ROLE Đại tá], TS [PER Trần Văn Bình] cùng dự.", [AN, BINH]),
    ("[ROLE Chủ tịch [ORG Diễn đàn Nhân dân]] ([ORG APF]) [PER Lê Hòa An] phát biểu.", [AN]),
    (
        (
            "[ROLE Trợ lý Bộ trưởng [ORG Ngoại giao]], [ROLE Đặc phái viên của Thủ tướng [ORG Chính phủ]] [PER "
            "Lê Hòa An] đến."
        ),
        [AN, AN],
    ),
    ("Ông mời [ROLE giám đốc [ORG Sở Y tế Huế]] [PER Lê Hòa An] lên bục.", [AN]),
    ("[ROLE Thủ tướng [ORG Chính phủ] Hoàng gia [LOC Campuchia]] Samdech [PER Lê Hòa An] đến.", [AN]),
    ("[ROLE Trưởng [ORG Ban Thanh niên] quân đội] [PER Lê Hòa An] đánh giá.", [AN]),
    ("[ROLE Chủ tịch UBND tỉnh] [PER Lê Hòa An] tiếp đoàn.", [AN]),
    ("[ROLE Bộ trưởng phát triển kinh tế [LOC Nga]] [PER Lê Hòa An] đáp lời.", [AN]),
    ("Theo ông [PER Trần Văn Bình], [ROLE Giám đốc [ORG Sở Y tế]] là bà [PER Phạm Thị Chi].", [CHI]),
    ("Ông [PER Trần Văn Bình], [ROLE Chủ tịch [ORG Quỹ Hòa bình]], [ROLE Thủ tướng] [PER Lê Hòa An] đến.", [BINH, AN]),
    ("[ROLE Bộ trưởng Kế hoạch và Đầu tư] [PER Lê Hòa An] trả lời.", [AN]),
    ("[ROLE Cố vấn cấp cao về châu Á] [PER Lê Hòa An] đến.", [AN]),
    ("[ROLE Đặc phái viên [ORG Liên hợp quốc] về vấn đề nhân đạo], ông [PER Lê Hòa An], đến.", [AN]),
    ("[ROLE Giám đốc [ORG Hội đồng Hòa bình] của [LOC Nhà Xanh] về tình báo] [PER Lê Hòa An] đến.", [AN]),
    ("[ROLE Bộ trưởng] [ROLE Chủ nhiệm [ORG Văn phòng Chính phủ]] [PER Lê Hòa An] họp báo.", [AN, AN]),
    ("[ROLE Thủ tướng [LOC Lào]], [PER Lê Hòa An] và phu nhân đến.", [AN]),
    (
        "[ROLE nhà đàm phán của [ORG EU]] là ông [PER Lê Hòa An] và [ROLE Bộ trưởng Nội vụ của [LOC Lào]] [PER Chi].",
        [AN, "Chi"],
    ),
    ("[ROLE Chuyên viên] [PER Lê Hòa An] và [ROLE Điều tra viên] [PER Trần Văn Bình] ký biên bản.", [AN, BINH]),
    ("Bà [PER Phạm Thị Chi] là nữ [ROLE nghị sĩ đầu tiên của [LOC Lào]].", [CHI]),
]

ROYAL = [
    (
        (
            "[ROLE Nhà vua [LOC Bhutan]] [PER Lê Hòa An] và [ROLE Hoàng hậu] [PER Phạm Thị Chi] đến. "
            "[ROLE Nhà Vua] và [ROLE Hoàng hậu [LOC Bhutan]] cảm ơn."
        ),
        [AN, CHI, AN, CHI],
    ),
    ("[ROLE Quốc vương [LOC Bhutan]] [PER Lê Hòa An] đến. [ROLE Nhà vua] cảm ơn.", [AN, AN]),
    ("[ROLE Tổng thống] [PER Lê Hòa An] đến. Tổng thống [LOC Bhutan] gửi điện.", [AN]),
    ("[ROLE Thái tử] [PER Lê Hòa An], [ROLE Công nương] [PER Phạm Thị Chi] và Vua đầu bếp cùng dự.", [AN, CHI]),
]

TWO_PEOPLE = [
    (
        (
            "Gặp [ROLE Bộ trưởng Ngoại giao [LOC Ấn Độ]] [PER Phạm Thị Chi], [ROLE Phó Thủ tướng], "
            "[ROLE Bộ trưởng Ngoại giao] [PER Lê Hòa An] cảm ơn."
        ),
        [CHI, AN, AN],
    ),
    ("Thừa ủy quyền của Thủ tướng [ORG Chính phủ], [ROLE Bộ trưởng Công Thương] [PER Lê Hòa An] trình bày.", [AN]),
    ("[ROLE Thủ tướng] kiêm [ROLE Bộ trưởng Ngoại giao] [PER Lê Hòa An] đến.", [AN, AN]),
    ("Tiếp Chủ tịch kiêm Giám đốc [ORG Tập đoàn Sao Mai], [ROLE Thủ tướng] [PER Lê Hòa An] đề nghị.", [AN]),
    (
        "Ông [PER Lê Hòa An] -- [ROLE Nguyên Bộ trưởng [ORG Bộ Y tế]] - Ông [PER Trần Văn Bình] -- [ROLE Cục trưởng].",
        [AN, BINH],
    ),
    ("Có hai Trưởng ban - hàm Phó giám đốc, bà [PER Phạm Thị Chi] giải thích.", []),
    (
        "[ROLE Giám đốc [ORG Công an Nghệ An]] [PER Lê Hòa An]. [ROLE Giám đốc [ORG Công an Nghệ An]] Dân mình.",
        [AN, AN],
    ),
    ("Bà [PER Phạm Thị Chi], [ROLE Trưởng đại diện tổ chức [ORG Cầu Vồng]], đến.", [CHI]),
    ("Ông [PER Lê Hòa An], [ROLE Giám đốc Chương trình] sinh kế, đến.", [AN]),
]

AFTER_THE_NAME = [
    ("Ông [PER Lê Hòa An], 52 tuổi, [ROLE Giám đốc [ORG Sở Y tế]], đến.", [AN]),
    (
        "Ông [PER Lê Hòa An] (sinh năm 1960), [ROLE nguyên [ORG Huyện ủy] viên], hiện là [ROLE Bí thư Đảng ủy].",
        [AN, AN],
    ),
    ("Bà [PER Phạm Thị Chi], [ROLE Ủy viên Thường vụ], [ROLE Trưởng [ORG Ban Dân vận]], đến.", [CHI, CHI]),
    (
        "Ông [PER Lê Hòa An], [ROLE Hiệu trưởng [ORG Trường Đại học Ánh Dương]], [ROLE TGĐ Sao Mai] chia sẻ: được.",
        [AN, AN],
    ),
    (
        "Bà [PER Phạm Thị Chi], [ROLE Trưởng phòng Thanh tra [ORG Trường Sư phạm], [ORG Đại học Ánh Dương]], đến.",
        [CHI],
    ),
    (
        (
            "Đồng chí [PER Lê Hòa An], [ROLE Ủy viên [ORG Bộ Chính trị]], [ROLE Thường trực [ORG Ban Bí thư]], "
            "dự Hội nghị."
        ),
        [AN, AN],
    ),
    (
        "Ông [PER Lê Hòa An] - [ROLE Uỷ viên [ORG Bộ Chính trị]], [ROLE Bí thư [ORG Trung ương Đảng]] nhấn mạnh.",
        [AN, AN],
    ),
    (
        (
            "Đến dự có [PER Lê Hòa An], [ROLE Bí thư [ORG Tỉnh ủy]]; [PER Trần Văn Bình], [ROLE Phó Giám đốc "
            "[ORG Sở Y tế]]."
        ),
        [AN, BINH],
    ),
    ("Ông [PER Trần Văn Bình] ([ROLE Tổng Giám đốc [ORG Công ty Ánh Dương]]) cho biết.", [BINH]),
    ("Ông [PER Lê Hòa An], [ROLE Phó Vụ trưởng [ORG Vụ Tổ chức cán bộ], [ORG Bộ Xây dựng]], phát biểu.", [AN]),
    ("Bà [PER Phạm Thị Chi], đại biểu [ORG Quốc hội], [ROLE Chủ tịch [ORG Hội Nông dân]] khóa VI, góp ý.", [CHI]),
    ("Ông [PER Lê Hòa An], [ROLE Vụ trưởng Vụ pháp chế], nói rõ.", [AN]),
    ("Ông [PER Lê Hòa An], [ROLE Trưởng ban Chỉ đạo cải cách hành chính của [ORG Chính phủ]], nói rõ.", [AN]),
    ("Bà [PER Phạm Thị Chi] là [ROLE Hiệu trưởng [ORG Trường THPT Ba Đình]].", [CHI]),
    (
        "Ông [PER Lê Hòa An] – [ROLE Phó phòng [ORG Kế hoạch]], [PER Trần Văn Bình] – [ROLE Chuyên viên], đến.",
        [AN, BINH],
    ),
    ("Bà [PER Phạm Thị Chi], nữ chính khách được yêu mến, [ROLE chủ tịch đầu tiên của [ORG Hội Nhà báo]], đến.", [CHI]),
    ("Ông [PER Lê Hòa An], [ROLE Phó Chủ tịch không chuyên trách [ORG Hội Nông dân]], góp ý.", [AN]),
    ("Ông [PER Lê Hòa An], một [ROLE cựu Giám đốc [ORG Sở Y tế]], nhớ lại.", [AN]),
    ("Ông [PER Lê Hòa An] – [ROLE Phó Giám đốc [ORG Sở Y tế]] ([ROLE Trưởng đoàn] đi công tác) – đến.", [AN, AN]),
]

OFFICE = [
    (
        (
            "Ông [PER Lê Hòa An] đã qua các chức vụ: [ROLE Bí thư [ORG Huyện ủy]]; [ROLE Giám đốc [ORG Sở Y tế]]; "
            "[ROLE Phó Chủ tịch [ORG UBND tỉnh]]."
        ),
        [AN, AN, AN],
    ),
    ("[ORG Tỉnh ủy] cho thôi chức [ROLE Giám đốc [ORG Sở Y tế]], đối với ông [PER Lê Hòa An].", [AN]),
    ("Ông [PER Lê Hòa An] đến. Năm năm làm [ROLE Bí thư [ORG Tỉnh ủy]], ông đi nhiều nơi.", [AN]),
    ("Ông [PER Lê Hòa An] đến. Ông từng giữ chức [ROLE Giám đốc [ORG Sở Y tế]].", [AN]),
    (
        "Ông [PER Lê Hòa An] vui, bà [PER Phạm Thị Chi] buồn. Ông [PER Lê Hòa An] đi. Bà từng làm Bí thư [ORG Tỉnh ủy].",
        [],
    ),
    ("[ORG Bộ Chính trị] phân công ông [PER Lê Hòa An] làm [ROLE Phó Trưởng [ORG Ban Kinh tế Trung ương]].", [AN]),
    ("Bà đã ký quyết định bổ nhiệm chức vụ [ROLE Giám đốc [ORG Sở Y tế]] cho ông [PER Trần Văn Bình].", [BINH]),
    (
        (
            "Ông [PER Lê Hòa An] thôi giữ chức [ROLE Bí thư [ORG Thành ủy]], được phân công nhiệm vụ [ROLE Phó "
            "Trưởng [ORG Ban Kinh tế Trung ương]]."
        ),
        [AN, AN],
    ),
    ("Bà [PER Phạm Thị Chi] học luật. Sau đó bà học nghề và trở thành [ROLE thẩm phán].", [CHI]),
    ("Bà [PER Phạm Thị Chi] về. Luật ra đời khi bà làm [ROLE Bộ trưởng Y tế].", [CHI]),
    (
        (
            "Ông [PER Lê Hòa An] được đưa về làm [ROLE chuyên viên [ORG Sở Y tế]], "
            "ông [PER Trần Văn Bình] làm [ROLE Chánh thanh tra]."
        ),
        [AN, BINH],
    ),
    (
        (
            "[ORG Tỉnh ủy] cho thôi chức [ROLE Ủy viên [ORG Ban Chấp hành Đảng bộ xã]] và thôi chức "
            "[ROLE Chủ tịch [ORG UBND xã]] đối với ông [PER Lê Hòa An]."
        ),
        [AN, AN],
    ),
    ("Ông [PER Lê Hòa An] được bầu làm [ROLE Trưởng đoàn ĐBQH].", [AN]),
    ("Bà [PER Phạm Thị Chi] là [ROLE Viện sĩ [ORG Viện Hàn lâm Lào]]; Viện sĩ [PER Lê Hòa An] đến.", [CHI]),
]

SHARED = [
    (
        (
            "Các đồng chí [ROLE [ROLE Phó Giám đốc [ORG Sở Y tế]]]: [PER Lê Hòa An], [PER Trần Văn Bình]; "
            "[ROLE Chánh văn phòng] [PER Phạm Thị Chi] cùng dự."
        ),
        [AN, BINH, CHI],
    ),
    ("Các [ROLE [ROLE Phó Thủ tướng]]: [PER Lê Hòa An], [PER Trần Văn Bình] cùng dự.", [AN, BINH]),
    ("Cùng dự có các [ROLE [ROLE Phó Chủ tịch [ORG Quốc hội]]] [PER Phạm Thị Chi] và [PER Lê Hòa An].", [CHI, AN]),
    (
        (
            "Các đồng chí [ROLE [ROLE Ủy viên [ORG Bộ Chính trị]]]: [PER Lê Hòa An], [ROLE Bí thư [ORG Tỉnh ủy]]; "
            "[ROLE Chủ tịch [ORG Quốc hội]] [PER Phạm Thị Chi]; cùng ông [PER Trần Văn Bình]."
        ),
        [AN, CHI, AN, CHI],
    ),
]

WITHOUT_A_NAME = [
    (
        (
            "[ROLE Tổng thống [LOC Pháp]] [PER Lê Hòa An] đến. Ông [PER Lê Hòa An] đi; ông [PER Lê Hòa An] hứa. Thời "
            "[ROLE Tổng thống [LOC Pháp]] [PER Trần Văn Bình] đã qua. [ROLE Tổng thống [LOC Pháp]] cảm ơn."
        ),
        [AN, BINH, AN],
    ),
    ("[ROLE Tổng thống [LOC Pháp]] [PER Lê Hòa An] đến. Ba năm sau tổng thống chưa về.", [AN]),
    ("[ROLE Tổng thống [LOC Pháp]] [PER Lê Hòa An] đến [LOC Huế], nơi [ROLE tổng thống [LOC Pháp]] nghỉ.", [AN, AN]),
    (
        (
            "[ROLE Đại sứ [LOC Lào] tại [LOC Việt Nam]] đến\nSáng nay [ROLE Đại sứ đặc mệnh toàn quyền [LOC Lào]] "
            "[PER Lê Hòa An] đến."
        ),
        [AN, AN],
    ),
    ("[ROLE Thủ tướng] [PER Lê Hòa An] khai mạc. [ROLE Thủ tướng] nhấn mạnh ba việc.", [AN, AN]),
    ("[ROLE Thủ tướng] thăm [LOC Huế]\nSáng nay, [ROLE Thủ tướng] [PER Lê Hòa An] đã đến.", [AN, AN]),
    (
        (
            "[PER Lê Hòa An], [ROLE Trưởng [ORG Ban Đối ngoại Trung ương]], bế mạc. [ROLE Trưởng [ORG Ban Đối "
            "ngoại Trung ương]] cảm ơn."
        ),
        [AN, AN],
    ),
    ("[ROLE Bộ trưởng [ORG Bộ Y tế]] [PER Phạm Thị Chi] họp. Theo [ROLE Bộ trưởng], dịch đã lắng.", [CHI, CHI]),
    (
        (
            "[ROLE Thủ tướng] [PER Lê Hòa An] tiếp [ROLE Thủ tướng [LOC Lào]] [PER Trần Văn Bình]. [ROLE Thủ "
            "tướng] vui mừng."
        ),
        [AN, BINH, AN],
    ),
    (
        (
            "[ROLE Thủ tướng] [PER Lê Hòa An] đến. [ROLE Thủ tướng] [PER Trần Văn Bình] đáp. "
            "[ROLE Thủ tướng] [PER Lê Hòa An] cảm ơn. [ROLE Thủ tướng] vui mừng."
        ),
        [AN, BINH, AN, AN],
    ),
    ("[ROLE Thủ tướng] [PER Lê Hòa An] đến thăm. Tiếp ông [PER Trần Văn Bình], [ROLE Thủ tướng] cảm ơn.", [AN, AN]),
    ("[ROLE Thủ tướng [ORG Chính phủ]] [PER Lê Hòa An] kết luận. [ROLE Thủ tướng] yêu cầu rà soát.", [AN, AN]),
    (
        (
            "[ROLE Bộ trưởng [ORG Bộ Y tế]] [PER Phạm Thị Chi] nói; [ROLE Bộ trưởng [ORG Bộ Công an]] [PER Lê "
            "Hòa An] tiếp lời. [ROLE Bộ trưởng [ORG Bộ Y tế]] ghi nhận."
        ),
        [CHI, AN, CHI],
    ),
    ("[ROLE Phó Chủ tịch nước] [PER Phạm Thị Chi] đến. [ROLE Phó Chủ tịch] cảm ơn.", [CHI, CHI]),
]

NOBODY = [
    "Theo đặc phái viên TTXVN, ông [PER Lê Hòa An] đã đến; Tổ công tác của Thủ tướng họp.",
    "Ông [PER Lê Hòa An] đánh giá cao vai trò điều phối viên của [LOC Lào].",
    "Ông [PER Lê Hòa An] công bố các bổ nhiệm cho chức danh Bộ trưởng [ORG Bộ Y tế].",
    "Ứng cử viên Tổng thống [PER Lê Hòa An] vận động. Cuộc bầu cử tổng thống [LOC Pháp] đến gần.",
    "Ông [PER Lê Hòa An] có thể được bổ nhiệm làm Bộ trưởng [ORG Bộ Y tế].",
    "Ông [PER Lê Hòa An] tố cáo chồng là Giám đốc [ORG Công ty Sao Mai], các cán bộ nguyên là Ủy viên [ORG Tỉnh ủy].",
    "Ông [PER Lê Hòa An], Bộ trưởng các bộ và bà [PER Phạm Thị Chi] cùng dự.",
    (
        "Đồng chí [PER Phạm Thị Chi] nói, [LOC Việt Nam] đảm nhận các nhiệm vụ là Chủ tịch [ORG ASEAN] và "
        "nhiệm vụ Ủy viên không thường trực [ORG Hội đồng Bảo an]."
    ),
    "Ông [PER Lê Hòa An] và các đại biểu [ORG Quốc hội] nghe ý kiến của Bộ trưởng [ORG Bộ Y tế].",
    "Đồng chí [PER Lê Hòa An] làm việc với lãnh đạo [ORG Văn phòng Chủ tịch nước] tại [LOC Phủ Chủ tịch].",
    "Hội nghị cử Chủ tịch mới thay ông [PER Lê Hòa An].",
    "GS.TS. [PER Lê Hòa An] trình bày; nguyên nhân và nhiệm vụ phó thác đã rõ.",
    "Thứ trưởng các bộ và các Phó Chủ tịch cùng ông [PER Lê Hòa An] bàn việc.",
]

HELD = (
    BEFORE_THE_NAME
    + ROYAL
    + TWO_PEOPLE
    + AFTER_THE_NAME
    + OFFICE
    + SHARED
    + WITHOUT_A_NAME
    + [(marked, []) for marked in NOBODY]
)


def names_of(text: str, spans: list[tuple[int, int, str]]) -> list[Mention]:
    return [Mention(s, e, text[s:e], kind, text[s:e], "given") for s, e, kind in spans if kind != "ROLE"]


@pytest.mark.parametrize(("marked", "people"), HELD)
def test_finds_each_title_and_its_holder(marked: str, people: list[str]) -> None:
    text, spans = parse(marked)
    found = find_roles(document(text), names_of(text, spans))
    roles = [text[start:end] for start, end, kind in spans if kind == "ROLE"]
    assert [(r.text, r.person) for r in found] == list(zip(roles, people, strict=True))
    assert [(r.start, r.end) for r in found] == [(start, end) for start, end, kind in spans if kind == "ROLE"]


def test_person_is_the_fullest_form_of_the_name_in_the_text() -> None:
    text, spans = parse(
        "Bộ trưởng [PER An] nói. Ông [PER Lê Hòa An] đến. Tổng thống [PER J. Ek] đi, [PER Jan Ek] ở lại."
    )
    assert [r.person for r in find_roles(document(text), names_of(text, spans))] == [AN, "Jan Ek"]


def test_the_same_title_in_another_country_is_another_office() -> None:
    marked = "[PER Trần Văn Bình], Thủ tướng [LOC Lào], đến. Thủ tướng [LOC Nhật Bản] gửi điện."
    text, spans = parse(marked)
    assert [r.text for r in find_roles(document(text), names_of(text, spans))] == ["Thủ tướng Lào"]


def test_extents_of_the_table_are_known() -> None:
    known = {"alone", "named", "body", "body_required", "post", "of_title", ""}
    assert {entry.more["extent"] for entry in table("titles")} == known


@pytest.mark.parametrize(
    "titles",
    [
        ("Ủy viên Trung ương Đảng", "Uỷ viên Ban Chấp hành Trung ương Đảng", "Ủy viên BCH T.Ư Đảng"),
        ("Thủ tướng", "Thủ tướng Chính phủ"),
        ("Bộ trưởng Ngoại giao", "Bộ trưởng Bộ Ngoại giao", "Bộ trưởng Bộ Ngoại giao Việt Nam"),
        ("Bộ trưởng Kế hoạch - Đầu tư", "Bộ trưởng Bộ Kế hoạch và Đầu tư", "Bộ trưởng KH&ĐT"),
        ("Phó Chủ tịch UBND TP.HCM", "Phó Chủ tịch Ủy ban nhân dân Thành phố Hồ Chí Minh"),
        ("Tổng thống Mỹ", "Tổng thống Hoa Kỳ"),
        ("Trưởng ban Dân vận T.Ư", "Trưởng Ban Dân vận Trung ương"),
    ],
)
def test_titles_of_one_office_have_one_key(titles: tuple[str, ...]) -> None:
    assert len({office_key(title) for title in titles}) == 1


def test_other_offices_have_other_keys() -> None:
    titles = ["Đại sứ Việt Nam tại Lào", "Đại sứ Lào tại Việt Nam", "Thủ tướng", "Phó Thủ tướng", "nguyên Thủ tướng"]
    titles += ["Thủ tướng Lào", "Bộ trưởng Ngoại giao Lào", "Bộ trưởng", "Bộ trưởng Ngoại giao", "Trưởng ban"]
    assert len({office_key(title) for title in titles}) == len(titles)


@pytest.mark.parametrize("title", ["", "-", "nguyên", "Phó", "Thủ tướng,", "ông", "Bộ trưởng của", "phó nguyên quyền"])
def test_any_text_has_an_office_key(title: str) -> None:
    assert office_key(title) == office_key(title.upper())


@pytest.mark.parametrize(
    "piece", ["Trợ lý ", "thường trực ", "Phó ", "nguyên ", "Chủ tịch - ", "Chủ tịch, ", "Đại sứ tại ", "các "]
)
def test_long_repetitions_neither_recurse_nor_hang(piece: str) -> None:
    assert find_roles(document("Chủ tịch " + piece * 4_000), []) == []


PIECES = """[PER An]|[PER Lê Bình]|[ORG Bộ Y tế]|[LOC Lào]|Thủ tướng|Phó|nguyên|Bộ trưởng|Chủ tịch|Đại sứ|tại|của|,|-
|(|)|;|.|các|ông|và|là|Trưởng|Trợ lý|thường trực|khóa X|nhấn mạnh|\n|giữ chức"""


@given(st.lists(st.sampled_from(PIECES.split("|")), max_size=30))
def test_roles_are_slices_in_order_held_by_people_of_the_text(pieces: list[str]) -> None:
    text, spans = parse(" ".join(pieces))
    doc = document(text)
    roles = find_roles(doc, names_of(text, spans))
    assert all(doc.text[r.start : r.end] == r.text and r.person in ("An", "Lê Bình") for r in roles)
    assert [r.start for r in roles] == sorted(r.start for r in roles)


def test_a_rank_that_begins_like_former_is_a_title() -> None:
    """ "nguyên soái" is a marshal; "nguyên" alone before a title is a former holder."""
    (role,) = dnnd.find_roles("Nguyên soái Lê Văn Tám thăm Huế.")
    assert (role.text, role.person) == ("Nguyên soái", "Lê Văn Tám")
