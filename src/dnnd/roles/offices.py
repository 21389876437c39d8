"""Tells which titles are one office: "Ủy viên Trung ương Đảng" and "Ủy viên Ban Chấp hành Trung ương Đảng"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from dnnd.lexicon import keys, phrases
from dnnd.linking.bodies import body_entity
from dnnd.syllables import Syllable, phrase_key, syllables

# Heads with the ministry's own noun in them: "Bộ trưởng Y tế" is "Bộ trưởng Bộ Y tế".
_OF_MINISTRIES = frozenset({"Bộ trưởng", "Thứ trưởng"})
_PREFIXES = ("former", "deputy", "acting")
_MODIFIERS = ("modifier", "past")
# Between the parts of an office.
_PARTING = frozenset({",", "của", "tại", "ở", "kiêm"})
_DASHES = frozenset("-–—")


@lru_cache(maxsize=65536)
def office_key(title: str) -> str:
    """The key under which the titles of one office meet; the title itself stays what the text says.

    Bodies and countries count by their canonical names, and the government of this country goes without saying.

    >>> office_key("Ủy viên T.Ư Đảng") == office_key("Uỷ viên Ban Chấp hành Trung ương Đảng")
    True
    >>> office_key("Thủ tướng Chính phủ"), office_key("Thủ tướng LB Nga"), office_key("Bộ trưởng Y tế")
    ('thủ tướng', 'thủ tướng nga', 'bộ trưởng bộ y tế')
    """
    units = syllables(title)
    at = _behind(units, 0, _PREFIXES)
    head = phrases("titles").match(units, at) if at < len(units) else None
    if head is None or head[0] + at == len(units):
        return phrase_key(title)
    end = at + head[0]
    start = end - 1 if units[end - 1].key in keys("title_contexts", "body_noun") else end
    first = _behind(units, end, _MODIFIERS)
    start = first if first > end else start
    parts = [_canonical(title[a:b]) for a, b in _parts(units, start)]
    if len(parts) == 1 and parts[0] in keys("titles", "default_body"):
        parts = []
    if head[1].name in _OF_MINISTRIES and parts:
        parts[0] = _ministry(parts[0])
    said = [unit.key for unit in units[:start]]
    return " ".join([*said, *parts])


_OWN_STATE = frozenset({"state", "party"})  # "Tổng thống" is of another country, and does not say which


def post(title: str, bodies: Sequence[tuple[int, int, str]]) -> str:
    """The key of the office of one holder that a title means in all texts; "" where there is none.

    `bodies` are (start, end, canonical name) of the bodies named within the title. "Chủ tịch UBND tỉnh" may be of any
    province, "Giám đốc Sở Ngoại vụ" too, unless linking has found out which; of deputies and members there are many.

    >>> post("Chủ tịch UBND tỉnh", [(9, 18, "UBND tỉnh Quảng Trị")])
    'chủ tịch ủy ban nhân dân tỉnh quảng trị'
    >>> post("Chủ tịch UBND tỉnh", [(9, 18, "UBND tỉnh")]), post("Phó Thủ tướng", [])
    ('', '')
    """
    head = phrases("titles").match(syllables(title), 0) if title else None
    if head is None or not head[1].more["holders"]:
        return ""
    of_place = any(name.split()[-1][0].isupper() and not phrases("bodies").get(name) for _, _, name in bodies)
    known = any(phrases("bodies").get(name) for _, _, name in bodies) and head[1].more["holders"] == "one"
    alone = not bodies and head[1].more["extent"] == "named" and head[1].kind in _OWN_STATE
    if not (of_place or known or alone):
        return ""
    for start, end, name in sorted(bodies, reverse=True):
        title = title[:start] + name + title[end:]
    return office_key(title)


def _behind(units: Sequence[Syllable], at: int, kinds: Sequence[str]) -> int:
    """The number of the first unit behind the words of some kinds in `titles.tsv`."""
    known = frozenset().union(*(keys("titles", kind) for kind in kinds))
    while size := next((n for n in (3, 2, 1) if " ".join(u.key for u in units[at : at + n]) in known), 0):
        at = min(at + size, len(units))
    return at


def _parts(units: Sequence[Syllable], start: int) -> list[tuple[int, int]]:
    """Where the bodies and places of an office begin and end: "[Việt Nam] tại [Lào]"."""
    found: list[tuple[int, int]] = []
    begun = False
    for unit in units[start:]:
        if unit.key in _PARTING:
            begun = False
        elif unit.text in _DASHES and not found:
            continue
        elif begun:
            found[-1] = (found[-1][0], unit.end)
        else:
            found.append((unit.start, unit.end))
            begun = True
    return found


def _canonical(name: str) -> str:
    """The key of a body's or country's canonical name."""
    known = phrases("countries", "bodies", "places", "territories").get(name)
    return phrase_key(known.name if known else body_entity(name))


def _ministry(key: str) -> str:
    """A ministry by its field: "y tế" is "bộ y tế"."""
    named = phrases("body_fields").match(syllables(key), 0)
    return phrase_key(body_entity(f"Bộ {key}")) if named and not key.startswith("bộ ") else key
