"""Splits a formula into its parallel units, and finds where an unquoted formula ends."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dnnd.lexicon import keys, phrases
from dnnd.syllables import Syllable, syllables

Units = Sequence[Syllable]
_COMMA = frozenset(",")
_AND = frozenset({"và"})
_DASH = frozenset("-")
# A formula of values has at least so many units ("three or more parallel units").
FEWEST_UNITS = 3
# The longest unit of the known formulas is "giữ vững nguyên tắc công tác" with 5 syllables, quoted ones run to 8.
_LONGEST_UNQUOTED = 6
_LONGEST_QUOTED = 9


def split(text: str) -> list[str]:
    """The units of a formula, as keys: parted by commas, "và" and, where there is no comma, by dashes between blanks.

    >>> split("Chủ động, linh hoạt và hiệu quả")
    ['chủ động', 'linh hoạt', 'hiệu quả']
    >>> split("Kỷ cương – Sáng tạo – Hội nhập")
    ['kỷ cương', 'sáng tạo', 'hội nhập']
    """
    return [key(part) for part in parts(syllables(text))]


def key(part: Units) -> str:
    """The look-up key of a unit: its words and numbers, without signs."""
    return " ".join(unit.key for unit in part if unit.text[0].isalnum())


def parts(units: Units) -> list[Units]:
    """The units of a formula as sequences of syllables, without empty ones."""
    bounds = [-1, *_cuts(units), len(units)]
    pieces = [units[before + 1 : after] for before, after in pairwise(bounds)]
    return [piece for piece in pieces if any(unit.text[0].isalnum() for unit in piece)]


def _cuts(units: Units) -> list[int]:
    """Where the signs and words stand that part the units."""
    signs = _COMMA | _AND
    with_commas = any(unit.text in _COMMA for unit in units)
    return [
        at
        for at, unit in enumerate(units)
        if unit.key in signs
        or (not with_commas and unit.key in _DASH and 0 < at < len(units) - 1 and _spaced(units, at))
    ]


def _spaced(units: Units, at: int) -> bool:
    return units[at - 1].end < units[at].start and units[at].end < units[at + 1].start


def holds(units: Units, table: str, kind: str) -> bool:
    """Whether a phrase of this kind stands among the units."""
    return first(units, table, kind) < len(units)


def first(units: Units, table: str, kind: str) -> int:
    """Where the first phrase of this kind begins among the units; their number where none does.

    The words of a known value are passed over: "trong" ends a formula, "trong sạch" does not.
    """
    known = phrases(table, "slogan_units")
    at = 0
    while at < len(units):
        found = known.match(units, at)
        if found is not None and found[1].kind == kind:
            return at
        at += found[0] if found is not None else 1
    return at


def values(pieces: Sequence[Units]) -> int:
    """How many of the units begin or end with a value or task of the table, as "tuyệt đối trung thành" does."""
    known = keys("slogan_units")
    return sum(any(_edge(piece, size, known) for size in range(1, 6)) for piece in pieces)


def _edge(piece: Units, size: int, known: frozenset[str]) -> bool:
    if size == 1 < len(piece):
        return False  # "liêm, chính" are values, "chính trị" is none
    return size <= len(piece) and (key(piece[:size]) in known or key(piece[-size:]) in known)


def is_formula(units: Units) -> bool:
    """Whether a whole quotation is a formula of three or more parallel units, no clause and no list of people.

    >>> is_formula(syllables("Tuyệt đối trung thành, sáng tạo, giữ vững nguyên tắc"))
    True
    >>> is_formula(syllables("Cán bộ, công chức, viên chức, người lao động"))
    False
    """
    pieces = parts(units)
    if len(pieces) < FEWEST_UNITS or any(len(piece) > _LONGEST_QUOTED for piece in pieces):
        return False
    if any(unit.text in ".!?:;" for unit in units[:-1]):
        return False
    if values(pieces) < len(pieces) and holds(units, "slogan_clauses", "clause"):
        return False
    return not is_listing(pieces)


def is_listing(pieces: Sequence[Units]) -> bool:
    """Whether the units list people, bodies or numbers instead of values."""
    groups = keys("slogan_clauses", "group")
    listed = sum(_edge(piece, size, groups) for piece in pieces for size in (1, 2, 3))
    numbers = sum(any(unit.text.isdigit() for unit in piece) for piece in pieces)
    return (2 * listed >= len(pieces) and values(pieces) < len(pieces)) or 2 * numbers >= len(pieces)


def formula_end(units: Units) -> int:
    """How many syllables from the first on belong to an unquoted formula; 0 where they make none.

    `units` reach to the end of the clause. The formula ends behind the unit that "và" introduces, before a unit that
    begins or holds a clause, and within a last unit that runs on ("… đoàn kết, sáng tạo để xây dựng …").

    >>> found = syllables("chủ động, sáng tạo, hiệu quả, từ năm 2016 đến nay, các cấp hội đã duy trì 21 tổ")
    >>> formula_end(found)
    8
    """
    end = at = taken = 0
    cuts = [*_cuts(units), len(units)]
    while at < len(units):
        stop = next(cut for cut in cuts if cut >= at)
        size = _unit_size(units[at:stop])
        if not size:
            break
        taken, end = taken + 1, at + size
        if size < stop - at or (_introduced_by_and(units, at) and taken >= FEWEST_UNITS):
            break
        at = stop + 1
        if at < len(units) and units[at].key in _AND:
            at += 1
    return end if taken >= FEWEST_UNITS and not is_listing(parts(units[:end])) else 0


def _introduced_by_and(units: Units, at: int) -> bool:
    return at > 0 and units[at - 1].key in _AND


def _unit_size(piece: Units) -> int:
    """How many syllables of a piece belong to the formula: all, those before a word that runs on, or none."""
    open_at = min(first(piece, "slogan_clauses", "stop"), first(piece, "slogan_clauses", "clause"))
    if open_at == 0 or not piece or not piece[0].is_word:
        return 0
    if open_at == len(piece) and len(piece) <= _LONGEST_UNQUOTED:
        return len(piece)
    is_value = open_at < len(piece) and open_at <= _LONGEST_UNQUOTED and values([piece[:open_at]]) > 0
    return open_at if is_value else 0
