"""The report date: value, confidence and evidence for each rule, and the traps where the year must stay open."""

import datetime

import pytest

from dnnd.report_date import report_date

LEADS = [
    # (a) a year reviewed and the next one's tasks
    ("Ngày 23/12, tại Huế, Hội tổng kết công tác năm 2020 và triển khai nhiệm vụ năm 2021.", "2020-12-23", "high"),
    ("Sáng 6/1, tại Huế, Hội tổng kết công tác năm 2019, triển khai nhiệm vụ năm 2020.", "2020-01-06", "high"),
    # (b) a half year
    ("Chiều 8/7, Hội sơ kết công tác 6 tháng đầu năm 2020.", "2020-07-08", "high"),
    # a full date in the lead
    ("Ngày 5/3/2019, tại Huế, Hội đã họp.", "2019-03-05", "high"),
    ("Ngày 5 tháng 3 năm 2019, tại Huế, Hội đã họp.", "2019-03-05", "high"),
    # (c) a full date near it
    ("Sáng 14/4, Hội trao quà. Đợt trước diễn ra ngày 31/3/2020.", "2020-04-14", "medium"),
    ("Chiều 31/5, Hội họp. Các chi hội gửi báo cáo trước ngày 15/6/2017.", "2017-05-31", "medium"),
    # the months so far, a quarter, the months to come
    ("Sáng 9/6, Hội họp về kết quả năm tháng đầu năm 2017.", "2017-06-09", "medium"),
    ("Chiều 25.5, Hội họp. Số hội viên quý I.2017 tăng nhẹ.", "2017-05-25", "medium"),
    ("Sáng 11/6, Hội bàn việc 6 tháng cuối năm 2017.", "2017-06-11", "medium"),
    # an anniversary
    ("Tối 16/10, Hội mừng Ngày thành lập (20/10/1930 - 20/10/2010).", "2010-10-16", "medium"),
    # an event that bears its year
    ("Sáng 20/5, Hội bàn việc đón bạn dự APEC 2017. Lễ hội APEC 2017 mở cửa tự do.", "2017-05-20", "low"),
    # today, yesterday, tomorrow
    ("Ngày 2/6, đoàn tới Huế. Hôm nay 3-6, đoàn họp.", "XXXX-06-03", "low"),
    ("Hội họp tối qua (31/12/2019).", "2020-01-01", "medium"),
    ("Ngày mai (13/6), Hội sẽ họp.", "XXXX-06-12", "low"),
    # a planned day is not the report's
    ("Ngày 13/6, Hội sẽ họp tại Huế. Chiều 9/6, việc chuẩn bị đã xong.", "XXXX-06-09", "low"),
    ("Hội chợ sẽ khai mạc vào ngày 13/6. Chiều 9/6, việc chuẩn bị đã xong.", "XXXX-06-09", "low"),
    ("Hội chợ khai mạc ngày 13/6 tới. Chiều 9/6, việc chuẩn bị đã xong.", "XXXX-06-09", "low"),
    # a year that no report is of
    ("Sáng 4/7, Hội sơ kết quý II/0575.", "XXXX-07-04", "low"),
    ("Sáng 4/7, Hội sơ kết 6 tháng đầu năm 0213.", "XXXX-07-04", "low"),
    ("Sáng 4/7/0981, Hội họp.", "", ""),
    # nor is the first day of a stretch, or a range of numbers
    ("Đoàn thăm Lào từ ngày 13/6 đến 15/6.", "", ""),
    ("Mỗi nhóm có từ 8-12 người.", "", ""),
    # a new sentence without its full stop before, and words that close what was planned
    ("Đường sẽ sớm được mở Sáng 8/2, Sở đã khởi công cầu.", "XXXX-02-08", "low"),
    ("“Hội sẽ cố gắng”, bà nói chiều 8/2.", "XXXX-02-08", "low"),
    # (d) a weekday
    ("Sáng thứ Ba, 5/11, Hội họp. Kế hoạch của năm 2018 đã xong, năm 2019 còn ba việc.", "2019-11-05", "medium"),
    # (e) adjoining periods; the year's tasks with the rest of the year
    ("Sáng 18/5, Hội bàn kết quả nhiệm kỳ 2014-2019 và phương hướng 2019-2024.", "2019-05-18", "medium"),
    ("Sáng 16/7, Hội họp. Từ nay đến cuối năm, Hội làm tiếp nhiệm vụ năm 2020.", "2020-07-16", "medium"),
    # (f) a year named twice
    ("Sáng 3/9, Hội họp. Năm 2020 khó khăn, nhưng năm 2020 cũng nhiều tình nghĩa.", "2020-09-03", "low"),
    # nothing tells the year
    ("Sáng 10/7, tại Huế, Hội đã họp.", "XXXX-07-10", "low"),
    # no day at all
    ("Hội đã họp trong không khí vui tươi.", "", ""),
]


@pytest.mark.parametrize(("text", "value", "confidence"), LEADS)
def test_lead(text: str, value: str, confidence: str) -> None:
    found = report_date(text)
    assert (found.value, found.confidence) == (value, confidence)
    assert bool(found.evidence) == bool(value)


TRAPS = [
    # an anniversary on the same day of another century
    "Chiều 21/6, hai nước mít tinh kỷ niệm ngày 21/6/1977.",
    "Tối 16/10, Hội mừng Ngày thành lập 20/10/1930. Đến năm 2030 sẽ rõ.",
    # early in a year the year most talked of is the last one
    "Sáng 3/2, Hội họp. Năm 2019 khó khăn, nhưng năm 2019 cũng nhiều tình nghĩa.",
    # next year's plan; a law's year
    "Sáng 8/9, Hội bàn chương trình năm 2018 và dự toán năm 2018.",
    "Sáng 31/5, Hội nghe phổ biến luật có hiệu lực từ ngày 1/7/2016; năm ấy Nghị định 52/2017/NĐ-CP chưa có.",
    # terms of a person, no congress
    "Chiều 15/5, Hội tiễn bà Lê Thị Mận, ủy viên nhiệm kỳ 2005-2010, 2010-2015.",
    # the day of a document
    "Sáng 6/7, Hội nghe phổ biến Chỉ thị 04 ngày 6/7/2011.",
    # a horizon
    "Ngày 6/2, Hội bàn mục tiêu đến năm 2030, tầm nhìn đến năm 2045.",
    # a weekday that disagrees
    "Sáng thứ Hai, 5/11, Hội họp. Việc của năm 2019, của cả năm 2019.",
]


@pytest.mark.parametrize("text", TRAPS)
def test_traps_leave_the_year_open_or_are_not_sure(text: str) -> None:
    found = report_date(text)
    assert found.value.startswith("XXXX") or found.confidence == "low"


def test_what_the_user_gives_wins() -> None:
    given = datetime.date(2018, 2, 3)
    found = report_date("Ngày 5/3/2019, Hội họp.", "2020-12-23-a.txt", "2020", given)
    assert (found.day, found.confidence) == (given, "given")


def test_the_file_name_wins_over_the_text() -> None:
    found = report_date("Ngày 5/3/2019, Hội họp.", "x/2020-12-23-a.txt")
    assert (found.value, found.evidence) == ("2020-12-23", "file name: 2020-12-23-a.txt")


def test_a_byline_wins_over_the_lead() -> None:
    assert report_date("Sáng 5/3, Hội họp.", bylines=["Thứ Tư, 6/3/2019"]).value == "2019-03-06"


def test_the_label_is_the_last_resort() -> None:
    assert report_date("Sáng 5/3, Hội họp.", label="2020").value == "2020-03-05"
    assert report_date("Sáng 29/2, Hội họp.", label="2019").value == "XXXX-02-29"


def test_a_clue_that_the_label_contradicts_counts_for_nothing() -> None:
    """A report filed under a year speaks in it, or early in the next."""
    text = "Sáng 9/9, Hội họp. Năm 2012 khó khăn, nhưng năm 2012 cũng nhiều tình nghĩa."
    assert [report_date(text, label=label).value for label in (None, "2020")] == ["2012-09-09", "2020-09-09"]


@pytest.mark.parametrize("text", ["Sáng 32/13, Hội họp.", "Ngày 0/5, Hội họp.", "Ngày 30/2, Hội họp."])
def test_days_that_no_calendar_has(text: str) -> None:
    assert report_date(text).value == ""
