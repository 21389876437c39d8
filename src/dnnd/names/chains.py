"""Finds the places in a line of names with dashes between them: "tuyến Ngọc Hồi - Yên Viên - Như Quỳnh"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dnnd.lexicon import keys
from dnnd.names.clauses import DASHES, Clause, Hit
from dnnd.syllables import is_vietnamese

# Names of communes and crossroads have one to three syllables.
_LONGEST = 3
# How far behind "tuyến", "đoạn" the line may begin: "tuyến số 3 (Trôi - Nhổn".
_REACH = 8


def chained_places(clause: Clause, hits: Sequence[Hit]) -> list[Hit]:
    """The members of lines that no rule has claimed, where a known place or a word such as "tuyến" tells the kind."""
    if DASHES.isdisjoint(clause.written):
        return []
    claimed = {i: hit for hit in hits for i in range(hit.start, hit.end)}
    found: list[Hit] = []
    for line in _lines(clause, claimed):
        unclaimed = [span for span in line if span[0] not in claimed]
        if unclaimed and _tells_places(clause, line, claimed):
            found += [Hit(*span, "LOC", "chained") for span in unclaimed]
    return found


def _lines(clause: Clause, claimed: dict[int, Hit]) -> Iterator[list[tuple[int, int]]]:
    """Runs of names with a dash between each two."""
    at = 0
    while at < clause.size:
        if not clause.capitals[at] and at not in claimed:  # most units
            at += 1
            continue
        line: list[tuple[int, int]] = []
        end = _member_end(clause, at, claimed)
        while end is not None:
            line.append((at, end))
            at = end + 1
            end = _member_end(clause, at, claimed) if clause.is_dash(at - 1) else None
        if len(line) > 1:
            yield line
        at = line[-1][1] if line else at + 1


def _member_end(clause: Clause, at: int, claimed: dict[int, Hit]) -> int | None:
    """Where one member of a line ends: a name found before, or a short run of capitals that nothing else claims."""
    hit = claimed.get(at)
    if hit:
        return hit.end if hit.type == "LOC" and hit.start == at else None
    end = at
    while end < at + _LONGEST and end not in claimed and _is_name_word(clause, end):
        end += 1
    goes_on = end == at + 1 and end < clause.size and clause.units[end].is_word
    complete = end > at and not clause.is_capital(end) and not clause.is_half_word(end - 1) and not goes_on
    if not complete or clause.is_capital(at - 1) or _is_other(clause, at, end):
        return None
    return end


def _is_name_word(clause: Clause, at: int) -> bool:
    return clause.is_title_case(at) and clause.is_capital(at) and not clause.stops(at)


def _is_other(clause: Clause, start: int, end: int) -> bool:
    """Whether a head, a title or another word with a capital stands where a place could; "Như Quỳnh" is a place."""
    if any(clause.match(name, start) for name in ("body_heads", "bodies", "honorifics", "credits")):
        return True
    other = clause.match("non_names", start)
    return other is not None and (end == start + 1 or other[0] > start + 1)


def _tells_places(clause: Clause, line: list[tuple[int, int]], claimed: dict[int, Hit]) -> bool:
    """Whether a member is a known place, or the line follows the word of a route."""
    start = line[0][0]
    if any(clause.key(i) in keys("place_units", "route") for i in range(max(0, start - _REACH), start)):
        return True
    told = sum(span[0] in claimed for span in line)
    syllables = all(is_vietnamese(unit.text) for first, end in line for unit in clause.units[first:end])
    return told > 0 and (2 * told >= len(line) or syllables)
