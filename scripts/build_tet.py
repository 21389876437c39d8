"""Writes `lexicons/tet.tsv`: the first day of each lunar year 1930-2050 (UTC+7) and the year's name.

Run it where the package lunar-vn is installed: python scripts/build_tet.py > src/dnnd/lexicons/tet.tsv
"""

from __future__ import annotations

import sys

from lunar_vn import convert_lunar_to_solar

STEMS = [
    "Canh",
    "Tân",
    "Nhâm",
    "Quý",
    "Giáp",
    "Ất",
    "Bính",
    "Đinh",
    "Mậu",
    "Kỷ",
]  # the stem goes by the last digit of the year
BRANCHES = [
    "Thân",
    "Dậu",
    "Tuất",
    "Hợi",
    "Tý",
    "Sửu",
    "Dần",
    "Mão",
    "Thìn",
    "Tỵ",
    "Ngọ",
    "Mùi",
]  # the branch by the year modulo 12
SPELLINGS = {"Kỷ": "Kỉ", "Tý": "Tí", "Tỵ": "Tị", "Mão": "Mẹo"}


def year_name(year: int) -> tuple[str, str]:
    """The sexagenary name of a year, and its other spelling, empty where it has none."""
    words = [STEMS[year % 10], BRANCHES[year % 12]]
    other = [SPELLINGS.get(word, word) for word in words]
    return " ".join(words), "" if other == words else " ".join(other)


def main() -> None:
    """Prints the table."""
    rows = ["name\tkind\tvariants\tsource\tyear_name"]
    for year in range(1930, 2051):
        first = convert_lunar_to_solar(1, 1, year)
        name, other = year_name(year)
        rows.append(f"{first:%Y-%m-%d}\ttet\t\tlunar-vn\t{name}{'|' + other if other else ''}")
    sys.stdout.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
