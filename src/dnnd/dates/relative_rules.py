"""The rules for dates that count from the report, for vague references, repeated times and durations."""

from __future__ import annotations

import re

from dnnd.date_words import pattern, undone_by, word_value, words
from dnnd.dates.days import anaphoric_at, day_word_at
from dnnd.dates.page import Page
from dnnd.dates.periods import weekend_at
from dnnd.dates.reading import Reading, deictic_at
from dnnd.dates.records import COUNT, DIGIT, Rule, count_of, mark, marked
from dnnd.dates.values import Point, shifted
from dnnd.spans import Timex

# --- vague references ----------------------------------------------------------------------------------------------


def read_vague(page: Page, at: int) -> list[Timex]:
    """A fixed phrase: "thời gian qua", "hiện nay", "sắp tới"."""
    found = pattern(r"{vague}").match(page.key, at)
    if found is None:
        return []
    phrase = found["vague"]
    if _is_undone(page, found.end(), "vague", phrase) or _means_place(page, at, phrase):
        return []
    return mark(page, at, found.end(), "DATE", word_value("vague", found["vague"]))


def _is_undone(page: Page, end: int, kind: str, phrase: str) -> bool:
    """Whether the next word makes it another thing: "vừa qua đời", "sắp tới hạn"."""
    return not undone_by(kind)[phrase].isdisjoint(page.words_after(end))


def _means_place(page: Page, at: int, phrase: str) -> bool:
    """ "ở gần đây", "đi tới đây", "thực hiện tại" speak of a place; "tới đây" as a time opens a clause."""
    before = page.words_before(at)
    if phrase.startswith("hiện"):
        return page.preceded(at, "before_hien")
    if phrase.startswith("gần đây"):
        return "ở" in before
    if phrase == "tới đây":
        opens = re.search(r"(?:^|[.,;:\n]) ?$", page.text[max(0, at - 5) : at])
        coming = re.compile(r" (?:sẽ|có thể|cần|phải|là)(?!\w)").match(page.key, at + len(phrase))
        return not (opens or coming or page.text[at].isupper())
    if phrase == "lúc này" or phrase == "thời điểm này":
        return "đến" not in before and "hiện" not in before and "vào" not in before
    return False


def read_many(page: Page, at: int) -> list[Timex]:
    """ "những năm qua", "nhiều thập kỷ qua", "các tháng tới", "vài ngày gần đây"."""
    found = pattern(r"{many} {many_unit} {many_end}").match(page.key, at)
    if found is None or _is_undone(page, found.end(), "many_end", found["many_end"]):
        return []
    if found["many_end"] == "sau" and found["many"] not in ("các", "những"):  # "vài tháng sau" tells a story
        return []
    return mark(page, at, found.end(), "DATE", word_value("many_end", found["many_end"]))


def read_now(page: Page, at: int) -> list[Timex]:
    """ "nay" behind "đến", or opening a clause: "nay là Bí thư Tỉnh ủy"."""
    found = re.compile(r"nay(?!\w)(?! mai)").match(page.key, at)
    before = page.words_before(at)
    opens = re.compile(r"nay (?:là|đã|thuộc)(?!\w)").match(page.key, at)
    if found is None or not ({"đến", "tới"} & set(before) or (opens and not _joined_with_nay(before))):
        return []
    return mark(page, at, found.end(), "DATE", "PRESENT_REF")


def _joined_with_nay(before: list[str]) -> bool:
    return bool(before) and before[-1] in words("before_nay")


# --- deictic and anaphoric dates -----------------------------------------------------------------------------------


def read_deictic(page: Page, at: int) -> list[Timex]:
    """ "năm nay", "tháng tới", "hôm qua", "cuối tuần này", "cùng ngày"."""
    if page.preceded(at, "number") or _counts_before(page, at):
        return []
    return marked(page, weekend_at(page, at) or deictic_at(page, at) or day_word_at(page, at) or _same_at(page, at))


def _counts_before(page: Page, at: int) -> bool:
    return bool(
        re.search(
            r"(?:(?<![^\W\d_])(?<![^\W\d_]\d)\d|chục|mươi|trăm|nghìn|vài|mấy|rưỡi|các|những|nhiều) $",
            page.key[max(0, at - 8) : at],
        )
    )


def _same_at(page: Page, at: int) -> Reading | None:
    """ "cùng ngày", "hôm đó", "năm đó", "cùng năm": what was named last."""
    year = re.compile(r"(?:cùng năm(?! \d)|năm (?:đó|ấy))(?!\w)").match(page.key, at)
    if year and page.year:
        return Reading(at, year.end(), "year", Point(page.year))
    return anaphoric_at(page, at)


_AGO = (
    r"(?:cách đây|cách nay|cách hôm nay) (?:(?:hơn|gần|khoảng|đúng|tròn|chừng|đã|chỉ|vừa tròn) ){0,2}"
    + COUNT
    + " {unit}"
)
_BACK = r" (?:về )?trước(?: đây)?(?!\w)(?! (?:khi|đó|ngày|công nguyên|mắt|tháng|năm|hạn|thời))"
_BEFORE_NOW = COUNT + r" {unit}" + _BACK
_FROM_NOW = COUNT + r" {unit} nữa(?!\w)"


_VAGUE_COUNT = frozenset({"mấy", "vài", "hàng", "thứ"})


def read_distance(page: Page, at: int) -> list[Timex]:
    """ "Cách đây 3 năm", "10 năm trước", "một tuần nữa": so many units from the report date."""
    for template, sign in ((_AGO, -1), (_BEFORE_NOW, -1), (_FROM_NOW, 1)):
        found = pattern(template).match(page.key, at)
        if found and page.is_number_start(at) and _VAGUE_COUNT.isdisjoint(page.words_before(at)):
            value = _distant(page, word_value("unit", found["unit"]), sign * count_of(found))
            return mark(page, at, found.end(), "DATE", value) if value else []
    return []


def _distant(page: Page, unit: str, count: float) -> str | None:
    """The value of a distance; a distance of weeks leads to a day."""
    if page.report_date is None:
        return "PAST_REF" if count < 0 else "FUTURE_REF"
    if count != int(count):
        return None
    factor, letter = {"W": (7, "D"), "DE": (10, "Y"), "CE": (100, "Y")}.get(unit, (1, unit))
    if letter not in ("D", "M", "Q", "Y"):
        return None
    point = shifted(page.report_date, letter, int(count) * factor)
    return point.value if point else None


# --- repeated times ------------------------------------------------------------------------------------------------

_SET = r"(?P<every>hằng|hàng|mỗi|từng) (?P<unit>năm|tháng|quý|tuần|ngày|giờ|đêm)(?!\w)"
_NOT_EVERY = re.compile(r" (?:(?:19|20)\d\d(?![\d.])|\d{1,2}/\d|nay|qua|ngoái|càng|trước|tới|học \d|hiếm|giá|báu)")
_ONCE = COUNT + r" (?P<time>năm|tháng|tuần|ngày|quý) ?(?:/|một |1 |mỗi )lần"


_REGULAR = r"(?:cứ|định kỳ|cứ mỗi) " + COUNT + r" (?P<time>năm|tháng|tuần|ngày|quý)(?!\w)(?! nữa)"


def read_set(page: Page, at: int) -> list[Timex]:
    """ "hằng năm", "mỗi quý", "6 tháng một lần"."""
    found = pattern(_SET).match(page.key, at)
    if found:
        before = page.words_before(at)
        compound = found["every"] == "hàng" and bool(before) and before[-1] in words("goods")
        if compound or _NOT_EVERY.match(page.key, found.end()):
            return []
        return mark(
            page,
            at,
            found.end(),
            "SET",
            duration_value(1, "D" if found["unit"] == "đêm" else word_value("unit", found["unit"])),
        )
    regular = pattern(_REGULAR).match(page.key, at)
    if regular:
        return mark(
            page, at, regular.end(), "SET", duration_value(count_of(regular), word_value("unit", regular["time"]))
        )
    once = pattern(_ONCE).match(page.key, at)
    if once is None or not page.is_number_start(at):
        return []
    return mark(page, at, once.end(), "SET", duration_value(count_of(once), word_value("unit", once["time"])))


# --- durations -----------------------------------------------------------------------------------------------------

_DURATION = COUNT + r" ?{unit}"
_HALF_MORE = re.compile(r" rưỡi(?!\w)")
_SECOND = re.compile(r" (\d{1,2}) (tháng|ngày|phút)(?!\w)(?! \d)")
_NEXT_NUMBER = re.compile(r" ?(?:[/\d]|học(?: \d|\s*$)|nay \d|giêng|chạp)")
_FACTORS = {"DE": (10, "Y"), "CE": (100, "Y")}


def duration_value(count: float, unit: str) -> str:
    """The ISO duration of a count and a unit of the table.

    >>> duration_value(5, "Y"), duration_value(90, "TM"), duration_value(0.5, "Y"), duration_value(2, "Q")
    ('P5Y', 'PT90M', 'P6M', 'P6M')
    """
    if unit == "Q":
        count, unit = count * 3, "M"
    factor, unit = _FACTORS.get(unit, (1, unit))
    count *= factor
    if unit == "Y" and count != int(count):
        count, unit = count * 12, "M"
    if unit == "M" and count == 0.5:
        count, unit = 15, "D"
    if unit == "TH" and count == 0.5:
        count, unit = 30, "TM"
    if unit == "D" and count == 0.5:
        count, unit = 12, "TH"
    return f"P{'T' * (unit[0] == 'T')}{count:g}{unit[-1]}" if count < 1e6 else f"P{int(count)}{unit[-1]}"


def read_duration(page: Page, at: int) -> list[Timex]:
    """A number and a unit of time: "3 tháng", "90 phút", "5 năm qua", "2 năm 6 tháng"."""
    found = pattern(_DURATION).match(page.key, at)
    if found is None or not _is_duration(page, found):
        return []
    count, unit = count_of(found), word_value("unit", found["unit"])
    end = found.end()
    half = _HALF_MORE.match(page.key, end)
    second = _SECOND.match(page.key, end)
    value = duration_value(count + 0.5 if half else count, unit)
    if second and unit in ("Y", "M", "TH"):
        value += {"tháng": "M", "ngày": "D", "phút": "M"}[second[2]].join((second[1], ""))
        end = second.end()
    end = half.end() if half else end
    return mark(page, at, _with_end(page, end), "DURATION", value)


def _is_duration(page: Page, found: re.Match[str]) -> bool:
    start, end = found.start(), found.end()
    before = page.words_before(start)
    if not page.is_number_start(start) or (before and before[-1] in words("not_counted")):
        return False
    if _NEXT_NUMBER.match(page.key, end) and not _SECOND.match(page.key, end):
        return False
    in_words = found["digits"] is None
    if found["unit"] == "hôm" or (in_words and " " not in page.key[start:end].strip()):
        return False
    if in_words and found["number"] in ("một", "trăm", "nghìn", "ngàn"):
        has_end = _with_end(page, end) > end or _HALF_MORE.match(page.key, end) or _BEFORE_OR_AFTER.match(page.key, end)
        return page.preceded(start, "duration_cue") or bool(has_end)
    return True


_BEFORE_OR_AFTER = re.compile(r" (?:trước|sau) (?:khi|ngày)(?!\w)")


def read_five(page: Page, at: int) -> list[Timex]:
    """ "năm năm qua", "kéo dài năm ngày": the number five, which is written like the year."""
    found = pattern(r"năm {unit}").match(page.key, at)
    unit = word_value("unit", found["unit"]) if found else ""
    if found is None or unit in ("M", "Q") or _NEXT_NUMBER.match(page.key, found.end()):
        return []
    if re.compile(r" (?:càng|này|đó|ấy)(?!\w)").match(page.key, found.end()):
        return []
    end = _with_end(page, found.end())
    if end == found.end() and not page.preceded(at, "duration_cue"):
        return []
    return mark(page, at, end, "DURATION", duration_value(5, unit))


def _with_end(page: Page, end: int) -> int:
    """The end of a duration with its deictic: "5 năm qua", "10 ngày tới"."""
    found = pattern(r" {duration_end}").match(page.key, end)
    if found is None or _is_undone(page, found.end(), "duration_end", found["duration_end"]):
        return end
    return found.end()


_DURATION_RANGE = r"(?:từ )?(?P<first>\d{1,4}(?:,\d)?) ?(?:-|đến|tới) ?(?P<last>\d{1,4}(?:,\d)?) ?{unit}"


def read_duration_range(page: Page, at: int) -> list[Timex]:
    """ "từ 15 đến 18 tháng", "3-5 năm"; "3-5 năm trước" is a stretch of time."""
    found = pattern(_DURATION_RANGE).match(page.key, at)
    if found is None or not page.is_number_start(at) or _NEXT_NUMBER.match(page.key, found.end()):
        return []
    unit = word_value("unit", found["unit"])
    first, last = (float(found[name].replace(",", ".")) for name in ("first", "last"))
    if first >= last or (unit == "D" and last > 999):
        return []
    ago = re.compile(_BACK).match(page.key, found.end())
    if ago:
        ends = [_distant(page, unit, -count) for count in (last, first)]
        value = "/".join(filter(None, dict.fromkeys(ends)))
        return mark(page, at, ago.end(), "DATE", value) if None not in ends else []
    end = _with_end(page, found.end())
    return mark(page, at, end, "DURATION", f"{duration_value(first, unit)}/{duration_value(last, unit)}")


SET_RULES = (Rule("set", ("hằng", "hàng", "mỗi", "từng", "cứ", "định kỳ", DIGIT, "#number"), read_set),)
VAGUE_RULES = (
    Rule("vague", ("#vague",), read_vague),
    Rule("many", ("#many",), read_many),
)
RELATIVE_RULES = (
    Rule("five", ("năm",), read_five),
    Rule("duration_range", ("từ", DIGIT), read_duration_range),
    Rule("distance", ("cách", DIGIT, "#number"), read_distance),
)
LATE_RULES = (
    Rule("deictic", ("năm", "tháng", "tuần", "quý", "ngày", "hôm", "bữa", "cuối", "cùng"), read_deictic),
    Rule("duration", (DIGIT, "#number"), read_duration),
    Rule("now", ("nay",), read_now),
)
