"""The rules for single calendar dates: days, months, years, parts of a year; numbers that are dates without a noun."""

from __future__ import annotations

import re
from functools import cache

from dnnd.date_words import any_of, pattern, year_names, year_of_name
from dnnd.dates.days import day_at, names_part, stamp_at
from dnnd.dates.page import Page
from dnnd.dates.periods import (
    bare_month_at,
    bare_year_at,
    century_at,
    decade_at,
    month_at,
    named_year_at,
    part_at,
    quarter_at,
    season_at,
    week_at,
    weekend_at,
    whole_year_at,
    year_at,
)  # fmt: skip
from dnnd.dates.reading import Reading
from dnnd.dates.records import COUNT, DIGIT, Rule, count_of, mark, marked
from dnnd.dates.values import Point, first_months, last_months
from dnnd.spans import Timex

# --- single dates --------------------------------------------------------------------------------------------------


def read_stamp(page: Page, at: int) -> list[Timex]:
    """A day with its noun, weekday, part of day or clock time: "Sáng 6/1", "ngày 16 tháng 6 năm 2022"."""
    reading = stamp_at(page, at)
    if reading is None or _is_counted_day(page, reading):
        return []
    if page.key[at].isdigit() and page.preceded(at, "place_head"):  # "phố 19 Tháng 8"
        return []
    if reading.kind == "clock" and not _is_clock(page, reading):
        return []
    return marked(page, reading)


def _is_counted_day(page: Page, reading: Reading) -> bool:
    """ "mỗi ngày 2 buổi": a day number without a month, with a thing counted behind or "mỗi" before."""
    if not reading.point.day or reading.point.month or reading.kind != "day":
        return False
    before = page.words_before(reading.start)
    return page.followed(reading.end, "count_noun") or not {"mỗi", "một", "hằng", "hàng", "1", "01"}.isdisjoint(before)


_COLON = re.compile(r"\d{1,2}:")
_HOUR_AND_MINUTES = re.compile(r"(?:[6-9]|[12]\d) ?(?:h|giờ) ?\d")  # "2h30" may well be how long it took


def _is_clock(page: Page, reading: Reading) -> bool:
    """A time without its day: "lúc 8 giờ", not "trong 8 giờ"; "14:30" only behind "lúc"."""
    text = page.key[reading.start : reading.end]
    about = bool(_HOUR_AND_MINUTES.match(text)) and page.key.endswith(("khoảng ", "tầm "), 0, reading.start)
    cued = about or page.preceded(reading.start, "before_clock") or names_part(page, reading)
    if page.preceded(reading.start, "duration_cue") and not cued:
        return False
    if _COLON.match(text) or reading.point.time.startswith("T24"):
        return cued
    opens = page.text[max(0, reading.start - 2) : reading.start].strip() in ("", ".")
    return cued or opens or not text.endswith("giờ")


_CLOSED = re.compile(r" ?[,.;)\n]|$")
_PARENTHESIS = re.compile(r" ?[),;-]")


def read_number(page: Page, at: int) -> list[Timex]:
    """A date in digits without a noun: full, or a day/month that brackets or the word before tell from a fraction."""
    if not page.is_number_start(at) or page.preceded(at, "document_head") or page.preceded(at, "place_head"):
        return []
    reading = day_at(page, at, bare=True)
    is_full = reading and reading.point.year is not None and page.key[reading.end - 1].isdigit()
    if reading and not is_full and not _is_bare_day(page, reading):
        return []
    return marked(page, reading or bare_month_at(page, at))


def _is_bare_day(page: Page, reading: Reading) -> bool:
    sign = re.sub(r"\d", "", page.key[reading.start : reading.end])[:1]
    if page.followed(reading.end, "count_noun") or page.followed(reading.end, "fraction_noun"):
        return False
    bracketed = page.text[reading.start - 1 : reading.start] == "(" and _PARENTHESIS.match(page.key, reading.end)
    if bracketed:
        return sign in "/-." or sign == "t"
    if sign in "-." and page.preceded(reading.start, "before_dashed_day"):
        return True
    if sign in "-.":
        clear = (reading.point.day or 0) > 12 and _CLOSED.match(page.key, reading.end)
        return bool(clear) and page.preceded(reading.start, "before_bare_day")
    if sign != "/":
        return sign == "t"
    is_line_start = reading.start == 0 or page.text[reading.start - 1] == "\n"
    return page.preceded(reading.start, "before_bare_day") or is_line_start


_FIRST_BARE_YEAR, _LAST_BARE_YEAR = 1900, 2060
_AFTER_NUMBER = re.compile(r" ?(?:\d|%|[-/+=x*]\s?\d)")


def read_bare_year(page: Page, at: int) -> list[Timex]:
    """A year without its noun: behind a name ("ASEAN 2020"), in brackets, or behind a word that dates have."""
    found = pattern(r"{year}").match(page.key, at)
    if found is None or not _is_bare_year(page, at, found.end()):
        return []
    return marked(page, Reading(at, found.end(), "year", Point(int(found["year"]))))


def _is_bare_year(page: Page, start: int, end: int) -> bool:
    if not (page.is_number_start(start) and page.is_number_end(end)) or page.preceded(start, "document_head"):
        return False
    to = _TO_NUMBER.match(page.key, end)
    if to and page.followed(to.end(), "count_noun"):  # "từ 1990 đến 2010 mẫu"
        return False
    if not _FIRST_BARE_YEAR <= int(page.key[start:end]) <= _LAST_BARE_YEAR or _AFTER_NUMBER.match(page.key, end):
        return False
    if page.followed(end, "count_noun"):
        return False
    if page.text[max(0, start - 1) : start] == "(":
        return bool(re.compile(r" ?[),;]").match(page.key, end))
    if page.preceded(start, "before_bare_year") or _follows_name(page, start) or _follows_law(page, start):
        return True
    return _stands_alone(page, start, end)


_TO_NUMBER = re.compile(r" ?(?:-|đến|tới) ?\d[\d.,]*")
_NAME_BEFORE = re.compile(r"([^\W\d_]+)[\"”’'»)]? $")


def _follows_name(page: Page, start: int) -> bool:
    """Whether a capitalised word stands before, in the middle of a sentence."""
    before = _NAME_BEFORE.search(page.text[max(0, start - 20) : start])
    return bool(before and before[1][0].isupper())


_FIRST_LONE_YEAR = 1975  # an earlier number that no name goes before may well be an amount
_CLAUSE_END = re.compile(r"[\"”’'»]?(?:[,.;:?!)] |[.;:?!)]?(?:\n|$))")


def _stands_alone(page: Page, start: int, end: int) -> bool:
    """A year behind an ordinary word, where nothing that could be counted follows: "mục tiêu 2026, …"."""
    if int(page.key[start:end]) < _FIRST_LONE_YEAR or page.preceded(start, "amount_head"):
        return False
    opens_line = start == 0 or page.key[start - 1] == "\n"
    if opens_line:
        return page.followed(end, "after_year")
    if page.preceded(start, "place_head") or not re.search(r"[^\W\d_] $", page.key[max(0, start - 2) : start]):
        return False
    return bool(_CLAUSE_END.match(page.key, end)) or page.followed(end, "after_year")


_LAW_BEFORE = re.compile(r"(?:luật|hiến pháp|pháp lệnh)(?: [^\W\d_]+,?){0,6} $")


def _follows_law(page: Page, start: int) -> bool:
    """ "Luật Đất đai 2013": a law goes by its year."""
    return bool(_LAW_BEFORE.search(page.key[max(0, start - 50) : start]))


_NUMBER_BEFORE = re.compile(r"\b\d{1,2} $")


def read_month(page: Page, at: int) -> list[Timex]:
    """A month with its noun."""
    is_name = page.text.endswith(("Cách mạng ", "Cách Mạng ", "CÁCH MẠNG "), 0, at)
    numbered = _NUMBER_BEFORE.search(page.key, max(0, at - 4), at)  # "đường Tháng Mười", "phố 19 Tháng 8"
    in_place = page.preceded(numbered.start() if numbered else at, "place_head")
    if is_name or (page.text[at].isupper() and numbered) or (in_place and (numbered or page.text[at].isupper())):
        return []
    if "mỗi" in page.words_before(at):
        return []
    return marked(page, month_at(page, at))


def read_year(page: Page, at: int) -> list[Timex]:
    """A year with its noun, or with its sexagenary name ("năm Kỷ Hợi")."""
    return marked(page, year_at(page, at) or whole_year_at(page, at) or named_lunar_year(page, at))


@cache
def _named_year() -> re.Pattern[str]:
    return re.compile(rf"năm (?P<name>{any_of(year_names())})(?:,?(?: năm)? (?P<year>\d{{4}}))?(?!\w)")


def named_lunar_year(page: Page, at: int) -> Reading | None:
    """ "năm Kỷ Hợi", "năm Mậu Thân 1968"."""
    found = _named_year().match(page.key, at)
    if found is None:
        return None
    year = int(found["year"]) if found["year"] else year_of_name(found["name"], page.report_date)
    return Reading(at, found.end(), "year", Point(year))


def read_quarter(page: Page, at: int) -> list[Timex]:
    """A quarter; not "khách quý một", a dear guest; a Roman numeral tells ("của quý II")."""
    if page.preceded(at, "before_quy") and page.text[at + 4 : at + 5] not in ("I", "V"):
        return []
    return marked(page, quarter_at(page, at))


_DECADES = r"(?:những năm|thập niên|thập kỷ) (?:19)?[1-9]0(?:(?:,| và|, và|-| - | đến ) ?(?:19)?[1-9]0(?!\d)){1,4}"
_DECADE_LINK = re.compile("-|đến")


def _decades(page: Page, at: int) -> list[Timex]:
    """ "những năm 60, 70 của thế kỷ trước": one record a decade; "những năm 1960-1970": from the one to the other."""
    found = pattern(_DECADES).match(page.key, at)
    last = list(re.finditer(r"\d+", found[0])) if found else []
    if found is None or page.followed(found.end(), "count_noun"):
        return []
    century = pattern(r" (?:của |ở )?(?=thế kỷ)").match(page.key, found.end())
    of = century_at(page, century.end()) if century else None
    first = of.fixed if of else "19"
    ends = [at + number.end() for number in last[:-1]] + [of.end if of else found.end()]
    starts = [at] + [at + number.start() for number in last[1:]]
    values = [first + number[0][-2] for number in last]
    if _DECADE_LINK.search(found[0]):
        return mark(page, at, ends[-1], "DATE", f"{values[0]}/{values[-1]}") if len(last) == 2 else []
    return [record for s, e, v in zip(starts, ends, values, strict=True) for record in mark(page, s, e, "DATE", v)]


def read_other(page: Page, at: int) -> list[Timex]:
    """Decades, centuries, seasons, weeks and weekends."""
    decades = _decades(page, at)
    if decades:
        return decades
    for reader in (decade_at, century_at, season_at, week_at, weekend_at):
        reading = reader(page, at)
        if reading:
            return marked(page, reading)
    return []


# --- parts of a period ---------------------------------------------------------------------------------------------


def read_part(page: Page, at: int) -> list[Timex]:
    """A part of a period; "đầu năm học" is left to the periods."""
    return marked(page, part_at(page, at))


_MONTHS_OF_YEAR = COUNT + r" (?P<unit>tháng|quý) (?P<part>đầu|cuối)(?: tiên)? (?:của )?(?=năm|\d{4})"
_MONTHS_OF_NUMBERED_YEAR = COUNT + r" (?P<unit>tháng) (?=năm \d{4}(?!\d))"


def read_months_of_year(page: Page, at: int) -> list[Timex]:
    """ "9 tháng đầu năm", "sáu tháng cuối năm 2017", "9 tháng năm 2019"."""
    found = pattern(_MONTHS_OF_YEAR).match(page.key, at) or pattern(_MONTHS_OF_NUMBERED_YEAR).match(page.key, at)
    if found is None or not page.is_number_start(at):
        return []
    months = int(count_of(found)) * (3 if found["unit"] == "quý" else 1)
    year = named_year_at(page, found.end()) or bare_year_at(page, found.end())
    if year is None or not 1 <= months <= 12:
        return []
    page.remember(year.point, at)
    values = last_months if found.groupdict().get("part") == "cuối" else first_months
    return mark(page, at, year.end, "DATE", values(year.point.value, months))


MONTHS_OF_YEAR_RULES = (Rule("months_of_year", (DIGIT, "#number"), read_months_of_year),)
SINGLE_RULES = (
    Rule(
        "stamp",
        (
            "ngày",
            "hôm",
            "mùng",
            "mồng",
            "rằm",
            "chính rằm",
            "giao thừa",
            "thứ",
            "chủ nhật",
            "bữa",
            "cùng",
            "#part_of_day",
            DIGIT,
        ),
        read_stamp,
    ),
    Rule("part", ("#part_word", "#half_word", "nửa"), read_part),
)
PERIOD_RULES = (
    Rule("month", ("tháng",), read_month),
    Rule("quarter", ("quý", "quí"), read_quarter),
    Rule("year", ("năm", "cả"), read_year),
    Rule("decade_season_week", ("những", "thập", "thế", "mùa", "xuân", "tuần", "cuối"), read_other),
)
NUMBER_RULES = (
    Rule("number", (DIGIT,), read_number),
    Rule("bare_year", (DIGIT,), read_bare_year),
)
