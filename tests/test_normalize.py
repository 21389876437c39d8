"""The view and its map back to the raw text."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dnnd.normalize import View, lookup_key, squeeze, view
from dnnd.spans import Span

UGLY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "aăâeêoôơuưyđĐàảãáạằẳẵắặỦủ \t\n\r\u0300\u0301\u0302\u0303\u0309\u0323\u031b\u200b\ufeff\u00a0\u00ad\x07😀"
        ),
    )
)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Đảng", "Đảng"),
        (unicodedata.normalize("NFD", "Đảng uỷ Huế"), "Đảng uỷ Huế"),
        ("Ban\u200b Đối\u00a0ngoại", "Ban Đối ngoại"),
        ("\ufeffHội", "Hội"),
        ("một\r\nhai\rba\u2028bốn", "một \nhai\nba\nbốn"),
        ("a\tb\x07c", "a b c"),
        ("Ðảng", "Đảng"),
    ],
)
def test_view(raw: str, text: str) -> None:
    assert view(raw).text == text


@given(UGLY)
def test_every_stretch_of_the_view_has_its_own_place_in_the_raw_text(raw: str) -> None:
    seen = view(raw)
    last = 0
    for at in range(len(seen.text)):
        start, end = seen.offsets(at, at + 1)
        assert last <= start < end <= len(raw)
        last = end


@given(UGLY)
def test_a_record_holds_the_raw_text(raw: str) -> None:
    seen = view(raw)
    if seen.text:
        record = seen.to_raw(Span(0, len(seen.text), seen.text))
        assert raw[record.start : record.end] == record.text


@given(UGLY)
def test_the_view_is_nfc_where_it_may_be(raw: str) -> None:
    text = view(raw).text
    assert not set(text) & set("\t\r\u200b\ufeff\u00a0\x07")


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (2, 9)])
def test_a_stretch_that_is_none_raises(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no stretch"):
        View("abcd", "abcd").offsets(start, end)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Uỷ ban", "ủy ban"),
        ("hoà bình", "HÒA BÌNH"),
        ("thuý", "thúy"),
        ("khoẻ", "khỏe"),
        ("Ban – Bộ", "ban - bộ"),
        ("“a”", '"A"'),
    ],
)
def test_keys_that_are_one(one: str, other: str) -> None:
    assert lookup_key(one) == lookup_key(other)


@pytest.mark.parametrize(("one", "other"), [("quý", "qúy"), ("hoàn", "hòan"), ("má", "ma"), ("đa", "da")])
def test_keys_that_differ(one: str, other: str) -> None:
    assert lookup_key(one) != lookup_key(other)


@given(st.text())
def test_a_key_is_as_long_as_its_text(text: str) -> None:
    assert len(lookup_key(text)) == len(text)


def test_squeeze() -> None:
    assert squeeze("  Ban \n Đối  ngoại ") == "Ban Đối ngoại"


SIGNS = str.maketrans({**dict.fromkeys("‐‑‒–—―−", "-"), **dict.fromkeys("“”„«»″", '"'), **dict.fromkeys("‘’‚`´", "'")})
OLD = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]
NEW = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]


@given(st.text(st.sampled_from("aoàáẹquỳÝUÀ _-–“’0²9\u0301ΣσİIĐđhn\n")))
def test_keys_are_those_of_the_plain_definition(text: str) -> None:
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    spelt = re.sub(r"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\w)", lambda m: NEW[OLD.index(m[0])], lowered.translate(SIGNS))
    assert lookup_key(text) == spelt
