"""Every table under lexicons/: its form, its order, its sources, and that no form is listed twice in one table."""

import re
import string
import unicodedata
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dnnd.errors import LexiconError
from dnnd.lexicon import Entry, Found, Index, Phrases, forms_of, keys, parse, phrases, table
from dnnd.syllables import phrase_key, syllables

FOLDER = resources.files("dnnd").joinpath("lexicons")
NAMES = sorted(path.name.removesuffix(".tsv") for path in FOLDER.iterdir() if path.name.endswith(".tsv"))
HEADING = "name\tkind\tvariants\tsource\n"


@pytest.mark.parametrize("name", NAMES)
def test_form_and_order(name: str) -> None:
    text = FOLDER.joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert text.endswith("\n") and "\r" not in text
    assert not re.search(r"(?m)^\s|[ \t]$(?<!\t)|  ", text), "no stray white space"
    rows = [(e.name, e.kind) for e in table(name)]
    assert rows == sorted(rows), "sorted by name, then kind, by code point"


@pytest.mark.parametrize("name", [name for name in NAMES if name != "sources"])
def test_every_row_has_a_source_that_is_recorded(name: str) -> None:
    known = {source.name for source in table("sources")}
    assert not {entry.source for entry in table(name)} - known


@pytest.mark.parametrize("name", NAMES)
def test_no_variant_repeats_its_name(name: str) -> None:
    for entry in table(name):
        assert all(form and form.strip() == form for form in entry.forms)
        assert len(set(entry.forms)) == len(entry.forms), entry.name


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_is_found_by_its_own_look_up(name: str) -> None:
    for entry in table(name):
        for form in entry.forms:
            units = syllables(form)
            found = Phrases.of([entry]).match(units, 0)
            assert found == (len(units), entry), form


def test_every_source_is_used() -> None:
    used = {entry.source for name in NAMES if name != "sources" for entry in table(name)}
    assert {source.name for source in table("sources")} <= used


def test_every_table_is_described() -> None:
    described = FOLDER.joinpath("README.md").read_text(encoding="utf-8")
    assert not [name for name in NAMES if f"`{name}.tsv`" not in described]


def test_the_years_of_a_body_are_in_order() -> None:
    dated = [entry for entry in table("bodies") if entry.more["from"] or entry.more["to"]]
    assert len(dated) > 50
    for entry in dated:
        first, last = entry.more["from"], entry.more["to"]
        assert all(re.fullmatch(r"(?:19|20)\d\d", year) for year in (first, last) if year), entry.name
        assert not (first and last) or first <= last, entry.name


@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("Bộ Công Thương", ("2007", "")),
        ("Bộ KH&ĐT", ("1995", "2025")),
        ("Bộ Nông nghiệp và Môi trường", ("2025", "")),
        ("Ban Tuyên giáo Trung ương", ("2007", "2025")),
        ("Đảng Lao động Việt Nam", ("1951", "1976")),
    ],
)
def test_the_years_of_known_bodies(name: str, years: tuple[str, str]) -> None:
    entry = phrases("bodies").get(name)
    assert entry is not None and (entry.more["from"], entry.more["to"]) == years


@pytest.mark.parametrize("name", ["appellations", "bodies", "family_names", "papers", "places"])
def test_no_form_of_a_name_stands_in_two_rows(name: str) -> None:
    rows: dict[str, str] = {}
    twice = [
        form
        for entry in table(name)
        for form in entry.forms
        if rows.setdefault(phrase_key(form), entry.name) != entry.name
    ]
    assert not twice


def test_wordings_take_the_same_values_in_both_languages() -> None:
    for entry in table("wordings"):
        places = [
            sorted(name for _, name, _, _ in string.Formatter().parse(entry.more[lang]) if name)
            for lang in ("en", "vi")
        ]
        assert places[0] == places[1], entry.name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kind\tname\n", "t.tsv, line 1: the heading begins with"),
        (HEADING + "a\tb\tc\n", "t.tsv, line 2: 3 cells for 4 columns"),
        (HEADING + "a\tb\t\town\n\tb\t\town\n", "t.tsv, line 3: name, kind and source must not be empty"),
    ],
)
def test_a_broken_table_is_named_with_its_line(text: str, said: str) -> None:
    with pytest.raises(LexiconError, match=re.escape(said)):
        parse(text, "t.tsv")


def test_no_such_table() -> None:
    with pytest.raises(LexiconError, match=r"no table lexicons/none\.tsv"):
        table("none")


def test_the_longest_entry_wins_and_spelling_does_not_matter() -> None:
    look_up = Phrases.of([Entry("Ủy ban", "head", (), "own"), Entry("Ủy ban nhân dân", "body", ("UBND",), "own")])
    for text in ("Uỷ ban nhân dân xã", "ỦY BAN NHÂN DÂN xã", "Ủy  ban nhân\u00a0dân xã"):
        found = look_up.match(syllables(text), 0)
        assert found and (found[0], found[1].kind) == (4, "body")
    assert look_up.get("ubnd") is not None and look_up.match(syllables("Ban"), 0) is None
    assert phrase_key("UBND") == "ubnd"


ASKED = ("bodies", "body_heads", "places", "place_units")
FORMS = sorted({form for name in ASKED for entry in table(name) for form in entry.forms})[::7]


@given(st.lists(st.sampled_from([*FORMS, "và", "Hà", "Bộ", "(", "TP"]), min_size=1, max_size=6))
def test_tables_find_the_longest_form_at_each_unit(pieces: list[str]) -> None:
    units = syllables(" ".join(pieces))
    known = Index(ASKED, Found).all([unit.key for unit in units])
    for at in range(len(units)):
        for name in ASKED:
            ends = range(at + 1, len(units) + 1)
            sizes = [end - at for end in ends if " ".join(u.key for u in units[at:end]) in keys(name)]
            size = max(sizes, default=None)
            found = phrases(name).match(units, at)
            assert (found and found[0]) == size
            assert known[at].get(name) == found


def test_forms_of_a_key() -> None:
    assert forms_of("bodies", "ubnd") == () and "Hà Nội" in forms_of("places", "hà nội")
