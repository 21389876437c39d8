"""Reads a month, a year, a part of a year or something longer at a place in the text."""

from __future__ import annotations

import re
from dataclasses import replace

from dnnd.date_words import pattern, word_value, worded_year, words
from dnnd.dates.days import stamp_at
from dnnd.dates.page import Page
from dnnd.dates.reading import Reader, Reading, deictic_at, named_month, number_in, with_year_behind
from dnnd.dates.values import Point, shifted, week_point

# --- months, years and parts of years ------------------------------------------------------------------------------

_MONTHS = (
    r"tháng {month}(?: ?[/.-] ?|,? năm |,? ){year}",
    r"tháng {month_word}(?: ?[/.-] ?|,? năm |,? ){year}",
    r"tháng {roman}(?: ?[/.-] ?|,? năm |,? ){year}",
    r"tháng {month}",
    r"tháng {month_word}",
)


def month_at(page: Page, at: int) -> Reading | None:
    """A month with or without its year: "tháng 9", "tháng 1/2018", "tháng Tám năm 1945", "tháng 11 tới"."""
    for template in _MONTHS:
        found = pattern(template).match(page.key, at)
        if found and _is_month(page, found):
            month = number_in(found, "month") or named_month(found.groupdict())
            point = Point(number_in(found, "year"), month)
            return with_year_behind(page, Reading(at, found.end(), "month", point))
    return None


def _is_month(page: Page, found: re.Match[str]) -> bool:
    """A month word that is also an everyday word ("tháng năm": months and years) needs a capital or a neighbour."""
    groups = found.groupdict()
    if page.followed(found.end(), "count_noun") and not groups.get("year"):
        return False
    if not page.is_number_end(found.end()) or page.followed(found.end(), "lunar"):
        return False
    word = groups.get("month_word")
    if not word or groups.get("year") or page.preceded(found.start(), "part_word"):
        return True
    return page.text[found.start("month_word")].isupper() or word in words("clear_month")


_YEARS = (
    r"(?:cả )?năm (?:mới |học |tài chính |ngân sách |tài khóa |dương lịch |thứ nhất )?{year}",
    r"năm (?P<old>9\d\d)(?!\d)",
    r"năm {worded_year}",
)


_JUST_PAST = re.compile(r" (?:vừa qua|vừa rồi)(?!\w)(?! đời)")


def whole_year_at(page: Page, at: int) -> Reading | None:
    """ "cả năm": all of the report's year; not "cả năm đồng chí", all five."""
    found = re.compile(r"cả năm(?!\w)(?! (?:\d|nay|qua|ngoái|tới|sau|trước|học))").match(page.key, at)
    if found is None or page.followed(found.end(), "count_noun"):
        return None
    return Reading(at, found.end(), "year", Point(page.report_date.year if page.report_date else None))


def year_at(page: Page, at: int) -> Reading | None:
    """A year with its noun; "cả" stays outside before a number."""
    for template in _YEARS:
        found = pattern(template).match(page.key, at)
        if found and page.is_number_end(found.end()) and not page.key.startswith("cả", at):
            groups = found.groupdict()
            year = number_in(found, "year") or number_in(found, "old") or worded_year(groups.get("worded_year") or "")
            if year is None:
                continue
            past = _JUST_PAST.match(page.key, found.end())
            end = past.end() if past else found.end()
            return Reading(at, end, "year", Point(year))
    return None


def named_year_at(page: Page, at: int) -> Reading | None:
    """A deictic year for the rules that need one: "năm nay", "năm ngoái", "năm 2020", or plain "năm"."""
    found = year_at(page, at) or deictic_at(page, at)
    if found and found.point.year and found.point.month is None and not found.point.part:
        return found
    plain = re.compile(r"năm(?! (?:\d|học|mới|thứ|nào|một|sau đó|trước đó))(?!\w)").match(page.key, at)
    year = page.report_date.year if page.report_date else None
    return Reading(at, plain.end(), "year", Point(year)) if plain else None


_QUARTERS = (
    r"(?:quý|quí) {quarter}(?:,? năm | ?[/.-] ?|,? ){year}",
    r"(?:quý|quí) {quarter}",
)


def quarter_at(page: Page, at: int) -> Reading | None:
    """A quarter: "quý III", "quý 3/2018", "quý IV năm ngoái"."""
    for template in _QUARTERS:
        found = pattern(template).match(page.key, at)
        if found and page.is_number_end(found.end()):
            point = Point(number_in(found, "year"), part=words("quarter")[found["quarter"]])
            behind = pattern(r",? (?=năm {shift})").match(page.key, found.end())
            year = deictic_at(page, behind.end()) if behind and point.year is None else None
            if year and year.point.year:
                return Reading(at, year.end, "quarter", replace(point, year=year.point.year))
            return Reading(at, found.end(), "quarter", point)
    return None


def season_at(page: Page, at: int) -> Reading | None:
    """A season of a known year: "mùa xuân 1975", "mùa hè năm 2019", "mùa thu năm ngoái", "Xuân 1975"."""
    found = pattern(r"mùa {season}(?:,? (?=năm)|,? |/|-)(?:{year})?").match(page.key, at)
    if found is None and page.text[at].isupper():
        found = pattern(r"{season} {year}").match(page.key, at)
    deictic = re.compile(r"mùa (\w+) (?:này|năm nay)(?!\w)").match(page.key, at)
    if deictic and deictic[1] in words("season") and page.report_date:
        point = Point(page.report_date.year, part=words("season")[deictic[1]])
        return Reading(at, deictic.end(), "other", point)
    if found is None:
        return None
    part = words("season")[found["season"]]
    if found["year"]:
        return Reading(at, found.end(), "other", Point(int(found["year"]), part=part))
    year = year_at(page, found.end()) or deictic_at(page, found.end())
    if year is None or year.kind != "year":
        return None
    return Reading(at, year.end, "other", Point(year.point.year, part=part))


def weekend_at(page: Page, at: int) -> Reading | None:
    """ "cuối tuần", "cuối tuần này", "cuối tuần qua"."""
    found = re.compile(r"(?:dịp )?cuối tuần(?: (này|nay|tới|sau|qua|trước|vừa qua)(?!\w))?(?!\w)").match(page.key, at)
    if found is None:
        return None
    if page.report_date is None:
        return Reading(at, found.end(), "other", fixed="XXXX-WXX-WE")
    shift = words("shift")[found[1] or "này"]
    return Reading(
        at, found.end(), "other", week_point(page.report_date, -1 if shift == "past" else int(shift), weekend=True)
    )


_NUMBERED_WEEK = r"tuần (?:thứ |lễ )?(?P<week>[1-4]\d|5[0-3]|0?[1-9])(?!\d)(?:,? năm | ?[/-] ?|,? ){year}"


def week_at(page: Page, at: int) -> Reading | None:
    """A week by its number: "tuần 5 năm 2020"."""
    found = pattern(_NUMBERED_WEEK).match(page.key, at)
    if found is None:
        return None
    return Reading(at, found.end(), "other", Point(int(found["year"]), part=f"W{int(found['week']):02d}"))


# --- decades and centuries -----------------------------------------------------------------------------------------

_DECADE = (
    r"(?:những năm(?: thập niên| thập kỷ)?|năm thập niên|thập niên(?: những năm)?|thập kỷ(?: những năm)?|thập kỉ) "
    r"(?P<tens>[1-9]0)(?!\d)(?: (?:của |ở )?thế kỷ (?P<century>\w+)| ?\(thế kỷ (?P<bracketed>\w+)\))?"
)
_FULL_DECADE = (
    r"(?:những năm(?: thập niên| thập kỷ)?|thập niên(?: năm)?|thập kỷ(?: năm)?) (?P<decade>1\d\d|20\d)0(?!\d)"
)
_FIRST_DECADE = re.compile(r"thập (?:niên|kỷ) đầu(?: tiên)?(?: của)? (?=thế kỷ)")
_CENTURY_TEMPLATE = (
    r"thế k[ỷỉ] (?:thứ )?(?P<century>[1-2]?\d|[ivx]{1,6}|trước|này|nay)(?!\w)(?! (?:trước công nguyên|tcn)(?!\w))"
)


def decade_at(page: Page, at: int) -> Reading | None:
    """A decade: "những năm 1990", "thập niên 80 của thế kỷ trước"; its value is the first three digits of its years."""
    found = pattern(_FULL_DECADE).match(page.key, at)
    if found and page.is_number_end(found.end()):
        return Reading(at, found.end(), "other", fixed=found["decade"])
    first = _FIRST_DECADE.match(page.key, at)
    of = century_at(page, first.end()) if first else None
    if of:
        return Reading(at, of.end, "other", fixed=f"{of.fixed}0")
    found = pattern(_DECADE).match(page.key, at)
    if found is None or page.followed(found.end(), "count_noun"):
        return None
    century = found["century"] or found["bracketed"]
    number = _century(century) if century else 19
    return Reading(at, found.end(), "other", fixed=f"{number}{found['tens'][0]}") if number else None


def century_at(page: Page, at: int) -> Reading | None:
    """A century: "thế kỷ XXI" is 20, the first two digits of its years."""
    found = pattern(_CENTURY_TEMPLATE).match(page.key, at)
    number = _century(found["century"]) if found else None
    return Reading(at, found.end(), "other", fixed=f"{number:02d}") if found and number is not None else None


def _century(word: str) -> int | None:
    """The first digits of the years of a century, given in digits, Roman numerals or as "trước", "này"."""
    if word.isdigit():
        return int(word) - 1
    if word in words("roman"):
        return int(words("roman")[word]) - 1
    return {"trước": 19, "này": 20, "nay": 20}.get(word)


# --- parts of a period, and anything at all

# What each may begin with: looked at first, since most places begin nothing.
_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(r"(?!năm|tháng|quý|quí|mùa|những|thập|thế|tuần)"), stamp_at),
    (re.compile("tháng "), month_at),
    (re.compile("qu[ýí] "), quarter_at),
    (re.compile("mùa "), season_at),
    (re.compile("cuối tuần|dịp cuối"), weekend_at),
    (re.compile("tuần "), week_at),
    (re.compile("những năm |năm thập|thập "), decade_at),
    (re.compile("thế k"), century_at),
    (re.compile("năm |cả năm "), year_at),
    (re.compile("năm |tháng |tuần |quý "), deictic_at),
)


def point_at(page: Page, at: int) -> Reading | None:
    """Any of the expressions of this module."""
    for opening, reader in _READERS:
        reading = reader(page, at) if opening.match(page.key, at) else None
        if reading:
            return reading
    return None


def part_at(page: Page, at: int) -> Reading | None:
    """A part of a month, year or longer ("đầu năm 2020", "cuối tháng này", "nửa đầu năm") with the whole's value."""
    weekend = weekend_at(page, at)
    if weekend:
        return weekend
    part = pattern(r"(?:{half_word}|{part_word}(?: của)?|(?P<half>nửa)(?= năm \d{4})) ").match(page.key, at)
    if part is None:
        return None
    half = "nửa đầu" if part["half"] else part["half_word"]
    whole = _whole_at(page, part.end())
    if whole is None:
        return None
    if half and whole.kind == "year":
        return replace(whole, start=at, kind="other", point=Point(whole.point.year, part=word_value("half_word", half)))
    return replace(whole, start=at)


_PLAIN = re.compile(r"(tháng|tuần|quý)(?!\w)(?! (?:\d|đầu|thứ|cuối|nào))")


def _whole_at(page: Page, at: int) -> Reading | None:
    """What a part may be of."""
    for reader in (month_at, decade_at, century_at, quarter_at, named_year_at, deictic_at):
        reading = reader(page, at)
        if reading:
            return reading
    plain = _PLAIN.match(page.key, at)
    if plain is None:
        return None
    letter = {"tháng": "M", "tuần": "W", "quý": "Q"}[plain[1]]
    point = shifted(page.report_date, letter, 0) if page.report_date else None
    return Reading(at, plain.end(), "other", point or Point())


def bare_year_at(page: Page, at: int) -> Reading | None:
    found = pattern(r"{year}").match(page.key, at)
    if found is None or not (page.is_number_end(found.end()) or page.key.startswith("-", found.end())):
        return None
    return Reading(at, found.end(), "year", Point(int(found["year"])))


def bare_month_at(page: Page, at: int) -> Reading | None:
    found = pattern(r"{month}/{year}").match(page.key, at)
    if found is None or not page.is_number_end(found.end()):
        return None
    return Reading(at, found.end(), "month", Point(int(found["year"]), int(found["month"])))
